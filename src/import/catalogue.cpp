#include "import/catalogue.hpp"

#include "base/text.hpp"
#include "import/formats.hpp"
#include "load/files.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace shortlist::importing {

namespace {

namespace fs = std::filesystem;

// The nearest folder round a path that has both of the repository's parts; else the path itself.
fs::path repository_of(const fs::path& path) {
  constexpr int most = 8;
  std::error_code error;
  fs::path at = fs::canonical(path, error);
  if (error) return path;
  for (int i = 0; i < most && at.has_relative_path(); ++i, at = at.parent_path())
    if (fs::is_directory(at / "models", error) && fs::is_directory(at / "providers", error))
      return at;
  return path;
}

// Where its links lead.
bool stays_below(const fs::path& path, const fs::path& folder) {
  std::error_code error;
  return load::is_below(fs::weakly_canonical(path, error), fs::weakly_canonical(folder, error));
}

// Of a file that no model comes from.
Finding nothing_in(const std::string& file, std::string why) {
  Finding finding;
  finding.file = file;
  finding.nothing = true;
  finding.notes.push_back(std::move(why));
  return finding;
}

// Where a link leads that a file system without links, or an archive, has made a text of; empty for
// any other file.
std::string link_in(const std::string& text) {
  constexpr std::size_t longest = 1'000;
  std::string line = text.substr(0, longest);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  const bool link = text.size() <= longest && line.ends_with(".toml") &&
                    line.find_first_of("=\n\"'#[]") == std::string::npos;
  return link ? line : std::string{};
}

// The files of a folder; of the whole repository those of its two parts, and nothing that a build
// or a package manager put beside them.
load::Readable files_of(const fs::path& folder, const fs::path& repository) {
  constexpr std::size_t most = 256U << 20U;
  std::error_code error;
  load::Readable all;
  std::vector<fs::path> parts{folder};
  if (fs::is_directory(folder / "models", error) && fs::is_directory(folder / "providers", error))
    parts = {folder / "models", folder / "providers"};
  for (const fs::path& part : parts) {
    load::Readable found = load::read_what_can(part.string(), repository.string(), most);
    std::move(found.folder.begin(), found.folder.end(), std::back_inserter(all.folder));
    std::move(found.failures.begin(), found.failures.end(), std::back_inserter(all.failures));
  }
  return all;
}

class RepositoryReader {
 public:
  explicit RepositoryReader(fs::path repository) : repository_(std::move(repository)) {}

  Result<Finding> read(const load::Text& text) {
    const std::string link = link_in(text.text);
    if (link.empty()) return finding_of(text);
    const fs::path target = (fs::path(text.name).parent_path() / link).lexically_normal();
    std::error_code error;
    if (!fs::is_regular_file(target, error))
      return nothing_in(text.name, "leads to '" + link + "', which is not there");
    if (!stays_below(target, repository_))
      return nothing_in(text.name, "leads to '" + link + "', out of the folder");
    auto led_to = load::read_file(target.string());
    if (!led_to) return led_to.error();
    if (!link_in(led_to->text).empty()) return nothing_in(text.name, "leads to a link");
    led_to->name = text.name;
    return finding_of(*led_to);
  }

 private:
  // The text below `models` that a file of a provider is about; null where there is none.
  const load::Text* base_of(const std::string& model) {
    const auto [known, fresh] = bases_.emplace(model, std::nullopt);
    if (!fresh) return known->second ? &*known->second : nullptr;
    std::string part;
    for (const char c : model + "/") {
      if (c != '/') {
        part.push_back(c);
        continue;
      }
      if (!is_id(part)) return nullptr;
      part.clear();
    }
    const fs::path path = repository_ / "models" / (model + ".toml");
    std::error_code error;
    if (!fs::is_regular_file(path, error) || !stays_below(path, repository_)) return nullptr;
    if (auto text = load::read_file(path.string())) known->second = std::move(*text);
    return known->second ? &*known->second : nullptr;
  }

  Result<Finding> finding_of(const load::Text& text) {
    Problems problems;
    const std::string model = base_model_of(text);
    const load::Text* const base = model.empty() ? nullptr : base_of(model);
    Finding finding = read_models_dev(text, base, problems);
    if (problems.errors() == 0) return finding;
    std::vector<const load::Text*> texts{&text};
    if (base != nullptr) texts.push_back(base);
    return Failure{FailureKind::data, load::diagnose(problems, texts)};
  }

  fs::path repository_;
  std::map<std::string, std::optional<load::Text>> bases_;
};

}  // namespace

Finding left_out(const std::string& file, const Failure& failure) {
  const Diagnostic& first = failure.diagnostics.front();
  return nothing_in(
      file, (first.line > 0 ? "line " + std::to_string(first.line) + ": " : "") + first.message);
}

Result<Finding> read_catalogue_file(const std::string& path) {
  const auto text = load::read_file(path);
  if (!text) return text.error();
  const fs::path folder = fs::path(path).parent_path();
  return RepositoryReader(repository_of(folder.empty() ? "." : folder)).read(*text);
}

Result<std::deque<Finding>> read_catalogue(const std::string& folder) {
  const fs::path repository = repository_of(folder);
  load::Readable found = files_of(folder, repository);
  if (found.folder.empty()) return Failure{FailureKind::io, std::move(found.failures)};
  RepositoryReader reader(repository);
  std::deque<Finding> findings;
  std::optional<Failure> first;
  bool any = false;
  const auto leave = [&](const std::string& file, const Failure& failure) {
    if (!first) first = failure;
    findings.push_back(left_out(file, failure));
  };
  for (const load::Text& text : found.folder) {
    auto finding = reader.read(text);
    any = any || finding.has_value();
    if (finding)
      findings.push_back(std::move(*finding));
    else
      leave(text.name, finding.error());
  }
  if (!any) return *first;
  for (const Diagnostic& each : found.failures) leave(each.file, Failure{FailureKind::io, {each}});
  return findings;
}

}  // namespace shortlist::importing
