// [[case]]: a profile, how it is ranked, and what is expected of the ranking.

#include "shortlist/cases.hpp"

#include "base/text.hpp"
#include "load/entries.hpp"
#include "load/expectations.hpp"
#include "load/files.hpp"
#include "shortlist/result.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace shortlist {

namespace {

namespace fs = std::filesystem;
using load::Node;
using load::Reader;

class CaseReader {
 public:
  CaseReader(const RuleBase& rule_base, const RankOptions& options, const load::Text& file)
      : rule_base_(rule_base), options_(options), file_(file) {}

  void read_file() {
    const Node document = load::parse(file_.text, 0, problems_);
    if (problems_.errors() > 0) return;
    Reader reader(document, "a case file", problems_);
    reader.schema();
    const auto* const list = reader.list_of_tables("case");
    reader.finish();
    if (list != nullptr)
      for (const Node& node : *list) read_case(node);
    if (document.find("case") == nullptr || (list != nullptr && list->empty()))
      problems_.error(document.where, "the file holds no [[case]]");
  }

  // What is wrong in the file, then what is wrong in the files that it names.
  Result<std::vector<Case>> take() {
    Diagnostics all = load::diagnose(problems_, {&file_});
    for (const Diagnostic& each : elsewhere_)
      if (std::none_of(all.begin(), all.end(), [&](const Diagnostic& known) {
            return known.file == each.file && known.line == each.line &&
                   known.column == each.column && known.message == each.message;
          }))
        all.push_back(each);
    if (problems_.errors() > 0) return Failure{FailureKind::data, std::move(all)};
    return std::move(cases_);
  }

 private:
  void read_case(const Node& node) {
    Reader reader(node, "a [[case]]", problems_);
    const std::string name = reader.required_text("name");
    const auto rule_base = read_rule_base(reader);
    const auto only = reader.words("only");
    const std::optional<int> unknown = reader.choice("unknown", {"low", "mid", "high"});
    const Node* const from = reader.need("profile");
    reader.need("expect");
    const Node* const expect = reader.table("expect");
    reader.finish();
    if (!rule_base) return;
    const model::RuleBase& rules = rule_base->catalogue().rules();
    RankOptions options = options_;
    std::vector<std::string> ids;
    if (only) {
      ids = load::known_families(rules, *only, reader.where("only"), problems_);
      options.only = ids;
      // A misspelt name may be any of them: say no more of families that are left out.
      if (std::find(ids.begin(), ids.end(), "") != ids.end()) ids.clear();
    }
    if (unknown) options.unknown = static_cast<UnknownPolicy>(*unknown);
    if (from == nullptr || expect == nullptr) return;
    auto profile = read_profile(*rule_base, *from);
    if (!profile) return;
    Expectations expectations =
        load::read_expectations(*expect, rules, profile->model(), ids, problems_);
    cases_.push_back({file_.name, name, std::move(*profile), *rule_base, std::move(options),
                      std::move(expectations)});
  }

  // The rule base of the command, or the folders of the case; under the trust of the case.
  std::optional<RuleBase> read_rule_base(Reader& reader) {
    const auto folders = reader.words("rules");
    const auto trust = reader.words("trust");
    const auto only_source = reader.words("only_source");
    RuleBase rule_base = rule_base_;
    if (folders) {
      LoadOptions named;
      for (const std::string& folder : *folders) {
        const auto path = path_of(folder, reader.where("rules"));
        if (!path) return std::nullopt;
        named.folders.push_back(*path);
      }
      if (named.folders.empty()) {
        problems_.error(reader.where("rules"), "'rules' of a [[case]] names no folder");
        return std::nullopt;
      }
      auto loaded = load_rule_base(named);
      if (!loaded) {
        note(loaded.error());
        problems_.error(reader.where("rules"), "the rule base of this case does not load");
        return std::nullopt;
      }
      rule_base = std::move(*loaded);
    }
    const model::Trust& given = rule_base_.catalogue().trust();
    if (!folders && !trust && !only_source) return rule_base;
    auto seen =
        with_trust(rule_base, trust.value_or(given.first), only_source.value_or(given.only));
    if (seen) return std::move(*seen);
    const Where where = reader.where(trust ? "trust" : only_source ? "only_source" : "rules");
    for (const Diagnostic& each : seen.error().diagnostics)
      problems_.error(where, each.message, each.suggestion);
    return rule_base;  // enough to find what else is wrong
  }

  std::optional<Profile> read_profile(const RuleBase& rule_base, const Node& from) {
    if (from.type == Node::Type::table) return read_inline(rule_base, from);
    if (from.type != Node::Type::text) {
      problems_.error(from.where,
                      "'profile' is a path, or a profile as a table, not " + what_is(from));
      return std::nullopt;
    }
    const auto path = path_of(from.text, from.where);
    if (!path) return std::nullopt;
    auto profile = load_profile(rule_base, *path);
    if (profile) return std::move(*profile);
    note(profile.error());
    problems_.error(from.where, "the profile of this case does not load");
    return std::nullopt;
  }

  // Problems of the profile are problems of this file; warnings stay with the profile.
  std::optional<Profile> read_inline(const RuleBase& rule_base, const Node& from) {
    Problems own;
    auto profile = load::read_profile(rule_base.catalogue().rules(), from, file_.name, own);
    profile->warnings = load::diagnose(own, {&file_});
    if (own.errors() == 0) return Profile(std::move(profile));
    for (const Problem& each : own.all())
      if (each.severity == Severity::error)
        problems_.error(each.where, each.message, each.suggestion);
    return std::nullopt;
  }

  // A path of the file, from the current folder.
  std::optional<std::string> path_of(const std::string& path, Where where) {
    std::error_code error;
    const fs::path folder = fs::path(file_.name).parent_path();
    const fs::path home = fs::weakly_canonical(folder.empty() ? fs::path(".") : folder, error);
    const fs::path here = fs::current_path(error);
    const fs::path real = fs::weakly_canonical(folder / path, error);
    if (!error && !fs::path(path).is_absolute() &&
        (load::is_below(real, home) || load::is_below(real, here))) {
      // Without "..", unless that goes up from where a link leads.
      const fs::path plain = (folder / path).lexically_normal();
      return (fs::weakly_canonical(plain, error) == real ? plain : folder / path).string();
    }
    problems_.error(where,
                    "'" + path + "' leads out of the folder of this file and of the current one",
                    "copy it in, or start from a folder that holds both");
    return std::nullopt;
  }

  void note(const Failure& failure) { append(elsewhere_, failure); }

  const RuleBase& rule_base_;
  const RankOptions& options_;
  const load::Text& file_;
  Problems problems_;
  Diagnostics elsewhere_;
  std::vector<Case> cases_;
};

}  // namespace

Result<std::vector<Case>> load_cases(const RuleBase& rule_base, const std::string& path,
                                     const RankOptions& options) {
  const auto text = load::read_file(path);
  if (!text) return text.error();
  CaseReader reader(rule_base, options, *text);
  reader.read_file();
  return reader.take();
}

}  // namespace shortlist
