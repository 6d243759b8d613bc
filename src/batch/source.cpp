// Where the profiles of a batch come from: lines of a stream, files of a folder.

#include "load/files.hpp"
#include "shortlist/batch.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace shortlist {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_line = 1U << 20U;
constexpr std::size_t longest_passed_over = 256U << 20U;
constexpr std::size_t longest_names = 64U << 20U;
constexpr std::size_t most_files = 1'000'000;

// Takes a stream apart at its line breaks, holding no more of it than one line.
class Lines {
 public:
  Lines(std::string file, ReadBytes read) : file_(std::move(file)), read_(std::move(read)) {}

  Result<std::optional<BatchProfile>> next() {
    BatchProfile profile{file_, ++line_, {}, ProfileFormat::json, {}};
    bool long_line = false;
    std::size_t length = 0;
    while (true) {
      if (at_ == end_) {
        const auto got = ended_ ? 0 : read_(buffer_.data(), buffer_.size());
        if (!got) return got.error();
        at_ = 0;
        end_ = std::min(*got, buffer_.size());
        ended_ = end_ == 0;
        if (ended_ && profile.text.empty() && !long_line) return std::nullopt;
        if (ended_) break;
      }
      const auto begin = buffer_.begin() + static_cast<std::ptrdiff_t>(at_);
      const auto last = buffer_.begin() + static_cast<std::ptrdiff_t>(end_);
      const auto line_end = std::find(begin, last, '\n');
      length += static_cast<std::size_t>(line_end - begin);
      long_line = length > longest_line;
      if (length > longest_passed_over) return Failure{FailureKind::data, {endless()}};
      if (long_line)
        std::string().swap(profile.text);
      else
        profile.text.append(begin, line_end);
      at_ = static_cast<std::size_t>(line_end - buffer_.begin());
      if (line_end == last) continue;
      ++at_;
      break;
    }
    if (long_line) profile.missing.push_back(too_long());
    return profile;
  }

 private:
  Diagnostic too_long() const {
    return {Severity::error,
            file_,
            static_cast<int>(line_),
            0,
            "the line is longer than 1 MiB",
            "a profile of that size goes into a file of its own, below a folder",
            {}};
  }

  Diagnostic endless() const {
    return {Severity::error,
            file_,
            static_cast<int>(line_),
            1,
            "the line is longer than 256 MiB, and is read no further",
            "JSON Lines have a profile in each line, and a line break after it",
            {}};
  }

  std::string file_;
  ReadBytes read_;
  std::uint64_t line_ = 0;
  std::array<char, 1U << 16U> buffer_{};
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  bool ended_ = false;
};

BatchProfile read_profile(const fs::path& path) {
  BatchProfile profile{path.string(), 0, {}, ProfileFormat::automatic, {}};
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    // What is opened may never answer: a pipe, a terminal.
    profile.missing =
        load::fault(FailureKind::io, profile.file, "is no file that can be read").diagnostics;
    return profile;
  }
  auto text = load::read_file(profile.file);
  if (text)
    profile.text = std::move(text->text);
  else
    profile.missing = std::move(text.error().diagnostics);
  return profile;
}

}  // namespace

BatchSource profile_lines(std::string file, ReadBytes read) {
  return
      [lines = std::make_shared<Lines>(std::move(file), std::move(read))] { return lines->next(); };
}

Result<BatchSource> profile_folder(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  std::size_t bytes = 0;
  fs::directory_iterator at(folder, error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    const fs::path name = at->path().filename();
    const bool profile = name.extension() == ".toml" || name.extension() == ".json";
    if (!profile || name.string().starts_with('.')) continue;
    if (names.size() == most_files)
      return load::fault(FailureKind::io, folder,
                         "more than 1,000,000 profiles stand in the folder",
                         "hand them over as JSON Lines");
    names.push_back(name.string());
    bytes += sizeof(std::string) + names.back().capacity() + 1;
    if (bytes > longest_names)
      return load::fault(FailureKind::io, folder,
                         "the names of the profiles in the folder take more than 64 MiB",
                         "hand them over as JSON Lines");
  }
  if (error)
    return load::fault(FailureKind::io, folder, "cannot read the folder: " + error.message());
  if (names.empty())
    return load::fault(FailureKind::io, folder, "holds no *.toml and no *.json file");
  std::sort(names.begin(), names.end());
  return [folder = fs::path(folder), names = std::move(names),
          next = std::size_t{0}]() mutable -> Result<std::optional<BatchProfile>> {
    if (next == names.size()) return std::nullopt;
    return read_profile(folder / names[next++]);
  };
}

}  // namespace shortlist
