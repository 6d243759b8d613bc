#include "model/profile.hpp"

#include "base/quantity.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"
#include "model/name_index.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace shortlist::model {

namespace {

const Criterion& criterion_of(const RuleBase& rules, const Need& need) {
  return rules.criteria[static_cast<std::size_t>(need.criterion)];
}

Where place(const Need& need, std::string_view key) {
  const auto found = std::find_if(need.stated.begin(), need.stated.end(),
                                  [&](const StatedKey& each) { return each.name == key; });
  return found == need.stated.end() ? need.where : found->where;
}

void check_order(const Profile& profile, Where where, Problems& problems) {
  const NameIndex needs(profile.needs);
  std::set<std::string> seen;
  for (const std::string& id : profile.order) {
    if (needs.find(id) < 0)
      problems.error(where, "'order' names '" + id + "', which is no need of this profile",
                     suggest(problems, id, profile.needs));
    else if (!seen.insert(fold(id)).second)
      problems.error(where, "'order' names '" + id + "' twice");
  }
  for (const Need& need : profile.needs)
    if (need.weight)
      problems.error(place(need, "weight"), "a weight stands beside 'order'",
                     "leave out one of them: the order gives the weights");
}

std::vector<std::string> words_of(const std::vector<Item>& items) {
  std::vector<std::string> words;
  words.reserve(items.size());
  for (const Item& each : items) words.push_back(each.text);
  return words;
}

bool stands_in(const std::vector<Item>& sorted, const Item& item) {
  return std::binary_search(
      sorted.begin(), sorted.end(), item,
      [](const Item& left, const Item& right) { return left.key < right.key; });
}

// Whether the rule base, or the list of codes that the fact has, knows the word at all.
bool is_known(const RuleBase& rules, FactIndex fact, const Item& item) {
  const Fact& entry = rules.vocabulary.facts[static_cast<std::size_t>(fact)];
  if (entry.match != Match::exact) return true;  // checked when it was read
  const Names* const names = rules.called.items_of_fact(fact);
  return entry.labels.contains(item.key) || stands_in(rules.declared, item) ||
         (names != nullptr && !names->find(item.text, NamedBy::name).empty());
}

std::string suggest_item(const RuleBase& rules, FactIndex fact, const std::vector<Item>& said,
                         const Item& item, Problems& problems) {
  const Names* const names = rules.called.items_of_fact(fact);
  std::string suggestion =
      problems.may_suggest(said.size()) ? did_you_mean(item.text, words_of(said)) : std::string{};
  if (suggestion.empty() && names != nullptr) suggestion = names->suggestion(item.text, problems);
  return suggestion;
}

// Words that no source of any family uses: misspelt, or a need that nothing can be known to meet.
// Where they exclude, what nothing knows is an error, and codes count too.
void check_items(const RuleBase& rules, const Need& need, FactIndex fact, std::string_view key,
                 const std::optional<std::vector<Item>>& items, Problems& problems) {
  if (!items || fact < 0) return;
  const Fact& entry = rules.vocabulary.facts[static_cast<std::size_t>(fact)];
  const bool excludes = need.must || key == "none_of";
  if (entry.match != Match::exact && !excludes) return;
  const FactIndex base = entry.derived == Derived::none ? fact : entry.base;
  const ItemSet& said = rules.said[static_cast<std::size_t>(base)];
  for (const Item& item : *items) {
    if (rules.vocabulary.holds(said, item, entry.match)) continue;
    const bool known = is_known(rules, base, item);
    std::string suggestion = entry.match == Match::exact
                                 ? suggest_item(rules, base, said.items, item, problems)
                                 : std::string{};
    if (excludes && !known)
      problems.error(place(need, key), "nothing in the rule base knows '" + item.text + "'",
                     std::move(suggestion));
    else
      problems.warn(place(need, key), "no family is said to have '" + item.text + "'",
                    std::move(suggestion));
  }
}

struct CheckKeys {
  const RuleBase& rules;
  const Profile& profile;
  const Need& need;
  Problems& problems;

