// The public door: files to handles.

#include "shortlist/load.hpp"

#include "load/compiled.hpp"
#include "load/files.hpp"
#include "load/load.hpp"
#include "shortlist/result.hpp"

#include <optional>
#include <utility>

namespace shortlist {

namespace {

Result<RuleBase> see(std::shared_ptr<const model::RuleBase> rules, std::vector<std::string> first,
                     std::vector<std::string> only) {
  Problems problems;
  auto catalogue = std::make_shared<model::Catalogue>(
      std::move(rules), model::Trust{std::move(first), std::move(only)}, problems);
  if (problems.errors() > 0) return Failure{FailureKind::usage, load::diagnose(problems, {})};
  return RuleBase(std::move(catalogue));
}

using Rules = Result<std::shared_ptr<const model::RuleBase>>;

Diagnostic doubt(const std::string& snapshot, load::Compiled found) {
  return {Severity::warning, snapshot, 0, 0, std::move(found.flaw), std::move(found.remedy), {}};
}

// The folders that snapshots were made from, in their places: only TOML can be laid over TOML.
Result<std::vector<std::string>> folders_of(std::vector<std::string> paths) {
  Diagnostics failures;
  for (std::string& path : paths) {
    if (!load::is_snapshot(path)) continue;
    std::string folder = load::folder_of(path);
    if (load::is_folder(folder))
      path = std::move(folder);
    else
      append(failures,
             load::fault(FailureKind::io, path, "a snapshot cannot stand beside other folders",
                         "give the folder that it was made from"));
  }
  if (failures.empty()) return paths;
  return Failure{FailureKind::io, std::move(failures)};
}

Rules read_toml(const std::vector<std::string>& paths, const LoadOptions& options,
                Diagnostics noted) {
  std::vector<load::Folder> folders;
  Diagnostics failures;
  for (const std::string& path : paths) {
    auto folder = load::read_folder(path);
    if (folder)
      folders.push_back(std::move(*folder));
    else
      append(failures, folder.error());
  }
  if (!failures.empty()) return Failure{FailureKind::io, std::move(failures)};
  if (!options.documents.empty()) folders.push_back(options.documents);
  return load::parse_rule_base(folders, std::move(noted));
}

// A snapshot where one stands for all that is asked for, else TOML.
Rules read_rules(const LoadOptions& options) {
  const bool shipped = options.folders.empty() && options.documents.empty();
  std::vector<std::string> paths = options.folders;
  if (shipped) paths.push_back(load::shipped_rules());
  const bool alone = paths.size() == 1 && options.documents.empty();
  const bool named = alone && load::is_snapshot(paths.front());
  const std::string folder = named ? load::folder_of(paths.front()) : alone ? paths.front() : "";
  const std::string snapshot = named ? paths.front() : load::snapshot_of(folder);
  const bool compared = options.compare_snapshot && alone && load::is_folder(folder);
  Diagnostics noted;
  if (compared) {
    auto found = load::compare_compiled(snapshot, folder);
    if (!found.flaw.empty()) noted.push_back(doubt(snapshot, std::move(found)));
  } else if (named || shipped) {
    auto found = load::read_compiled(snapshot, folder);
    if (found.rules != nullptr) return std::move(found.rules);
    if (named) return load::fault(FailureKind::data, snapshot, found.flaw, found.remedy);
    if (!found.flaw.empty()) noted.push_back(doubt(snapshot, std::move(found)));
  }
  auto folders = folders_of(std::move(paths));
  if (!folders) return std::move(folders.error());
  return read_toml(*folders, options, std::move(noted));
}

}  // namespace

Result<RuleBase> load_rule_base(const LoadOptions& options) {
  auto rules = read_rules(options);
  if (!rules) return std::move(rules.error());
  return see(std::move(*rules), options.trust, options.only_source);
}

Result<std::string> compile_rule_base(const std::string& folder) {
  return load::compile_folder(folder.empty() ? load::shipped_rules() : folder);
}

Result<RuleBase> with_trust(const RuleBase& rule_base, const std::vector<std::string>& trust,
                            const std::vector<std::string>& only_source) {
  return see(rule_base.catalogue().shared_rules(), trust, only_source);
}

Result<Profile> parse_profile(const RuleBase& rule_base, std::string_view text,
                              const std::string& name, ProfileFormat format) {
  auto profile = load::parse_profile(rule_base.catalogue().rules(), text, name, format);
  if (!profile) return std::move(profile.error());
  return Profile(std::move(*profile));
}

Result<Profile> load_profile(const RuleBase& rule_base, const std::string& path) {
  const auto text = load::read_file(path);
  if (!text) return text.error();
  return parse_profile(rule_base, text->text, path);
}

Result<Profile> load_profile(const RuleBase& rule_base, const std::optional<std::string>& path,
                             const ProfileKeys& keys) {
  std::optional<load::Text> text;
  if (path) {
    auto read = load::read_file(*path);
    if (!read) return read.error();
    text = load::Text{*path, std::move(read->text)};
  }
  auto profile =
      load::parse_profile(rule_base.catalogue().rules(), text, keys, ProfileFormat::automatic);
  if (!profile) return std::move(profile.error());
  return Profile(std::move(*profile));
}

Diagnostics check_syntax(const std::string& path) {
  const auto text = load::read_file(path);
  if (!text) return text.error().diagnostics;
  Problems problems;
  load::read_profile_text(*text, ProfileFormat::automatic, problems);
  return load::diagnose(problems, {&*text});
}

RuleBase::RuleBase(std::shared_ptr<const model::Catalogue> catalogue)
    : catalogue_(std::move(catalogue)) {}
const std::string& RuleBase::title() const { return catalogue_->rules().title; }
std::string RuleBase::as_of() const { return date_text(catalogue_->rules().as_of); }
Fingerprint RuleBase::fingerprint() const { return Fingerprint(catalogue_); }

const std::string& Fingerprint::text() const {
  return catalogue_ == nullptr ? text_ : catalogue_->fingerprint();
}

const Diagnostics& RuleBase::warnings() const { return catalogue_->rules().warnings; }
const std::vector<std::string>& RuleBase::replaced() const { return catalogue_->rules().replaced; }

Profile::Profile(std::shared_ptr<const model::Profile> profile) : profile_(std::move(profile)) {}
const std::string& Profile::title() const { return profile_->title; }
const std::string& Profile::file() const { return profile_->file; }
const Diagnostics& Profile::warnings() const { return profile_->warnings; }
std::string Profile::to_toml() const { return load::to_toml(*profile_); }

}  // namespace shortlist
