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

void note_said(RuleBase& rule_base) {
  std::vector<std::vector<Item>>& said = rule_base.said;
  said.assign(rule_base.vocabulary.facts.size(), {});
  const auto note = [&](const Claim& claim) {
    const auto fact = static_cast<std::size_t>(claim.fact);
    if (rule_base.vocabulary.facts[fact].match != Match::exact) return;
    if (const auto* set = std::get_if<ItemSet>(&claim.value))
      said[fact].insert(said[fact].end(), set->items.begin(), set->items.end());
    else if (const auto* word = std::get_if<Item>(&claim.value))
      said[fact].push_back(*word);
  };
  for (const Family& family : rule_base.families) {
    std::for_each(family.claims.begin(), family.claims.end(), note);
    for (const Variant& variant : family.variants)
      std::for_each(variant.claims.begin(), variant.claims.end(), note);
  }
  rule_base.read_needs = read_needs(rule_base, false);
  rule_base.read_lists = read_needs(rule_base, true);
  for (std::vector<Item>& items : said) items = make_set(std::move(items), false).items;
}

}  // namespace shortlist::model
