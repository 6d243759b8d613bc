#include "load/expectations.hpp"

#include "base/text.hpp"
#include "model/name_index.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <unordered_set>
#include <utility>

namespace shortlist::load {

namespace {

std::string known_family(const model::RuleBase& rules, const std::string& name, Where where,
                         Problems& problems) {
  const int family = rules.find_family(name);
  if (family >= 0) return rules.families[static_cast<std::size_t>(family)].id;
  std::vector<std::string> known;
  if (problems.may_suggest(0))
    for (const auto& each : rules.families) {
      known.push_back(each.id);
      known.push_back(each.name);
    }
  problems.error(where, "there is no family '" + name + "'", suggest(problems, name, known));
  return {};
}

class ExpectationReader {
 public:
  ExpectationReader(const Node& table, const model::RuleBase& rules, const model::Profile& profile,
                    const std::vector<std::string>& only, Problems& problems)
      : reader_(table, "[case.expect]", problems),
        rules_(rules),
        profile_(profile),
        only_(only.begin(), only.end()),
        needs_(profile.needs) {
    if (table.members.empty()) problems.error(table.where, "the case expects nothing");
  }

  Expectations read() {
    Expectations expect;
    expect.first = first();
    expect.ranking = families("ranking");
    expect.qualified = families("qualified");
    expect.to_verify = families("to_verify");
    expect.excluded = families("excluded");
    expect.verdicts = of_needs("verdict");
    expect.reasons = of_needs("reason");
    expect.scores = scores();
    reader_.finish();
    return expect;
  }

 private:
  Problems& problems() { return reader_.problems(); }

  // The id, or nothing (and a problem) when the family is unknown or not ranked in this case.
  std::optional<std::string> ranked_family(const std::string& name, Where where) {
    std::string id = known_family(rules_, name, where, problems());
    if (id.empty()) return std::nullopt;
    if (only_.empty() || only_.contains(id)) return id;
    problems().error(where, "'only' of this case leaves out " + id);
    return std::nullopt;
  }

  std::optional<std::string> first() {
    const auto name = reader_.text("first");
    return name ? ranked_family(*name, reader_.where("first")) : std::nullopt;
  }

  std::optional<std::vector<std::string>> families(const char* key) {
    const Node* const node = reader_.find(key);
    if (node == nullptr) return std::nullopt;
    if (!as_words(*node, false)) {
      reader_.wrong(*node, key, "a list of families");
      return std::nullopt;
    }
    std::vector<std::string> ids;
    for (const Node& item : node->items)
      if (auto id = ranked_family(item.text, item.where)) ids.push_back(std::move(*id));
    return ids;
  }

  // The tables of [case.expect.KEY], one a family.
  template <class Read>
  void each_family(const char* key, Read read) {
    const Node* const table = reader_.table(key);
    if (table == nullptr) return;
    for (const Member& member : table->members) {
      const auto id = ranked_family(member.key, member.where);
      if (member.value.type != Node::Type::table)
        problems().error(member.value.where,
                         "'" + member.key + "' is a table here, not " + what_is(member.value));
      else if (member.value.members.empty())
        problems().error(member.value.where, "nothing is expected of " + member.key);
      else
        read(id.value_or(""), member.value);
    }
  }

  std::string known_need(const Member& member) {
    const int need = needs_.find(member.key);
    if (need >= 0) return profile_.needs[static_cast<std::size_t>(need)].id;
    problems().error(member.where, "the profile states no need '" + member.key + "'",
                     suggest(problems(), member.key, profile_.needs));
    return {};
  }

  std::vector<NeedExpectation> of_needs(const std::string& key) {
    const std::vector<std::string> verdicts{"met", "partly", "unmet", "unknown"};
    std::vector<NeedExpectation> all;
    each_family(key.c_str(), [&](const std::string& family, const Node& table) {
      for (const Member& member : table.members) {
        const Node& value = member.value;
        const std::string need = known_need(member);
        if (value.type != Node::Type::text || value.text.empty())
          problems().error(value.where,
                           "a " + key + " is text, not " +
                               (value.type == Node::Type::text ? "an empty one" : what_is(value)));
        else if (key == "verdict" &&
                 std::find(verdicts.begin(), verdicts.end(), value.text) == verdicts.end())
          problems().error(value.where,
                           "a verdict is " + listed(verdicts, "or") + ", not '" + value.text + "'",
                           suggest(problems(), value.text, verdicts));
        else
          all.push_back({family, need, value.text});
      }
    });
    return all;
  }

  std::vector<ScoreExpectation> scores() {
    std::vector<ScoreExpectation> all;
    each_family("score", [&](const std::string& family, const Node& table) {
      Reader bounds(table, "a score", problems());
      const double least = bounds.number_within("at_least", 0, 1).value_or(0);
      const double most = bounds.number_within("at_most", 0, 1).value_or(1);
      bounds.finish();
      if (least > most) problems().error(table.where, "'at_least' lies above 'at_most'");
      all.push_back({family, least, most});
    });
    return all;
  }

  Reader reader_;
  const model::RuleBase& rules_;
  const model::Profile& profile_;
  std::unordered_set<std::string> only_;
  model::NameIndex needs_;
};

}  // namespace

std::vector<std::string> known_families(const model::RuleBase& rules,
                                        std::vector<std::string> names, Where where,
                                        Problems& problems) {
  for (std::string& name : names) name = known_family(rules, name, where, problems);
  return names;
}

Expectations read_expectations(const Node& table, const model::RuleBase& rules,
                               const model::Profile& profile, const std::vector<std::string>& only,
                               Problems& problems) {
  return ExpectationReader(table, rules, profile, only, problems).read();
}

}  // namespace shortlist::load
