#include "model/rule_base.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>

namespace shortlist::model {

namespace {

template <class Entries>
int find(const Entries& entries, std::string_view id) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& entry) { return equal_folded(entry.id, id); });
  return found == entries.end() ? -1 : static_cast<int>(found - entries.begin());
}

}  // namespace

int RuleBase::find_criterion(std::string_view id) const { return find(criteria, id); }
int RuleBase::find_licence(std::string_view id) const { return find(licences, id); }
int RuleBase::find_device(std::string_view id) const { return find(devices, id); }
int RuleBase::find_quantisation(std::string_view id) const { return find(quantisations, id); }
int RuleBase::find_runtime(std::string_view id) const { return find(runtimes, id); }

int RuleBase::find_family(std::string_view id) const {
  const int by_id = find(families, id);
  if (by_id >= 0) return by_id;
  const auto found = std::find_if(families.begin(), families.end(), [&](const Family& family) {
    return equal_folded(family.name, id) ||
           std::any_of(family.aliases.begin(), family.aliases.end(),
                       [&](const std::string& alias) { return equal_folded(alias, id); });
  });
  return found == families.end() ? -1 : static_cast<int>(found - families.begin());
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
  for (std::vector<Item>& items : said) items = make_set(std::move(items), false).items;
}

}  // namespace shortlist::model
