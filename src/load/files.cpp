#include "load/files.hpp"

#include "base/quantity.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <dlfcn.h>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

namespace shortlist::load {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_entries = 10'000;  // files and folders, read or not
constexpr int deepest_folder = 32;

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};

std::string reason(int error) { return std::error_code(error, std::generic_category()).message(); }

Diagnostic io_error(std::string file, std::string message, std::string suggestion = {}) {
  return {Severity::error, std::move(file), 0, 0, std::move(message), std::move(suggestion), {}};
}

// Finds the *.toml below a folder and says what stands in the way. As for a shell, what starts with
// a dot is not there: editors and version control keep their own things so.
class Finder {
 public:
  std::vector<fs::path> files;
  Diagnostics failures;

  void find(const fs::path& folder, const fs::path& within) {
    std::error_code error;
    root_ = fs::canonical(within, error);
    if (error) return fail(folder, "cannot open the folder: " + error.message());
    if (!fs::is_directory(folder, error))
      return fail(folder, "is no folder", "--rules takes a folder of *.toml files");
    walk(folder, 0);
    std::sort(files.begin(), files.end());
    if (files.empty() && failures.empty()) fail(folder, "holds no *.toml file");
  }

 private:
  void fail(const fs::path& path, std::string message, std::string suggestion = {}) {
    failures.push_back(io_error(path.string(), std::move(message), std::move(suggestion)));
  }

  void walk(const fs::path& folder, int depth) {
    if (depth > deepest_folder) return fail(folder, "folders stand more than 32 deep");
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    fs::directory_iterator at(folder, error);
    for (; !error && at != fs::directory_iterator(); at.increment(error)) {
      if (++seen_ > most_entries) {
        if (seen_ == most_entries + 1) fail(folder, "more than 10,000 files stand in the folder");
        return;
      }
      if (!at->path().filename().string().starts_with('.')) entries.push_back(*at);
    }
    if (error) return fail(folder, "cannot read the folder: " + error.message());
    std::sort(entries.begin(), entries.end());
    for (const fs::directory_entry& entry : entries) visit(entry, depth);
  }

  void visit(const fs::directory_entry& entry, int depth) {
    std::error_code error;
    const fs::path& path = entry.path();
    const bool named = path.extension() == ".toml";
    const bool link = entry.is_symlink(error);
    if (link && !follow(path, named)) return;
    const fs::file_status status = entry.status(error);
    if (fs::is_directory(status)) {
      if (!link) walk(path, depth + 1);  // what a link leads to is read in its own place
    } else if (named && fs::is_regular_file(status)) {
      files.push_back(path);
    } else if (named) {
      fail(path, "is no file that can be read");
    }
  }

  // Whether a link leads to something inside the folder. A broken one matters only by its name.
  bool follow(const fs::path& link, bool named) {
    std::error_code error;
    const fs::path real = fs::canonical(link, error);
    if (error == std::errc::no_such_file_or_directory && !named) return false;
    if (error) {
      fail(link, "cannot follow the link: " + error.message());
      return false;
    }
    if (is_below(fs::canonical(link.parent_path(), error), real)) {
      fail(link, "the link leads back to a folder that it stands in");
      return false;
    }
    if (is_below(real, root_) || (!named && !fs::is_directory(real, error))) return true;
    fail(link, "the link leads out of the folder",
         "a rule base reads nothing outside its folder; copy it in");
    return false;
  }

  fs::path root_;
  std::size_t seen_ = 0;
};

}  // namespace

Failure fault(FailureKind kind, std::string file, std::string message, std::string suggestion) {
  return {kind, {io_error(std::move(file), std::move(message), std::move(suggestion))}};
}

Result<Text> read_file(const std::string& path, std::size_t most) {
  const auto failed = [&](int error) {
    return fault(FailureKind::io, path, "cannot read the file: " + reason(error));
  };
  errno = 0;
  const std::unique_ptr<std::FILE, Close> file(path == "-" ? stdin
                                                           : std::fopen(path.c_str(), "rbe"));
  if (file == nullptr) return failed(errno);
  Text text{path, {}};
  std::error_code unknown;  // a pipe has no size
  const auto size = fs::file_size(path, unknown);
  if (!unknown)
    text.text.reserve(static_cast<std::size_t>(std::min<std::uintmax_t>(size, most)) + 1);
  // One byte more than is allowed is enough to know that it is too much.
  std::array<char, 1U << 14U> part;
  std::size_t got = part.size();
  while (got == part.size() && text.text.size() <= most) {
    got = std::fread(part.data(), 1, part.size(), file.get());
    text.text.append(part.data(), got);
  }
  if (std::ferror(file.get()) != 0) return failed(errno);
  return text;
}

Result<std::vector<std::string>> find_files(const std::string& folder) {
  Finder finder;
  finder.find(folder, folder);
  if (!finder.failures.empty()) return Failure{FailureKind::io, std::move(finder.failures)};
  std::vector<std::string> paths;
  paths.reserve(finder.files.size());
  for (const fs::path& file : finder.files) paths.push_back(file.string());
  return paths;
}

bool is_folder(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

bool is_below(const fs::path& path, const fs::path& folder) {
  const auto [rest, _] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return rest == folder.end();
}

Readable read_what_can(const std::string& path, const std::string& within, std::size_t most) {
  Finder finder;
  finder.find(path, within);
  Readable found;
  found.failures = std::move(finder.failures);
  found.folder.reserve(finder.files.size());
  std::size_t bytes = 0;
  for (const fs::path& file : finder.files) {
    if (bytes > most) {
      found.failures.push_back(
          io_error(file.string(),
                   "files before it hold more than " + bytes_text(static_cast<double>(most)), {}));
      break;
    }
    auto text = read_file(file.string());
    if (text) bytes += text->text.size();
    if (text)
      found.folder.push_back(std::move(*text));
    else
      found.failures.push_back(std::move(text.error().diagnostics.front()));
  }
  return found;
}

Result<Folder> read_folder(const std::string& path) {
  Readable found = read_what_can(path, path);
  if (found.failures.empty()) return std::move(found.folder);
  return Failure{FailureKind::io, std::move(found.failures)};
}

// Where the data stand relative to the shared library that holds this code, if one does, then to
// the executable; in a build tree and in an install alike.
std::string shipped_rules() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  Dl_info here{};
  fs::path library;
  // Of an executable the linker knows no more than how it was called.
  if (dladdr(reinterpret_cast<const void*>(&shipped_rules), &here) != 0 &&
      !fs::equivalent(here.dli_fname, program, error))
    library = fs::canonical(here.dli_fname, error);
  for (const auto& [file, way] : {std::pair{library, SHORTLIST_RULES_FROM_LIBRARY},
                                  std::pair{program, SHORTLIST_RULES_FROM_PROGRAM}}) {
    const fs::path found = (file.parent_path() / way).lexically_normal();
    if (!file.empty() && fs::is_directory(found, error)) return found.string();
  }
  return SHORTLIST_RULES_FALLBACK;
}

}  // namespace shortlist::load
