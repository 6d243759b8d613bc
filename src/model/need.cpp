// A need from its keys. Which keys there are depends on the kind of its criterion: one function a
// group of kinds, which reads them and says all that is wrong.

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "model/need_reader.hpp"
#include "model/profile.hpp"
#include "model/resolve.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::model {

namespace {

const Fact& fact_of(const RuleBase& rules, const Criterion& criterion) {
  return rules.vocabulary.facts[static_cast<std::size_t>(criterion.fact)];
}

void check_bounds(const Criterion& criterion, const BoundKeys& keys, NeedReader& reader) {
  const auto missing = [&](const std::string& which) {
    reader.error(reader.where(), "a need of '" + criterion.id + "' has to state " + which,
                 "add " + which + " = ...");
  };
  const bool at_least = reader.states("at_least");
  const bool at_most = reader.states("at_most");
  if ((criterion.kind == Kind::at_least || criterion.kind == Kind::ladder) && !at_least)
    missing("at_least");
  if (criterion.kind == Kind::at_most && !at_most) missing("at_most");
  if (criterion.kind == Kind::range && !at_least && !at_most) missing("at_least or at_most");
  if (keys.at_least && keys.at_most && *keys.at_least > *keys.at_most)
    reader.error(reader.place("at_least"), "at_least is above at_most: nothing can meet both");
  if (keys.aim && keys.at_least && *keys.aim < *keys.at_least)
    reader.error(reader.place("aim"), "aim is below at_least",
                 "the aim is where more is worth no more: at_least or above");
  if (keys.aim && keys.at_most && *keys.aim > *keys.at_most)
    reader.error(reader.place("aim"), "aim is above at_most",
                 "the aim is where less is worth no more: at_most or below");
  if (criterion.scale == Scale::logarithmic)
    for (const auto& [name, value] :
         {std::pair{"at_least", keys.at_least}, std::pair{"at_most", keys.at_most},
          std::pair{"aim", keys.aim}})
      if (value && *value <= 0)
        reader.error(reader.place(name), "'" + std::string(name) + "' has to be above 0: '" +
                                             criterion.id + "' is on a log scale");
}

// Which of the benchmarks that the criterion declares: the first where none is named.
std::size_t read_benchmark(const Criterion& criterion, NeedReader& reader) {
  const auto& all = criterion.benchmarks;
  if (all.empty() || all.front().id.empty()) return 0;
  const auto name = reader.word("benchmark");
  if (!name) return 0;
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const Benchmark& each) { return equal_folded(each.id, *name); });
  if (found != all.end()) return static_cast<std::size_t>(found - all.begin());
  reader.error(reader.place("benchmark"),
               "'" + criterion.id + "' declares no benchmark '" + *name + "'",
               reader.suggest(*name, all));
  return 0;
}

BoundKeys read_bounds(const RuleBase& rules, const Criterion& criterion, bool must,
                      NeedReader& reader) {
  BoundKeys keys;
  keys.benchmark = read_benchmark(criterion, reader);
  const Fact& fact = rules.vocabulary.facts[static_cast<std::size_t>(fact_of(criterion, keys))];
  const Kind kind = criterion.kind;
  if (kind != Kind::at_most) keys.at_least = reader.quantity("at_least", fact);
  if (kind != Kind::at_least && kind != Kind::ladder)
    keys.at_most = reader.quantity("at_most", fact);
  if (kind == Kind::at_least || kind == Kind::at_most || kind == Kind::ladder)
    keys.aim = reader.quantity("aim", fact);
  if (criterion.extended_fact >= 0) keys.extended = reader.flag("extended").value_or(false);
  check_bounds(criterion, keys, reader);
  if (kind == Kind::curve && must && !reader.states("at_least") && !reader.states("at_most"))
    reader.error(reader.where(), "a must on '" + criterion.id + "' needs a gate",
                 "state at_least or at_most: what the score may not fall short of");
  if (!keys.aim && kind == Kind::at_most) keys.aim = keys.at_most;
  if (!keys.aim && (kind == Kind::at_least || kind == Kind::ladder)) keys.aim = keys.at_least;
  return keys;
}

// The facts that tell of a language, those of the first benchmark first.
LanguageKeys::Asked asked_of(const RuleBase& rules, const Criterion& criterion, Item language) {
  LanguageKeys::Asked asked{std::move(language), {}};
  for (std::size_t i = 0; i < criterion.benchmarks.size(); ++i)
    for (const auto& [declared, fact] : criterion.benchmarks[i].languages)
      if (rules.vocabulary.meets(declared, asked.language, Match::language))
        asked.facts.emplace_back(i, fact);
  return asked;
}

