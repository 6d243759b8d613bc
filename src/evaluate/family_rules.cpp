// What rules infer of a family as a whole, which is what criteria of scope "family" and derived
// facts read. Rules are judged on a variant, so that a family has what they infer of each of its
// candidates: the same value, or the items that all share. It has, too, what they infer from its
// own claims. Where they infer a fact of some candidates alone the family has nothing of it.

#include "evaluate/evaluate.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::evaluate {

namespace {

using model::FactIndex;
using model::Item;
using model::ItemSet;
using model::Value;

bool before(const Item& left, const Item& right) { return left.key < right.key; }

const ItemSet* open_set(const Value& value) {
  const auto* const set = std::get_if<ItemSet>(&value);
  return set != nullptr && set->open ? set : nullptr;
}

// Two that are to hold together: open sets join, others have to be the same.
std::optional<Value> joined(const Value& left, const Value& right) {
  const ItemSet* const one = open_set(left);
  const ItemSet* const other = open_set(right);
  if (one == nullptr || other == nullptr) return left == right ? std::optional(left) : std::nullopt;
  ItemSet all{{}, true};
  std::set_union(one->items.begin(), one->items.end(), other->items.begin(), other->items.end(),
                 std::back_inserter(all.items), before);
  return all;
}

// What holds of both: of open sets the items that they share, of others the value, if it is one.
std::optional<Value> shared(const Value& left, const Value& right) {
  const ItemSet* const one = open_set(left);
  const ItemSet* const other = open_set(right);
  if (one == nullptr || other == nullptr) return left == right ? std::optional(left) : std::nullopt;
  ItemSet both{{}, true};
  std::set_intersection(one->items.begin(), one->items.end(), other->items.begin(),
                        other->items.end(), std::back_inserter(both.items), before);
  return both.items.empty() ? std::nullopt : std::optional<Value>(both);
}

struct Conclusion {
  std::optional<Value> value;
  std::vector<int> rules;  // that lead to it
};

const Value& said_by(const model::RuleBase& rules, int rule) {
  return rules.rules[static_cast<std::size_t>(rule)].infer->value;
}

// What rules that fire say of a fact, whether or not claims say as much; nothing where claims
// settle it, or rules disagree.
Conclusion conclude(const Subject& subject, FactIndex fact, const model::Profile& profile) {
  const model::RuleBase& rules = subject.rules();
  const Value* const believed = subject.believed(fact, model::Scope::variant);
  Conclusion conclusion;
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    const model::Rule& rule = rules.rules[i];
    if (!rule.infer || rule.infer->fact != fact) continue;
    if (believed != nullptr && !(open_set(*believed) && open_set(rule.infer->value))) continue;
    if (judge(rule.when, subject, profile) != Truth::yes) continue;
    conclusion.value = conclusion.rules.empty() ? std::optional(rule.infer->value)
                                                : joined(*conclusion.value, rule.infer->value);
    if (!conclusion.value) return {};
    conclusion.rules.push_back(static_cast<int>(i));
  }
  return conclusion;
}

// Whether a rule brings something of `whole` that is not in `known`.
bool took_part(const Value& said, const Value& whole, const Value* known) {
  const auto* const items = std::get_if<ItemSet>(&said);
  if (items == nullptr) return true;
  const auto in = [](const Value* value, const Item& item) {
    const auto* const set = value == nullptr ? nullptr : std::get_if<ItemSet>(value);
    return set != nullptr && std::binary_search(set->items.begin(), set->items.end(), item, before);
  };
  return std::any_of(items->items.begin(), items->items.end(),
                     [&](const Item& item) { return in(&whole, item) && !in(known, item); });
}

class Family {
 public:
  Family(const model::Catalogue& catalogue, const model::SeenFamily& seen,
         const model::Profile& profile)
      : seen_(seen), profile_(profile), whole_(catalogue, seen, seen.whole) {
    for (const model::Sight& sight : seen.candidates)
      candidates_.emplace_back(catalogue, seen, sight);
  }

