#include "evaluate/subject.hpp"

#include <algorithm>

namespace shortlist::evaluate {

const RuleEffects::Inferred* Subject::inferred(model::FactIndex fact, model::Scope scope) const {
  const bool whole = of_family(fact, scope);
  const auto* const all = whole ? effects().of_family.get() : &effects().inferred;
  if (all == nullptr) return nullptr;
  const auto found = std::find_if(all->begin(), all->end(), [&](const RuleEffects::Inferred& each) {
    return each.fact == fact;
  });
  return found == all->end() ? nullptr : &*found;
}

const model::Value* Subject::value(model::FactIndex fact, model::Scope scope) const {
  const auto* const by_rule = inferred(fact, scope);
  return by_rule != nullptr ? &by_rule->value : believed(fact, scope);
}

}  // namespace shortlist::evaluate
