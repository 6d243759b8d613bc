#include "model/rule_base.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

namespace shortlist::model {

namespace {

template <class Entries>
int find(const Entries& entries, const NameIndex& names, std::string_view id) {
  if (names.size() == entries.size()) return names.find(id);
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& entry) { return equal_folded(entry.id, id); });
  return found == entries.end() ? -1 : static_cast<int>(found - entries.begin());
}

// By id, else by a name or an alias, of which the first family's counts.
NameIndex family_names(const std::vector<Family>& families) {
  NameIndex names(families);
  int position = 0;
  for (const Family& family : families) {
    names.call(family.name, position);
    for (const std::string& alias : family.aliases) names.call(alias, position);
    ++position;
  }
  return names;
}

// Of the conditions of all rules and obligations.
std::vector<std::string> read_needs(const RuleBase& rules, bool lists) {
  std::vector<std::string> ids;
  for (const Rule& rule : rules.rules) note_read_needs(rule.when, lists, ids);
  for (const Licence& licence : rules.licences)
    for (const Obligation& asked : licence.obligations)
      if (asked.when) note_read_needs(*asked.when, lists, ids);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace

int RuleBase::find_criterion(std::string_view id) const {
  return find(criteria, criterion_names_, id);
}
int RuleBase::find_licence(std::string_view id) const { return find(licences, licence_names_, id); }
int RuleBase::find_device(std::string_view id) const { return find(devices, device_names_, id); }
int RuleBase::find_quantisation(std::string_view id) const {
  return find(quantisations, quantisation_names_, id);
}
int RuleBase::find_runtime(std::string_view id) const { return find(runtimes, runtime_names_, id); }
int RuleBase::find_family(std::string_view id) const { return family_names_.find(id); }

void RuleBase::index() {
  criterion_names_ = NameIndex(criteria);
  licence_names_ = NameIndex(licences);
  device_names_ = NameIndex(devices);
  quantisation_names_ = NameIndex(quantisations);
  runtime_names_ = NameIndex(runtimes);
  family_names_ = family_names(families);
}

namespace {

void add_items(const Value& value, std::vector<Item>& items) {
  if (const auto* set = std::get_if<ItemSet>(&value))
    items.insert(items.end(), set->items.begin(), set->items.end());
  else if (const auto* word = std::get_if<Item>(&value))
    items.push_back(*word);
}

std::vector<Item> declared_items(const RuleBase& rule_base) {
  std::vector<Item> items;
  for (const NamedSet& set : rule_base.vocabulary.sets)
    items.insert(items.end(), set.items.begin(), set.items.end());
  for (const Same& same : rule_base.vocabulary.same) {
    items.push_back(same.id);
    items.insert(items.end(), same.members.begin(), same.members.end());
  }
  for (const Rule& rule : rule_base.rules)
    if (rule.infer) add_items(rule.infer->value, items);
  return make_set(std::move(items), false).items;
}

bool is_inferred(const RuleBase& rules, FactIndex fact) {
  return std::any_of(rules.rules.begin(), rules.rules.end(),
                     [&](const Rule& rule) { return rule.infer && rule.infer->fact == fact; });
}

bool is_read_of_families(const RuleBase& rules, FactIndex fact) {
  return std::any_of(rules.criteria.begin(), rules.criteria.end(), [&](const auto& criterion) {
    if (criterion.scope != Scope::family) return false;
    const auto facts = facts_of(criterion);
    return std::find(facts.begin(), facts.end(), fact) != facts.end();
  });
}

std::vector<FactIndex> inferred_of_families(const RuleBase& rules) {
  std::vector<FactIndex> found;
  FactIndex index = 0;
  for (const Fact& fact : rules.vocabulary.facts) {
    const bool derived = fact.derived != Derived::none;
    if (is_inferred(rules, derived ? fact.base : index) &&
        (derived || is_read_of_families(rules, index)))
      found.push_back(index);
    ++index;
  }
  return found;
}

}  // namespace

void note_said(RuleBase& rule_base) {
  std::vector<ItemSet>& said = rule_base.said;
  said.assign(rule_base.vocabulary.facts.size(), {});
  const auto note = [&](const Claim& claim) {
    const auto fact = static_cast<std::size_t>(claim.fact);
    add_items(*claim.value, said[fact].items);
  };
  for (const Family& family : rule_base.families) {
    std::for_each(family.claims.begin(), family.claims.end(), note);
    for (const Variant& variant : family.variants)
      std::for_each(variant.claims.begin(), variant.claims.end(), note);
  }
  rule_base.declared = declared_items(rule_base);
  rule_base.inferred_of_families = inferred_of_families(rule_base);
  rule_base.read_needs = read_needs(rule_base, false);
  rule_base.read_lists = read_needs(rule_base, true);
  for (ItemSet& set : said) set = make_set(std::move(set.items), false);
}

}  // namespace shortlist::model