  // A fact that is claimed.
  void infer(FactIndex fact, std::vector<RuleEffects::Inferred>& into) const {
    const Value* const known = seen_.whole.believed[static_cast<std::size_t>(fact)];
    if (known != nullptr && !open_set(*known)) return;
    const Conclusion own = conclude(whole_, fact, profile_);
    const Conclusion all = of_every_candidate(fact);
    std::optional<Value> value = own.value ? own.value : all.value;
    if (own.value && all.value) value = joined(*own.value, *all.value);
    if (value && known != nullptr) value = joined(*known, *value);
    if (!value || (known != nullptr && *value == *known)) return;
    RuleEffects::Inferred inferred{fact, *value, {}};
    for (const Conclusion* const each : {&own, &all})
      for (const int rule : each->rules)
        if (took_part(said_by(whole_.rules(), rule), *each->value, known))
          inferred.rules.push_back(rule);
    add(std::move(inferred), into);
  }

  // A fact that derives from one of every foremost candidate.
  void derive(FactIndex fact, std::vector<RuleEffects::Inferred>& into) const {
    const model::Fact& entry = whole_.rules().vocabulary.facts[static_cast<std::size_t>(fact)];
    std::vector<Value> held;  // what rules add to
    std::vector<Conclusion> conclusions;
    std::vector<const Value*> of_candidates;
    held.reserve(candidates_.size());
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (!seen_.candidates[i].foremost) continue;
      const Subject& candidate = candidates_[i];
      const Value* value = candidate.believed(entry.base, model::Scope::variant);
      conclusions.push_back(conclude(candidate, entry.base, profile_));
      if (conclusions.back().value) {
        const Value& more = *conclusions.back().value;
        held.push_back(value == nullptr ? more : *joined(*value, more));
        value = &held.back();
      }
      of_candidates.push_back(value);
    }
    const Value* const known = seen_.whole.believed[static_cast<std::size_t>(fact)];
    const auto value = model::derive(entry.derived, of_candidates);
    if (!value || (known != nullptr && *value == *known)) return;
    RuleEffects::Inferred inferred{fact, *value, {}};
    for (const Conclusion& each : conclusions)
      for (const int rule : each.rules)
        if (known == nullptr || took_part(said_by(whole_.rules(), rule), *value, known))
          inferred.rules.push_back(rule);
    add(std::move(inferred), into);
  }

 private:
  Conclusion of_every_candidate(FactIndex fact) const {
    Conclusion all;
    for (const Subject& candidate : candidates_) {
      Conclusion one = conclude(candidate, fact, profile_);
      if (!one.value) return {};
      all.value = all.rules.empty() ? std::move(one.value) : shared(*all.value, *one.value);
      if (!all.value) return {};
      all.rules.insert(all.rules.end(), one.rules.begin(), one.rules.end());
    }
    return all;
  }

  static void add(RuleEffects::Inferred inferred, std::vector<RuleEffects::Inferred>& into) {
    auto& rules = inferred.rules;
    std::sort(rules.begin(), rules.end());
    rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
    into.push_back(std::move(inferred));
  }

  const model::SeenFamily& seen_;
  const model::Profile& profile_;
  Subject whole_;
  std::vector<Subject> candidates_;
};

}  // namespace

FamilyEffects infer_of_family(const model::Catalogue& catalogue, const model::SeenFamily& family,
                              const model::Profile& profile) {
  const model::RuleBase& rules = catalogue.rules();
  std::optional<Family> whole;
  std::vector<RuleEffects::Inferred> inferred;
  for (const FactIndex fact : rules.inferred_of_families) {
    if (!whole) whole.emplace(catalogue, family, profile);
    if (rules.vocabulary.facts[static_cast<std::size_t>(fact)].derived != model::Derived::none)
      whole->derive(fact, inferred);
    else
      whole->infer(fact, inferred);
  }
  if (inferred.empty()) return nullptr;
  return std::make_shared<const std::vector<RuleEffects::Inferred>>(std::move(inferred));
}

}  // namespace shortlist::evaluate
