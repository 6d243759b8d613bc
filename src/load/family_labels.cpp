// A text fact that names families: what it says is shown by the name of the family or variant of
// that id, and any other words as they are.

#include "base/text.hpp"
#include "load/families.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace shortlist::load {

namespace {

// By folded id. A family and a variant may share one: then it is the family's.
std::unordered_map<std::string, std::string> names_by_id(const std::vector<model::Family>& all) {
  std::unordered_map<std::string, std::string> names;
  for (const model::Family& family : all) names.emplace(fold(family.id), family.name);
  for (const model::Family& family : all)
    for (const model::Variant& variant : family.variants)
      names.emplace(fold(variant.id), variant.name);
  return names;
}

}  // namespace

void label_families(model::RuleBase& rules) {
  auto& facts = rules.vocabulary.facts;
  if (std::none_of(facts.begin(), facts.end(),
                   [](const auto& fact) { return fact.names_families; }))
    return;
  const auto names = names_by_id(rules.families);
  const auto label = [&](const std::vector<model::Claim>& claims) {
    for (const model::Claim& claim : claims) {
      model::Fact& fact = facts[static_cast<std::size_t>(claim.fact)];
      const auto* const word = std::get_if<model::Item>(claim.value.get());
      if (!fact.names_families || word == nullptr) continue;
      if (const auto name = names.find(word->key); name != names.end())
        fact.labels.emplace(word->key, name->second);
    }
  };
  for (const model::Family& family : rules.families) {
    label(family.claims);
    for (const model::Variant& variant : family.variants) label(variant.claims);
  }
}

}  // namespace shortlist::load