LanguageKeys read_languages(const RuleBase& rules, const Criterion& criterion, bool must,
                            NeedReader& reader) {
  LanguageKeys keys;
  if (auto languages = reader.items("languages", Match::language))
    for (Item& language : *languages)
      keys.languages.push_back(asked_of(rules, criterion, std::move(language)));
  if (!reader.states("languages"))
    reader.error(reader.where(), "a need of '" + criterion.id + "' has to state languages",
                 "add languages = [\"...\"]");
  keys.at_least = reader.number("at_least");
  if (keys.at_least && (*keys.at_least < 0 || *keys.at_least > 100))
    reader.error(
        reader.place("at_least"),
        "'at_least' is a number of points from 0 to 100, not " + number_text(*keys.at_least),
        "points are the partial value in per cent, whichever benchmark is read");
  if (must && !reader.states("at_least"))
    reader.error(reader.where(), "a must on '" + criterion.id + "' needs a gate",
                 "state at_least: points of 100 that no language may fall short of");
  return keys;
}

CoverageKeys read_coverage(const RuleBase& rules, const Criterion& criterion, NeedReader& reader) {
  CoverageKeys keys;
  const Match match = fact_of(rules, criterion).match;
  keys.all_of = reader.items("all_of", match);
  keys.any_of = reader.items("any_of", match);
  if (criterion.strong_fact >= 0) {
    const auto& strong = rules.vocabulary.facts[static_cast<std::size_t>(criterion.strong_fact)];
    keys.strong = reader.items("strong", strong.match);
  }
  if (criterion.count_fact >= 0) {
    keys.count = reader.number("count");
    if (keys.count && *keys.count <= 0)
      reader.error(reader.place("count"), "'count' has to be above 0");
  }
  const auto states = [&](std::string_view name) { return reader.states(name); };
  if (!states("all_of") && !states("any_of") && !(criterion.strong_fact >= 0 && states("strong")) &&
      !(criterion.count_fact >= 0 && states("count")))
    reader.error(reader.where(), "a need of '" + criterion.id + "' has to say what to cover",
                 "add all_of = [...] or any_of = [...]");
  return keys;
}

ChoiceKeys read_choice(const RuleBase& rules, const Criterion& criterion, NeedReader& reader) {
  ChoiceKeys keys;
  const Fact& fact = fact_of(rules, criterion);
  keys.one_of = reader.items("one_of", fact.match);
  keys.none_of = reader.items("none_of", fact.match);
  if (!reader.states("one_of") && !reader.states("none_of"))
    reader.error(reader.where(), "a need of '" + criterion.id + "' has to state one_of or none_of");
  if (fact.type == FactType::level)
    for (const auto& [name, items] :
         {std::pair{"one_of", &keys.one_of}, std::pair{"none_of", &keys.none_of}})
      for (const Item& item : items->value_or(std::vector<Item>{}))
        if (std::none_of(fact.levels.begin(), fact.levels.end(),
                         [&](const std::string& each) { return equal_folded(each, item.text); }))
          reader.error(reader.place(name), "'" + item.text + "' is no level of " + fact.id,
                       reader.suggest(item.text, fact.levels));
  return keys;
}

// Classes, and the licences by their ids here and on hubs.
std::vector<std::string> licence_words(const RuleBase& rules) {
  std::vector<std::string> words = licence_classes();
  for (const Licence& licence : rules.licences) {
    words.push_back(licence.id);
    if (!licence.hub_id.empty()) words.push_back(licence.hub_id);
  }
  return words;
}

