#include "explain/spread.hpp"

#include <algorithm>
#include <cstddef>
#include <unordered_set>
#include <variant>

namespace shortlist::explanation {

Spread spread(const model::Catalogue& catalogue, const model::SeenFamily& family,
              model::FactIndex fact, model::Scope scope) {
  const auto index = static_cast<std::size_t>(fact);
  const bool derived = catalogue.rules().vocabulary.facts[index].derived != model::Derived::none;
  Spread spread;
  if (derived || scope == model::Scope::family || family.candidates.empty())
    spread.each.push_back(family.whole.believed[index]);
  else
    for (const model::Sight& candidate : family.candidates)
      spread.each.push_back(candidate.believed[index]);
  spread.everywhere = true;
  std::unordered_set<double> numbers;  // that are known: a thousand variants may have as many
  for (const model::Value* value : spread.each) {
    if (value == nullptr) {
      spread.everywhere = false;
      continue;
    }
    if (const auto* const number = std::get_if<double>(value)) {
      if (numbers.insert(*number).second) spread.distinct.push_back(value);
    } else if (std::none_of(
                   spread.distinct.begin(), spread.distinct.end(),
                   [&](const model::Value* known) { return known == value || *known == *value; }))
      spread.distinct.push_back(value);
  }
  return spread;
}

}  // namespace shortlist::explanation
