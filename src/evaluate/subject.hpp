#pragma once
// What is judged: one variant of one family (or a family without candidates), seen through a
// catalogue, with what rules infer for it.

#include "evaluate/outcome.hpp"
#include "model/catalogue.hpp"
#include "model/profile.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::evaluate {

// What the rules of a rule base do to one alternative under one profile, and to its family.
struct RuleEffects {
  struct Inferred {
    model::FactIndex fact = -1;
    model::Value value;      // believed and inferred joined
    std::vector<int> rules;  // into RuleBase::rules
  };

  std::vector<Inferred> inferred;
  std::shared_ptr<const std::vector<Inferred>> of_family;  // of the family as a whole; null: none
  std::vector<int> excluding;                              // fired
  std::vector<int> perhaps_excluding;                      // unknown
  std::vector<int> missed_defaults;                        // into RuleBase::defaults
  std::vector<int> unasked_defaults;                       // unknown, so not asked
  std::vector<int> warning;
  std::vector<int> disagreeing;  // infer rules that contradict each other: the fact stays unknown

  Truth excluded() const {
    if (!excluding.empty() || !missed_defaults.empty()) return Truth::yes;
    return perhaps_excluding.empty() ? Truth::no : Truth::unknown;
  }
};

class Subject {
 public:
  Subject(const model::Catalogue& catalogue, const model::SeenFamily& family,
          const model::Sight& sight)
      : catalogue_(&catalogue), family_(&family), sight_(&sight) {}

  const model::RuleBase& rules() const { return catalogue_->rules(); }
  const model::Catalogue& catalogue() const { return *catalogue_; }
  const model::SeenFamily& family() const { return *family_; }
  const model::Sight& sight() const { return *sight_; }
  const model::Variant* variant() const { return sight_->variant; }

  // What sources make one believe; null is unknown.
  const model::Value* believed(model::FactIndex fact, model::Scope scope) const {
    const model::Sight& where = sight(fact, scope);
    return where.believed[static_cast<std::size_t>(fact)];
  }

  // The sight that a criterion of this scope reads.
  const model::Sight& sight(model::FactIndex fact, model::Scope scope) const {
    return of_family(fact, scope) ? family_->whole : *sight_;
  }

  // Believed, else inferred; null is unknown.
  const model::Value* value(model::FactIndex fact, model::Scope scope) const;

  // What rules add to the fact as a criterion of this scope reads it; null: nothing.
  const RuleEffects::Inferred* inferred(model::FactIndex fact, model::Scope scope) const;

  void apply(RuleEffects effects) {
    effects_ = std::make_shared<const RuleEffects>(std::move(effects));
  }
  const RuleEffects& effects() const {
    static const RuleEffects none;
    return effects_ ? *effects_ : none;
  }

 private:
  // Derived facts are the family's whatever the scope.
  bool of_family(model::FactIndex fact, model::Scope scope) const {
    const auto& entry = rules().vocabulary.facts[static_cast<std::size_t>(fact)];
    return scope == model::Scope::family || entry.derived != model::Derived::none;
  }

  const model::Catalogue* catalogue_;
  const model::SeenFamily* family_;
  const model::Sight* sight_;
  std::shared_ptr<const RuleEffects> effects_;  // of all copies
};

}  // namespace shortlist::evaluate