  void operator()(const BoundKeys& keys) const {
    const Criterion& criterion = criterion_of(rules, need);
    const auto bound = criterion.kind == Kind::at_most ? keys.at_most : keys.at_least;
    const bool scaled = criterion.kind == Kind::at_least || criterion.kind == Kind::at_most ||
                        criterion.kind == Kind::ladder;
    const bool weighs = need.weight.value_or(criterion.weight.value_or(1)) > 0;
    if (need.must && scaled && weighs && profile.order.empty() && keys.aim == bound)
      problems.warn(need.where,
                    "whoever meets the must '" + need.id +
                        "' has its full value: its weight only dilutes the others",
                    "give it an aim beyond the bound, or weight = 0");
  }
  void operator()(const LanguageKeys& keys) const {
    std::vector<std::string> tags;
    for (const LanguageKeys::Asked& asked : keys.languages) {
      if (!asked.facts.empty()) return;  // of the others the reasons say so
      tags.push_back(asked.language.text);
    }
    problems.warn(place(need, "languages"), "no benchmark of '" + need.id + "' tells of " +
                                                listed(tags, "or") +
                                                ": the need stays unknown of every family");
  }
  void operator()(const CoverageKeys& keys) const {
    const Criterion& criterion = criterion_of(rules, need);
    check_items(rules, need, criterion.fact, "all_of", keys.all_of, problems);
    check_items(rules, need, criterion.fact, "any_of", keys.any_of, problems);
    check_items(rules, need, criterion.strong_fact, "strong", keys.strong, problems);
  }
  void operator()(const ChoiceKeys& keys) const {
    const FactIndex fact = criterion_of(rules, need).fact;
    if (rules.vocabulary.facts[static_cast<std::size_t>(fact)].type == FactType::level) return;
    check_items(rules, need, fact, "one_of", keys.one_of, problems);
    check_items(rules, need, fact, "none_of", keys.none_of, problems);
  }
  void operator()(const FlagKeys& /*keys*/) const {}
  void operator()(const LicenceKeys& /*keys*/) const {}
  void operator()(const DeviceKeys& keys) const {
    const int context = profile.find_need("context");
    if (!keys.context || context < 0) return;
    const auto* const asked =
        std::get_if<BoundKeys>(&profile.needs[static_cast<std::size_t>(context)].keys);
    if (asked != nullptr && asked->at_least && *asked->at_least != *keys.context)
      problems.warn(place(need, "context"),
                    "the device is judged at " + number_text(*keys.context) +
                        " tokens, while need.context asks for " + number_text(*asked->at_least));
  }
};

}  // namespace

bool states_any(const RuleBase& rules, const Profile& profile,
                const std::vector<std::string>& ids) {
  const auto among = [&](const std::string& id) {
    return std::binary_search(ids.begin(), ids.end(), fold(id));
  };
  return !ids.empty() &&
         std::any_of(profile.needs.begin(), profile.needs.end(), [&](const Need& need) {
           return among(need.id) || among(criterion_of(rules, need).id);
         });
}

int Profile::find_need(std::string_view id) const {
  const auto found = std::find_if(needs.begin(), needs.end(),
                                  [&](const Need& need) { return equal_folded(need.id, id); });
  return found == needs.end() ? -1 : static_cast<int>(found - needs.begin());
}

void check_profile(const RuleBase& rule_base, const Profile& profile, Where where,
                   Problems& problems) {
  if (profile.needs.empty())
    problems.error(where, "the profile states no need",
                   "add a table such as [need.language]; `shortlist list criteria` names them all");
  if (!profile.order.empty()) check_order(profile, where, problems);
  for (const Need& need : profile.needs) {
    if (profile.order.empty() && !need.weight && !criterion_of(rule_base, need).weight)
      problems.warn(need.where, "neither the need '" + need.id + "' nor its criterion has a weight",
                    "it weighs 1; state weight = ...");
    std::visit(CheckKeys{rule_base, profile, need, problems}, need.keys);
  }
}

std::vector<double> stated_weights(const RuleBase& rule_base, const Profile& profile) {
  std::vector<double> weights(profile.needs.size(), 0);
  if (profile.order.empty()) {
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const Need& need = profile.needs[i];
      weights[i] = need.weight.value_or(criterion_of(rule_base, need).weight.value_or(1));
    }
    return weights;
  }
  // Rank-order centroid: Barron & Barrett 1996. Summed from the small end.
  double sum = 0;
  const auto count = static_cast<double>(profile.order.size());
  const NameIndex needs(profile.needs);
  for (std::size_t i = profile.order.size(); i-- > 0;) {
    sum += 1 / static_cast<double>(i + 1);
    weights[static_cast<std::size_t>(needs.find(profile.order[i]))] = sum / count;
  }
  return weights;
}

}  // namespace shortlist::model
