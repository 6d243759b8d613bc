// [[case]]: profiles with what is expected of them.

#include "shortlist/cases.hpp"

#include "base/text.hpp"
#include "load/files.hpp"
#include "load/reader.hpp"
#include "model/profile.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace shortlist {

namespace {

namespace fs = std::filesystem;
using load::Member;
using load::Node;
using load::Reader;

bool below(const fs::path& path, const fs::path& folder) {
  const auto [rest, _] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return rest == folder.end();
}

class CaseReader {
 public:
  CaseReader(const RuleBase& rule_base, std::string path, Problems& problems)
      : rule_base_(rule_base), path_(std::move(path)), problems_(problems) {}

  std::optional<Case> read(const Node& node, Diagnostics& of_profiles) {
    Reader reader(node, "a [[case]]", problems_);
    const std::string name = reader.required_text("name");
    const auto only = reader.words("only").value_or(std::vector<std::string>{});
    const auto trust = reader.words("trust").value_or(std::vector<std::string>{});
    const auto only_source = reader.words("only_source").value_or(std::vector<std::string>{});
    static const std::vector<std::string> policies{"low", "mid", "high"};
    const auto unknown = static_cast<UnknownPolicy>(reader.choice("unknown", policies).value_or(0));
    reader.need("profile");
    reader.need("expect");
    const auto profile_path = reader.text("profile");
    const Node* const expect = reader.table("expect");
    reader.finish();
    for (const std::string& family : only) known_family(family, reader.where("only"));
    auto seen = with_trust(rule_base_, trust, only_source);
    if (!seen)
      for (const Diagnostic& each : seen.error().diagnostics)
        problems_.error(reader.where("trust"), each.message, each.suggestion);
    auto profile =
        profile_path ? open(*profile_path, reader.where("profile"), of_profiles) : std::nullopt;
    if (!profile || expect == nullptr || !seen) return std::nullopt;
    Expectations expectations = read_expectations(*expect, profile->model());
    return Case{path_,
                name,
                std::move(*profile),
                std::move(*seen),
                {only, unknown},
                std::move(expectations)};
  }

 private:
  std::string known_family(const std::string& name, Where where) {
    const auto& rules = rule_base_.catalogue().rules();
    const int family = rules.find_family(name);
    if (family >= 0) return rules.families[static_cast<std::size_t>(family)].id;
    std::vector<std::string> known;
    for (const auto& each : rules.families) known.push_back(each.id);
    problems_.error(where, "there is no family '" + name + "'", did_you_mean(name, known));
    return name;
  }

  std::optional<Profile> open(const std::string& path, Where where, Diagnostics& of_profiles) {
    std::error_code error;
    const fs::path folder = fs::path(path_).parent_path();
    const fs::path file = (folder / path).lexically_normal();
    const fs::path real = fs::weakly_canonical(file, error);
    const fs::path home = fs::weakly_canonical(folder.empty() ? fs::path(".") : folder, error);
    if (fs::path(path).is_absolute() ||
        (!below(real, home) && !below(real, fs::current_path(error)))) {
      problems_.error(where, "the profile lies outside the folder of this file and the current one",
                      "copy it in, or start from a folder that holds both");
      return std::nullopt;
    }
    auto profile = load_profile(rule_base_, file.string());
    if (profile) return std::move(*profile);
    for (const Diagnostic& each : profile.error().diagnostics)
      if (std::none_of(of_profiles.begin(), of_profiles.end(), [&](const Diagnostic& known) {
            return known.file == each.file && known.line == each.line &&
                   known.message == each.message;
          }))
        of_profiles.push_back(each);
    problems_.error(where, "the profile of this case does not load");
    return std::nullopt;
  }

  std::optional<std::vector<std::string>> families(Reader& reader, const char* key) {
    auto names = reader.words(key);
    if (names)
      for (std::string& name : *names) name = known_family(name, reader.where(key));
    return names;
  }

  std::vector<NeedExpectation> of_needs(Reader& reader, const char* key,
                                        const model::Profile& profile, bool verdicts) {
    static const std::vector<std::string> words{"met", "partly", "unmet", "unknown"};
    std::vector<std::string> needs;
    for (const auto& need : profile.needs) needs.push_back(need.id);
    std::vector<NeedExpectation> all;
    const Node* const table = reader.table(key);
    if (table == nullptr) return all;
    for (const Member& family : table->members) {
      const std::string id = known_family(family.key, family.where);
      for (const Member& need : family.value.members) {
        if (profile.find_need(need.key) < 0)
          problems_.error(need.where, "the profile states no need '" + need.key + "'",
                          did_you_mean(need.key, needs));
        const std::string& text = need.value.text;
        if (verdicts && std::find(words.begin(), words.end(), text) == words.end())
          problems_.error(need.value.where, "a verdict is met, partly, unmet or unknown",
                          did_you_mean(text, words));
        else if (text.empty())
          problems_.error(need.value.where, "a part of the reason stands here, as text");
        all.push_back({id, need.key, text});
      }
      if (family.value.members.empty())
        problems_.error(family.value.where, "a table of needs stands here");
    }
    return all;
  }

  Expectations read_expectations(const Node& node, const model::Profile& profile) {
    Reader reader(node, "expect", problems_);
    Expectations expect;
    expect.first = reader.text("first");
    if (expect.first) expect.first = known_family(*expect.first, reader.where("first"));
    expect.ranking = families(reader, "ranking");
    expect.qualified = families(reader, "qualified");
    expect.to_verify = families(reader, "to_verify");
    expect.excluded = families(reader, "excluded");
    expect.verdicts = of_needs(reader, "verdict", profile, true);
    expect.reasons = of_needs(reader, "reason", profile, false);
    if (node.members.empty()) problems_.error(node.where, "the case expects nothing");
    reader.finish();
    return expect;
  }

  const RuleBase& rule_base_;
  std::string path_;
  Problems& problems_;
};

}  // namespace

Result<std::vector<Case>> load_cases(const RuleBase& rule_base, const std::string& path) {
  const auto text = load::read_file(path);
  if (!text) return tl::unexpected(text.error());
  Problems problems;
  const Node document = load::parse(text->text, 0, problems);
  std::vector<Case> cases;
  Diagnostics of_profiles;
  if (problems.errors() == 0) {
    Reader reader(document, "a case file", problems);
    const Node* const schema = reader.need("schema");
    if (schema != nullptr && (schema->type != Node::Type::number || schema->number != 1))
      problems.error(schema->where, "'schema' is 1 here", "this program reads schema 1");
    const auto* const list = reader.list_of_tables("case");
    reader.finish();
    CaseReader one(rule_base, path, problems);
    if (list != nullptr)
      for (const Node& node : *list)
        if (auto read = one.read(node, of_profiles)) cases.push_back(std::move(*read));
    if (list == nullptr || list->empty())
      problems.error(document.where, "the file holds no [[case]]");
  }
  Diagnostics diagnostics = load::diagnose(problems, {&*text});
  diagnostics.insert(diagnostics.end(), of_profiles.begin(), of_profiles.end());
  if (problems.errors() > 0)
    return tl::unexpected(Failure{FailureKind::data, std::move(diagnostics)});
  return cases;
}

}  // namespace shortlist
