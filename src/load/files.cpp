#include "load/files.hpp"

#include "load/scan.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

namespace shortlist::load {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_files = 10'000;
constexpr int deepest_folder = 32;

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};

std::string reason(int error) { return std::error_code(error, std::generic_category()).message(); }

bool below(const fs::path& path, const fs::path& folder) {
  const auto [rest, _] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return rest == folder.end();
}

// Paths of the *.toml below `folder`; links are followed only where they stay inside.
tl::expected<std::vector<fs::path>, Failure> find_files(const fs::path& folder) {
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error)
    return tl::unexpected(
        fault(FailureKind::io, folder.string(), "cannot open the folder: " + error.message()));
  if (!fs::is_directory(root, error))
    return tl::unexpected(fault(FailureKind::io, folder.string(), "is no folder",
                                "--rules takes a folder of *.toml files"));
  std::vector<fs::path> files;
  fs::recursive_directory_iterator at(folder, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    const fs::path& path = at->path();
    if (at.depth() >= deepest_folder) at.disable_recursion_pending();
    if (path.extension() != ".toml") continue;
    std::error_code failed;
    const fs::path real = fs::canonical(path, failed);
    if (failed)
      return tl::unexpected(
          fault(FailureKind::io, path.string(), "cannot follow the link: " + failed.message()));
    if (!below(real, root))
      return tl::unexpected(
          fault(FailureKind::io, path.string(), "the link leads out of the folder",
                "a rule base reads nothing outside its folder; copy the file in"));
    if (fs::is_directory(real, failed)) continue;
    files.push_back(path);
    if (files.size() > most_files)
      return tl::unexpected(
          fault(FailureKind::io, folder.string(), "holds more than 10,000 files"));
  }
  if (error)
    return tl::unexpected(
        fault(FailureKind::io, folder.string(), "cannot read the folder: " + error.message()));
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

Failure fault(FailureKind kind, std::string file, std::string message, std::string suggestion) {
  return {
      kind,
      {{Severity::error, std::move(file), 0, 0, std::move(message), std::move(suggestion), {}}}};
}

Result<Text> read_file(const std::string& path) {
  const auto failed = [&](int error) {
    return tl::unexpected(fault(FailureKind::io, path, "cannot read the file: " + reason(error)));
  };
  errno = 0;
  const std::unique_ptr<std::FILE, Close> file(path == "-" ? stdin
                                                           : std::fopen(path.c_str(), "rb"));
  if (file == nullptr) return failed(errno);
  Text text{path, {}};
  // One byte more than is allowed is enough to know that it is too much.
  constexpr std::size_t chunk = 1U << 16U;
  while (text.text.size() <= largest_file) {
    const std::size_t before = text.text.size();
    text.text.resize(before + chunk);
    const std::size_t got = std::fread(text.text.data() + before, 1, chunk, file.get());
    text.text.resize(before + got);
    if (got == chunk) continue;
    if (std::ferror(file.get()) != 0) return failed(errno);
    break;
  }
  return text;
}

Result<Folder> read_folder(const std::string& path) {
  const auto files = find_files(path);
  if (!files) return tl::unexpected(files.error());
  if (files->empty()) return tl::unexpected(fault(FailureKind::io, path, "holds no *.toml file"));
  Folder folder;
  Diagnostics failures;
  for (const fs::path& file : *files) {
    auto text = read_file(file.string());
    if (text)
      folder.push_back(std::move(*text));
    else
      failures.insert(failures.end(), text.error().diagnostics.begin(),
                      text.error().diagnostics.end());
  }
  if (!failures.empty()) return tl::unexpected(Failure{FailureKind::io, std::move(failures)});
  return folder;
}

// The path of the executable and where the data stand relative to it, in a build tree and in an
// install alike.
std::string shipped_rules() {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  const fs::path found = (self.parent_path() / SHORTLIST_RULES_DIR).lexically_normal();
  if (!error && fs::is_directory(found, error)) return found.string();
  return SHORTLIST_RULES_FALLBACK;
}

}  // namespace shortlist::load
