#include "evaluate/subject.hpp"

#include <algorithm>

namespace shortlist::evaluate {

const RuleEffects::Inferred* Subject::inferred(model::FactIndex fact) const {
  const auto found =
      std::find_if(effects().inferred.begin(), effects().inferred.end(),
                   [&](const RuleEffects::Inferred& each) { return each.fact == fact; });
  return found == effects().inferred.end() ? nullptr : &*found;
}

const model::Value* Subject::value(model::FactIndex fact, model::Scope scope) const {
  if (const auto* const by_rule = inferred(fact);
      by_rule != nullptr && scope == model::Scope::variant)
    return &by_rule->value;
  return believed(fact, scope);
}

}  // namespace shortlist::evaluate
