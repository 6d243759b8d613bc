#pragma once
// Files and folders of strangers: bounded in size, number and depth, and never followed out of the
// folder they were named in.

#include "load/load.hpp"
#include "load/scan.hpp"

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace shortlist::load {

inline constexpr std::size_t any_size = std::numeric_limits<std::size_t>::max();

// A whole file, or standard input when `path` is "-", of at most `most` bytes and one more. Fails
// with FailureKind::io.
Result<Text> read_file(const std::string& path, std::size_t most = largest_file);

// The paths of all *.toml below a folder, in order. Fails with FailureKind::io.
Result<std::vector<std::string>> find_files(const std::string& folder);

// All *.toml below a folder, in the order of their paths. Fails with FailureKind::io.
Result<Folder> read_folder(const std::string& path);

bool is_folder(const std::string& path);

// Whether a path is a folder or stands below it; both without links.
bool is_below(const std::filesystem::path& path, const std::filesystem::path& folder);

// All *.toml below a folder too, and beside them what could not be read. Links may lead to all that
// is below `within`. No file is begun after `most` bytes in all.
struct Readable {
  Folder folder;
  Diagnostics failures;
};
Readable read_what_can(const std::string& path, const std::string& within,
                       std::size_t most = any_size);

// The rule base that ships with the library.
std::string shipped_rules();

// A failure that is no fault of any file's text.
Failure fault(FailureKind kind, std::string file, std::string message, std::string suggestion = {});

}  // namespace shortlist::load
