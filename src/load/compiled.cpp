#include "load/compiled.hpp"

#include "load/files.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <utility>
#include <vector>

namespace shortlist::load {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest_snapshot = std::size_t{1} << 30U;
constexpr std::string_view extension = ".snapshot";

std::string name_below(const std::string& path, const std::string& folder) {
  return fs::path(path).lexically_relative(folder).generic_string();
}

// A file by its size and time, without its content.
std::optional<snapshot::File> look_at(const std::string& path, const std::string& folder) {
  struct stat found {};
  if (stat(path.c_str(), &found) != 0) return std::nullopt;
  constexpr std::int64_t nanoseconds = 1'000'000'000;
  return snapshot::File{name_below(path, folder),
                        static_cast<std::uint64_t>(found.st_size),
                        found.st_mtim.tv_sec * nanoseconds + found.st_mtim.tv_nsec,
                        {}};
}

// Archives and copies keep a time in whole seconds, or microseconds.
bool is_same_time(std::int64_t left, std::int64_t right) {
  for (const std::int64_t unit : {1'000'000'000, 1'000})
    if (left % unit == 0 || right % unit == 0) return left / unit == right / unit;
  return left == right;
}

bool is_same_content(const snapshot::File& file, const std::string& path) {
  const auto text = read_file(path);
  return text && snapshot::checksum(text->text) == file.content;
}

// The first file that is not as it was; empty: all are.
std::string changed_file(const std::vector<snapshot::File>& files, const std::string& folder,
                         const std::vector<std::string>& paths) {
  for (std::size_t i = 0; i < std::max(files.size(), paths.size()); ++i) {
    if (i >= paths.size()) return files[i].name;
    const auto seen = look_at(paths[i], folder);
    if (!seen || i >= files.size() || seen->name != files[i].name || seen->size != files[i].size)
      return name_below(paths[i], folder);
    if (!is_same_time(seen->changed, files[i].changed) && !is_same_content(files[i], paths[i]))
      return seen->name;
  }
  return {};
}

Compiled flawed(std::string flaw, const std::string& folder, const std::string& snapshot) {
  const std::string from = is_folder(folder) ? " --rules " + folder : "";
  return {nullptr, std::move(flaw),
          "`shortlist compile" + from + " --output " + snapshot + "` makes it anew"};
}

// The bytes of a snapshot that this program reads, and what is in them; or what is wrong.
struct Read {
  std::string bytes;
  snapshot::Opened opened;
  Compiled wrong;
};

Read read_snapshot(const std::string& path, const std::string& folder) {
  std::error_code error;
  if (!fs::exists(path, error)) return {};
  auto text = read_file(path, largest_snapshot);
  if (!text) return {{}, {}, {nullptr, text.error().diagnostics.front().message, {}}};
  Read read{std::move(text->text), {}, {}};
  read.opened = snapshot::open(read.bytes);
  switch (read.opened.flaw) {
    case snapshot::Flaw::none:
      break;
    case snapshot::Flaw::no_snapshot:
      read.wrong = flawed("is no snapshot of a rule base", folder, path);
      break;
    case snapshot::Flaw::other_version:
      read.wrong = flawed("the snapshot was made by another version of shortlist", folder, path);
      break;
    case snapshot::Flaw::damaged:
      read.wrong = flawed("the snapshot is damaged", folder, path);
      break;
  }
  return read;
}

}  // namespace

std::string snapshot_of(const std::string& folder) {
  fs::path path = fs::path(folder).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();  // "rules/"
  return path.string().append(extension);
}

std::string folder_of(const std::string& snapshot) {
  if (!snapshot.ends_with(extension)) return {};
  return snapshot.substr(0, snapshot.size() - extension.size());
}

bool is_snapshot(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return false;
  const auto start = read_file(path, 0);
  return start && snapshot::open(start->text).flaw != snapshot::Flaw::no_snapshot;
}

Result<std::string> compile_folder(const std::string& folder) {
  const auto paths = find_files(folder);
  if (!paths) return paths.error();
  // By their names below the folder, so that the snapshot is the same wherever it stands.
  Folder texts;
  std::vector<snapshot::File> files;
  for (const std::string& path : *paths) {
    auto file = look_at(path, folder);  // first: what changes while it is read is seen later
    auto text = read_file(path);
    if (!text) return text.error();
    if (!file) return fault(FailureKind::io, path, "cannot read the file");
    file->content = snapshot::checksum(text->text);
    file->size = text->text.size();
    texts.push_back({file->name, std::move(text->text)});
    files.push_back(std::move(*file));
  }
  auto rules = parse_rule_base({std::move(texts)});
  if (rules) return snapshot::write(**rules, files);
  for (Diagnostic& each : rules.error().diagnostics)
    if (!each.file.empty()) each.file = (fs::path(folder) / each.file).string();
  return std::move(rules.error());
}

Compiled read_compiled(const std::string& snapshot, const std::string& folder) {
  Read read = read_snapshot(snapshot, folder);
  if (!read.wrong.flaw.empty() || read.bytes.empty()) return std::move(read.wrong);
  if (is_folder(folder)) {
    const auto paths = find_files(folder);
    if (!paths) return {};  // reading the folder says what is wrong
    const std::string changed = changed_file(read.opened.files, folder, *paths);
    if (!changed.empty())
      return flawed("the snapshot is not of its folder as it is now: '" + changed + "' differs",
                    folder, snapshot);
  }
  auto rules = snapshot::read_rules(read.opened.rules);
  if (rules == nullptr) return flawed("the snapshot is damaged", folder, snapshot);
  for (std::string& file : rules->files) file = (fs::path(folder) / file).string();
  for (Diagnostic& warning : rules->warnings)
    if (!warning.file.empty()) warning.file = (fs::path(folder) / warning.file).string();
  return {std::move(rules), {}, {}};
}

Compiled compare_compiled(const std::string& snapshot, const std::string& folder) {
  const Read read = read_snapshot(snapshot, folder);
  if (!read.wrong.flaw.empty() || read.bytes.empty()) return read.wrong;
  const auto now = compile_folder(folder);
  if (!now) return {};
  const snapshot::Opened expected = snapshot::open(*now);
  const bool same = std::equal(expected.files.begin(), expected.files.end(),
                               read.opened.files.begin(), read.opened.files.end(),
                               [](const snapshot::File& left, const snapshot::File& right) {
                                 return left.name == right.name && left.size == right.size &&
                                        left.content == right.content;
                               }) &&
                    expected.rules == read.opened.rules;
  if (same) return {};
  return flawed("the snapshot is not what its folder compiles to", folder, snapshot);
}

}  // namespace shortlist::load