std::vector<std::string> obligation_ids(const RuleBase& rules) {
  std::vector<std::string> ids;
  for (const Licence& licence : rules.licences)
    for (const Obligation& obligation : licence.obligations) ids.push_back(obligation.id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

LicenceKeys read_licence(const RuleBase& rules, NeedReader& reader) {
  LicenceKeys keys;
  keys.allow = reader.items("allow", Match::exact);
  keys.deny = reader.items("deny", Match::exact);
  keys.classes = reader.items("classes", Match::exact);
  keys.refuse = reader.items("refuse", Match::exact);
  const auto check = [&](const char* name, const std::optional<std::vector<Item>>& items,
                         const auto& names, const char* what, bool error) {
    if (!items) return;
    const std::vector<std::string> known = names();
    std::unordered_set<std::string> folded;
    for (const std::string& each : known) folded.insert(fold(each));
    for (const Item& item : *items) {
      if (folded.contains(fold(item.text))) continue;
      const std::string message = "'" + item.text + "' is no " + what + " of the rule base";
      if (error)
        reader.error(reader.place(name), message, reader.suggest(item.text, known));
      else
        reader.warn(reader.place(name), message, reader.suggest(item.text, known));
    }
  };
  const auto known = [&] { return licence_words(rules); };
  const auto obligations = [&] { return obligation_ids(rules); };
  // Lists of allowed and denied licences are kept by companies and name more than any rule base.
  check("allow", keys.allow, known, "licence or class", false);
  check("deny", keys.deny, known, "licence or class", false);
  check("classes", keys.classes, licence_classes, "licence class", true);
  check("refuse", keys.refuse, obligations, "obligation of a licence", false);
  return keys;
}

std::optional<bool> read_level(NeedReader& reader) {
  const auto level = reader.word("level");
  if (!level || *level == "should") return false;
  if (*level == "must") return true;
  reader.error(reader.place("level"), "'level' is \"must\" or \"should\", not \"" + *level + "\"",
               reader.suggest(*level, std::vector<std::string>{"must", "should"}));
  return std::nullopt;
}

std::optional<double> read_weight(NeedReader& reader) {
  const auto weight = reader.number("weight");
  if (weight && (*weight < 0 || *weight > heaviest_weight))
    reader.error(reader.place("weight"), "a weight is a number from 0 to " +
                                             number_text(heaviest_weight) + ", not " +
                                             number_text(*weight));
  return weight;
}

}  // namespace

std::vector<FactIndex> facts_of(const Criterion& criterion, const NeedKeys& keys) {
  if (const auto* const languages = std::get_if<LanguageKeys>(&keys)) {
    std::vector<FactIndex> facts;
    for (const LanguageKeys::Asked& asked : languages->languages)
      for (const auto& [benchmark, fact] : asked.facts) facts.push_back(fact);
    return facts;
  }
  const auto* const bounds = std::get_if<BoundKeys>(&keys);
  if (bounds != nullptr && criterion.kind == Kind::curve) return {fact_of(criterion, *bounds)};
  return facts_of(criterion);
}

std::optional<Need> make_need(const RuleBase& rule_base, int criterion_index, int ordinal,
                              std::vector<StatedKey> stated, Where where, Problems& problems) {
  const Criterion& criterion = rule_base.criteria[static_cast<std::size_t>(criterion_index)];
  Need need;
  need.id = ordinal == 1 ? criterion.id : criterion.id + "#" + std::to_string(ordinal);
  need.criterion = criterion_index;
  need.stated = std::move(stated);
  need.where = where;
  NeedReader reader(rule_base, need.stated, where, problems);
  resolve_names(rule_base, criterion, need.stated, problems);
  need.must = read_level(reader).value_or(false);
  need.weight = read_weight(reader);
  need.because = reader.word("because").value_or("");
  switch (criterion.kind) {
    case Kind::at_least:
    case Kind::at_most:
    case Kind::range:
    case Kind::curve:
    case Kind::ladder:
      if (criterion.by_language())
        need.keys = read_languages(rule_base, criterion, need.must, reader);
      else
        need.keys = read_bounds(rule_base, criterion, need.must, reader);
      break;
    case Kind::coverage:
      need.keys = read_coverage(rule_base, criterion, reader);
      break;
    case Kind::one_of:
      need.keys = read_choice(rule_base, criterion, reader);
      break;
    case Kind::flag:
      need.keys = FlagKeys{reader.flag("is").value_or(true)};
      break;
    case Kind::licence:
      need.keys = read_licence(rule_base, reader);
      break;
    case Kind::device:
      need.keys = read_device_keys(rule_base, reader);
      break;
  }
  if (!reader.finish("a need of '" + criterion.id + "'")) return std::nullopt;
  std::erase_if(need.stated, is_null);
  return need;
}

std::optional<Need> remake_need(const RuleBase& rule_base, const Need& need,
                                std::vector<StatedKey> stated, Problems& problems) {
  int ordinal = 1;
  if (const std::size_t mark = need.id.rfind('#'); mark != std::string::npos)
    std::from_chars(need.id.data() + mark + 1, need.id.data() + need.id.size(), ordinal);
  auto remade =
      make_need(rule_base, need.criterion, ordinal, std::move(stated), need.where, problems);
  if (remade && need.policy) {
    remade->id = need.id;
    remade->policy = need.policy;
    remade->must = need.must;
    remade->weight = need.weight;
  }
  return remade;
}

}  // namespace shortlist::model
