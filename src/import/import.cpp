// The public door: from a path to findings, from findings to families.

#include "shortlist/import.hpp"

#include "base/text.hpp"
#include "import/catalogue.hpp"
#include "import/draft.hpp"
#include "import/formats.hpp"
#include "import/place.hpp"
#include "import/tender.hpp"
#include "import/tree.hpp"
#include "load/files.hpp"
#include "model/find_family.hpp"
#include "shortlist/file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace shortlist {

namespace importing {

namespace fs = std::filesystem;

std::string base_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

std::string hub_repository(const std::string& url) {
  for (const std::string_view start :
       {"https://huggingface.co/", "https://hf.co/", "https://modelscope.cn/models/",
        "https://www.modelscope.cn/models/", "https://modelscope.ai/models/"}) {
    if (!url.starts_with(start)) continue;
    const std::string path = url.substr(start.size());
    const std::size_t slash = path.find('/');
    if (slash == std::string::npos || slash == 0) return {};
    const std::string repository = path.substr(0, path.find_first_of("/?#", slash + 1));
    return is_id(repository.substr(0, slash)) && is_id(repository.substr(slash + 1)) ? repository
                                                                                     : "";
  }
  return {};
}

namespace {

enum class Format { config, card, gguf, models_dev };

constexpr std::size_t most_files = 10'000;

class File {
 public:
  explicit File(const std::string& path)
      : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// By its first bytes, then by its name.
std::optional<Format> format_of(const std::string& path) {
  std::array<char, 4> start{};
  const File file(path);
  const ssize_t got =
      file.descriptor() < 0 ? 0 : pread(file.descriptor(), start.data(), start.size(), 0);
  if (got == 4 && std::memcmp(start.data(), "GGUF", 4) == 0) return Format::gguf;
  const std::string extension = fold(fs::path(path).extension().string());
  if (extension == ".gguf") return Format::gguf;
  if (extension == ".json") return Format::config;
  if (extension == ".md") return Format::card;
  if (extension == ".toml") return Format::models_dev;
  return std::nullopt;
}

// "maker/model" of "maker--model", as file systems need it, or "maker__model".
std::string with_slash(std::string name) {
  for (const std::string_view mark : {"--", "__"}) {
    const std::size_t at = name.find(mark);
    if (at != std::string::npos && at > 0 && at + mark.size() < name.size())
      return name.replace(at, mark.size(), "/");
  }
  return name;
}

// What a file calls the model that is not named as all configurations are:
// "Qwen--Qwen3-8B_config.json". Empty for those.
std::string name_of_config(const std::string& path) {
  std::string name = fs::path(path).stem().string();
  for (const std::string_view end : {"_config", "-config", ".config"})
    if (name.size() > end.size() && name.ends_with(end)) name.resize(name.size() - end.size());
  return fold(name).starts_with("config") || name == "params" ? std::string{} : with_slash(name);
}

// What the folder of a file calls the model: "Qwen3-8B/config.json", or as a hub's cache has it,
// "models--Qwen--Qwen3-8B/snapshots/0123abcd/config.json". Empty where the path has no folder.
std::string name_in(const fs::path& folder) {
  constexpr std::string_view start = "models--";
  for (const fs::path& part : folder)
    if (const std::string name = part.string(); name.starts_with(start))
      return with_slash(name.substr(start.size()));
  const fs::path last = folder.has_filename() ? folder.filename() : folder.parent_path().filename();
  return last == "." || last == ".." ? std::string{} : with_slash(last.string());
}

void add(Failure& failure, const Failure& more, bool& failed) {
  if (!failed) failure.kind = more.kind;
  failed = true;
  failure.diagnostics.insert(failure.diagnostics.end(), more.diagnostics.begin(),
                             more.diagnostics.end());
}

Result<Finding> finding_of(const load::Text& text, Format format) {
  Problems problems;
  Finding finding =
      format == Format::config ? read_config(text, problems) : read_card(text, problems);
  if (problems.errors() > 0) return Failure{FailureKind::data, load::diagnose(problems, {&text})};
  return finding;
}

Result<Finding> finding_of_gguf(const std::string& path) {
  const File file(path);
  struct stat status {};
  if (file.descriptor() < 0 || fstat(file.descriptor(), &status) != 0)
    return io_failure(path, "cannot read the file", errno);
  if (!S_ISREG(status.st_mode)) return load::fault(FailureKind::io, path, "is no plain file");
  Problems problems;
  Finding finding =
      read_gguf(file.descriptor(), static_cast<std::uint64_t>(status.st_size), path, problems);
  if (problems.errors() == 0) return finding;
  const load::Text text{path, {}};
  return Failure{FailureKind::data, load::diagnose(problems, {&text})};
}

// A configuration that was saved again says where it was loaded from, which may be the model it was
// made from: what it is called where it lies goes first.
void place_origin(Finding& finding) {
  if (finding.loaded_from.empty()) return;
  if (!finding.names.empty()) {
    finding.relatives.push_back(finding.loaded_from);
    return;
  }
  finding.names.push_back(finding.loaded_from);
  finding.notes.emplace_back("name: that of '_name_or_path', which may be what it was made from");
}

// One file, with what its place in the file system calls the model as the last of its names.
Result<Finding> read_one(const std::string& path, Format format) {
  std::error_code error;
  if (fs::exists(path, error) && !fs::is_regular_file(path, error))
    return load::fault(FailureKind::io, path, "is no plain file");
  if (format == Format::gguf) {
    auto finding = finding_of_gguf(path);
    if (finding) finding->names.push_back(fs::path(path).stem().string());
    return finding;
  }
  if (format == Format::models_dev) return read_catalogue_file(path);
  const auto text = load::read_file(path);
  if (!text) return text.error();
  auto finding = finding_of(*text, format);
  if (!finding) return finding;
  const std::string own = format == Format::config ? name_of_config(path) : std::string{};
  const std::string folder = name_in(fs::path(path).parent_path());
  for (const std::string& name : {own, own.empty() ? folder : std::string{}})
    if (!name.empty()) finding->names.push_back(name);
  place_origin(*finding);
  return finding;
}

// The files of one model in a folder: its configuration, its card, its weights in GGUF.
Result<std::vector<std::pair<std::string, Format>>> files_of_model(const std::string& folder) {
  std::vector<std::pair<std::string, Format>> files;
  std::error_code error;
  std::size_t seen = 0;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (++seen > most_files)
      return load::fault(FailureKind::io, folder, "holds more than 10,000 files");
    const std::string name = at->path().filename().string();
    if (name == "config.json") files.emplace_back(at->path().string(), Format::config);
    if (name == "README.md") files.emplace_back(at->path().string(), Format::card);
    if (name.ends_with(".gguf") && !name.starts_with('.'))
      files.emplace_back(at->path().string(), Format::gguf);
  }
  if (error)
    return load::fault(FailureKind::io, folder, "cannot open the folder: " + error.message());
  std::sort(files.begin(), files.end(), [](const auto& left, const auto& right) {
    return std::pair{left.second, left.first} < std::pair{right.second, right.first};
  });
  return files;
}

// A folder's configuration and card are of the model that its weights are of: what one of them
// calls it holds for all.
void share_names(std::deque<Finding>& findings) {
  if (std::none_of(findings.begin(), findings.end(),
                   [](const Finding& each) { return each.source != "gguf"; }))
    return;
  std::vector<std::string> names;
  for (const Finding& each : findings)
    names.insert(names.end(), each.names.begin(), each.names.end());
  for (Finding& each : findings) each.names = names;
}

Failure no_model_in(Failure failure) {
  if (std::string& hint = failure.diagnostics.front().suggestion;
      hint.empty() && failure.kind == FailureKind::io)
    hint = "the folder of a model holds config.json, README.md or *.gguf";
  return failure;
}

Result<std::deque<Finding>> read_folder(const std::string& path) {
  const auto files = files_of_model(path);
  if (!files) return files.error();
  std::deque<Finding> findings;
  std::deque<Finding> lost;
  Failure failure;
  bool failed = false;
  for (const auto& [file, format] : *files) {
    auto finding = read_one(file, format);
    if (finding) {
      findings.push_back(std::move(*finding));
      continue;
    }
    add(failure, finding.error(), failed);
    lost.push_back(left_out(file, finding.error()));
  }
  const bool model = std::any_of(findings.begin(), findings.end(),
                                 [](const Finding& each) { return !each.nothing; });
  if (failed && !model) return failure;
  if (!model) {
    auto catalogue = read_catalogue(path);
    if (catalogue) return catalogue;
    if (files->empty() || catalogue.error().kind != FailureKind::io)
      return no_model_in(std::move(catalogue.error()));
  }
  share_names(findings);
  std::move(lost.begin(), lost.end(), std::back_inserter(findings));
  return findings;
}

Result<std::deque<Finding>> read_all(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return read_folder(path);
  if (const int found = access(path.c_str(), F_OK); found != 0)
    return io_failure(path, "cannot read the file", errno);
  const auto format = format_of(path);
  if (!format) {
    Failure failure = model::usage("is of no format that is imported",
                                   "known: a Hugging Face config.json, a model card (README.md), a "
                                   "GGUF file, a models.dev *.toml, folders of these, an OCDS "
                                   "tender (*.json)");
    failure.diagnostics.front().file = path;
    return failure;
  }
  auto finding = read_one(path, *format);
  if (!finding) return finding.error();
  std::deque<Finding> findings;
  findings.push_back(std::move(*finding));
  return findings;
}

std::optional<Failure> wrong_option(const model::RuleBase& rules, const ImportOptions& options) {
  if (options.kind.empty() ||
      std::any_of(rules.trust.begin(), rules.trust.end(),
                  [&](const std::string& each) { return equal_folded(each, options.kind); }))
    return std::nullopt;
  return model::usage("the rule base trusts no kind of source '" + options.kind + "'",
                      did_you_mean(options.kind, rules.trust));
}

// Whether the place is of one of the families that are asked for.
bool is_wanted(const model::RuleBase& rules, const Place& place,
               const std::vector<std::string>& only) {
  return only.empty() || std::any_of(only.begin(), only.end(), [&](const std::string& word) {
           const int known = rules.find_family(word);
           return equal_folded(word, place.family_id) ||
                  (known >= 0 && &rules.families[static_cast<std::size_t>(known)] == place.family);
         });
}

// Nothing where the path leads to no tender: then it is of a model.
std::optional<Result<Import>> read_tender(const model::RuleBase& rules, const std::string& path,
                                          const ImportOptions& options) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || format_of(path) != Format::config) return std::nullopt;
  const auto text = load::read_file(path);
  if (!text) return text.error();
  Problems problems;
  const load::Node document = parse_json(text->text, problems);
  if (!is_release(document)) return std::nullopt;
  if (!options.family.empty() || !options.variant.empty() || !options.kind.empty() ||
      !options.only.empty())
    return model::usage("a tender has no family, variant or kind of source",
                        "these options are for what comes with a model");
  return import_tender(rules, *text, document, problems);
}

}  // namespace

}  // namespace importing

Result<Import> import_model(const RuleBase& rule_base, const std::string& path,
                            const ImportOptions& options) {
  const model::Catalogue& catalogue = rule_base.catalogue();
  if (auto failure = importing::wrong_option(catalogue.rules(), options))
    return std::move(*failure);
  if (auto tender = importing::read_tender(catalogue.rules(), path, options))
    return std::move(*tender);
  const auto findings = importing::read_all(path);
  if (!findings) return findings.error();
  importing::Draft draft(catalogue, options.kind);
  Failure failure;
  bool failed = false;
  bool any = false;
  for (const importing::Finding& finding : *findings) {
    if (finding.nothing) {
      for (const std::string& each : finding.notes) draft.leave(finding, each);
      continue;
    }
    const auto place = importing::place(catalogue.rules(), finding, options);
    if (!place && finding.catalogue && findings->size() > 1)
      draft.leave(finding, place.error().diagnostics.front().message);
    else if (!place)
      importing::add(failure, place.error(), failed);
    else if (importing::is_wanted(catalogue.rules(), *place, options.only))
      draft.add(finding, *place);
    else
      continue;
    any = true;
  }
  if (failed) return failure;
  Import import = draft.take();
  if (!import.families.empty()) return import;
  std::string why = "there is nothing to import";
  if (!import.notes.empty()) why += ": " + (any ? import.notes.back() : import.notes.front());
  return load::fault(FailureKind::data, path, std::move(why));
}

}  // namespace shortlist
