// Rules, in three-valued logic (Kleene 1952): a fact that no source states and a use that the
// profile does not state are unknown; "not unknown" is unknown; a rule fires when its condition is
// true. Conditions read claims, uses and needs, never what another rule infers, so the order of the
// rules changes nothing.

#include "base/text.hpp"
#include "evaluate/evaluate.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::evaluate {

namespace {

using model::Item;
using model::ItemSet;
using model::Match;

// Numbers, days and positions on one axis.
double position(const model::Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* date = std::get_if<Date>(&value)) return date->days;
  return std::get<model::Level>(value).position;
}

bool any_meets(const model::Vocabulary& vocabulary, const Item& claimed,
               const std::vector<Item>& needed, Match match) {
  return std::any_of(needed.begin(), needed.end(),
                     [&](const Item& item) { return vocabulary.meets(claimed, item, match); });
}

// Whether the set holds all of (or, with `any`, one of) the items.
Truth held(const model::Vocabulary& vocabulary, const ItemSet& set, const std::vector<Item>& items,
           Match match, bool any) {
  Truth result = any ? Truth::no : Truth::yes;
  for (const Item& item : items) {
    const Truth one = vocabulary.holds(set, item, match) ? Truth::yes
                      : set.open                         ? Truth::unknown
                                                         : Truth::no;
    result = any ? either(result, one) : both(result, one);
  }
  return result;
}

class Judge {
 public:
  Judge(const model::RuleBase& rules, const model::Profile& profile, const Subject* subject)
      : rules_(rules), profile_(profile), subject_(subject) {}

  Truth operator()(const model::Condition& condition) const {
    return std::visit(*this, condition.test);
  }

  Truth operator()(const model::FactTest& test) const {
    if (subject_ == nullptr) return Truth::unknown;
    const model::Value* const value = subject_->believed(test.fact, model::Scope::variant);
    if (test.stated) return truth((value != nullptr) == *test.stated);
    if (value == nullptr) return Truth::unknown;
    const model::Fact& fact = rules_.vocabulary.facts[static_cast<std::size_t>(test.fact)];
    const model::Comparators& compare = test.compare;
    if (const auto* set = std::get_if<ItemSet>(value)) return judge_set(compare, *set, fact.match);
    Truth result = Truth::yes;
    if (compare.at_least) result = both(result, truth(position(*value) >= *compare.at_least));
    if (compare.at_most) result = both(result, truth(position(*value) <= *compare.at_most));
    if (compare.is) result = both(result, truth(*value == *compare.is));
    if (!compare.one_of && !compare.none_of) return result;
    const Item word = as_item(fact, *value);
    return both(result, judge_word(compare, word, fact.match));
  }

  Truth operator()(const model::UseTest& test) const {
    const model::UseValue* const value = profile_.use.find(test.key);
    if (test.stated) return truth((value != nullptr) == *test.stated);
    if (value == nullptr) return Truth::unknown;
    const model::Comparators& compare = test.compare;
    if (const auto* flag = std::get_if<bool>(value))
      return truth(!compare.is || std::get<bool>(*compare.is) == *flag);
    if (const auto* number = std::get_if<double>(value))
      return truth((!compare.at_least || *number >= *compare.at_least) &&
                   (!compare.at_most || *number <= *compare.at_most));
    const ItemSet set = model::make_set(std::get<std::vector<Item>>(*value), false);
    const model::UseType type = model::use_keys()[static_cast<std::size_t>(test.key)].type;
    const bool regions = type == model::UseType::region || type == model::UseType::regions;
    return judge_set(compare, set, regions ? Match::region : Match::exact);
  }

  Truth operator()(const model::NeedTest& test) const {
    bool stated = false;
    bool named = false;
    for (const model::Need& need : profile_.needs) {
      const auto& criterion = rules_.criteria[static_cast<std::size_t>(need.criterion)];
      if (!equal_folded(need.id, test.id) && !equal_folded(criterion.id, test.id)) continue;
      stated = true;
      if (test.compare.includes) named = named || names_all(need, *test.compare.includes);
    }
    bool result = stated && (!test.compare.includes || named);
    if (test.compare.is) result = result == std::get<bool>(*test.compare.is);
    return truth(result);
  }

  Truth operator()(const model::All& all) const {
    Truth result = Truth::yes;
    for (const auto& part : all.parts) {
      result = both(result, (*this)(part));
      if (result == Truth::no) break;
    }
    return result;
  }
  Truth operator()(const model::Any& any) const {
    Truth result = Truth::no;
    for (const auto& part : any.parts) {
      result = either(result, (*this)(part));
      if (result == Truth::yes) break;
    }
    return result;
  }
  Truth operator()(const model::Not& negation) const { return !(*this)(negation.part.front()); }

 private:
  Item as_item(const model::Fact& fact, const model::Value& value) const {
    if (const auto* word = std::get_if<Item>(&value)) return *word;
    if (const auto* level = std::get_if<model::Level>(&value))
      return model::make_item(fact.levels[static_cast<std::size_t>(level->position)]);
    return {};
  }

  Truth judge_word(const model::Comparators& compare, const Item& word, Match match) const {
    const auto& vocabulary = rules_.vocabulary;
    const bool in = !compare.one_of || any_meets(vocabulary, word, *compare.one_of, match);
    const bool out = !compare.none_of || !any_meets(vocabulary, word, *compare.none_of, match);
    return truth(in && out);
  }

  Truth judge_set(const model::Comparators& compare, const ItemSet& set, Match match) const {
    const auto& vocabulary = rules_.vocabulary;
    Truth result = Truth::yes;
    if (compare.includes)
      result = both(result, held(vocabulary, set, *compare.includes, match, false));
    if (compare.one_of) result = both(result, held(vocabulary, set, *compare.one_of, match, true));
    if (compare.none_of)
      result = both(result, !held(vocabulary, set, *compare.none_of, match, true));
    if (compare.is) {
      const Item* const word = std::get_if<Item>(&*compare.is);
      if (word != nullptr) result = both(result, held(vocabulary, set, {*word}, match, false));
    }
    return result;
  }

  static bool names_all(const model::Need& need, const std::vector<Item>& items) {
    return std::all_of(items.begin(), items.end(), [&](const Item& item) {
      return std::any_of(need.stated.begin(), need.stated.end(), [&](const auto& key) {
        const auto* const list = std::get_if<Items>(&key.value);
        const auto* const word = std::get_if<std::string>(&key.value);
        if (word != nullptr) return equal_folded(*word, item.text);
        return list != nullptr &&
               std::any_of(list->items.begin(), list->items.end(),
                           [&](const std::string& each) { return equal_folded(each, item.text); });
      });
    });
  }

  const model::RuleBase& rules_;
  const model::Profile& profile_;
  const Subject* subject_;
};

// Joins what a rule infers with what is believed and what other rules infer. Returns false when two
// rules disagree.
bool join(RuleEffects::Inferred& into, const model::Value& value) {
  auto* const held = std::get_if<ItemSet>(&into.value);
  const auto* const more = std::get_if<ItemSet>(&value);
  if (held == nullptr || more == nullptr || !held->open || !more->open) return into.value == value;
  std::vector<Item> items;
  items.reserve(held->items.size() + more->items.size());
  std::set_union(held->items.begin(), held->items.end(), more->items.begin(), more->items.end(),
                 std::back_inserter(items),
                 [](const Item& left, const Item& right) { return left.key < right.key; });
  held->items = std::move(items);
  return true;
}

void infer(const Subject& subject, int rule, const model::Infer& infer, RuleEffects& effects) {
  const model::Value* const believed = subject.believed(infer.fact, model::Scope::variant);
  const auto* const list = believed == nullptr ? nullptr : std::get_if<ItemSet>(believed);
  const auto* const more = std::get_if<ItemSet>(&infer.value);
  const bool extends = list != nullptr && list->open && more != nullptr && more->open;
  if (believed != nullptr && !extends) return;  // never overrides a claim
  if (extends && std::all_of(more->items.begin(), more->items.end(), [&](const Item& item) {
        return subject.rules().vocabulary.holds(*list, item, Match::exact);
      }))
    return;  // nothing new
  auto at = std::find_if(effects.inferred.begin(), effects.inferred.end(),
                         [&](const auto& each) { return each.fact == infer.fact; });
  const bool first = at == effects.inferred.end();
  if (first) {
    effects.inferred.push_back({infer.fact, extends ? *believed : infer.value, {}});
    at = effects.inferred.end() - 1;
  }
  at->rules.push_back(rule);
  if ((!first || extends) && !join(*at, infer.value)) effects.disagreeing.push_back(rule);
}

// Whether some profile brings the condition to `wanted`, yes or no, on the alternative.
bool can_be(const model::Condition& condition, const Subject& subject, Truth wanted) {
  static const model::Profile nobody;
  const auto part = [&](const model::Condition& each) { return can_be(each, subject, wanted); };
  const auto join = [&](const std::vector<model::Condition>& parts, Truth every) {
    return wanted == every ? std::all_of(parts.begin(), parts.end(), part)
                           : std::any_of(parts.begin(), parts.end(), part);
  };
  if (const auto* all = std::get_if<model::All>(&condition.test))
    return join(all->parts, Truth::yes);
  if (const auto* any = std::get_if<model::Any>(&condition.test))
    return join(any->parts, Truth::no);
  if (const auto* negation = std::get_if<model::Not>(&condition.test))
    return can_be(negation->part.front(), subject, !wanted);
  if (std::holds_alternative<model::FactTest>(condition.test))
    return judge(condition, subject, nobody) == wanted;
  return true;
}

// Of the default needs that the profile is silent on: those that the subject is known not to meet,
// and those not asked of it as what they read is unknown.
void ask_defaults(const Subject& subject, const model::Profile& profile, RuleEffects& effects) {
  if (!subject.rules().defaults) return;
  Subject ruled = subject;
  ruled.apply(effects);
  const auto& needs = subject.rules().defaults->needs;
  const std::vector<bool> asked = silent_on(subject.rules(), profile);
  for (std::size_t i = 0; i < needs.size(); ++i) {
    if (!asked[i]) continue;
    const Verdict verdict = evaluate(needs[i], ruled, profile).verdict;
    if (verdict == Verdict::partly || verdict == Verdict::unmet)
      effects.missed_defaults.push_back(static_cast<int>(i));
    else if (verdict == Verdict::unknown)
      effects.unasked_defaults.push_back(static_cast<int>(i));
  }
}

}  // namespace

std::vector<bool> silent_on(const model::RuleBase& rules, const model::Profile& profile) {
  std::vector<bool> silent;
  if (!rules.defaults) return silent;
  for (const model::Need& each : rules.defaults->needs)
    silent.push_back(
        std::none_of(profile.needs.begin(), profile.needs.end(),
                     [&](const model::Need& need) { return need.criterion == each.criterion; }));
  return silent;
}

bool can_fire(const model::Rule& rule, const Subject& subject) {
  return can_be(rule.when, subject, Truth::yes);
}

bool can_infer(const model::Rule& rule, const Subject& subject) {
  if (!rule.infer || !can_fire(rule, subject)) return false;
  RuleEffects effects;
  infer(subject, 0, *rule.infer, effects);
  return !effects.inferred.empty();
}

Truth judge(const model::Condition& condition, const Subject& subject,
            const model::Profile& profile) {
  return Judge(subject.rules(), profile, &subject)(condition);
}

Truth judge(const model::Condition& condition, const model::RuleBase& rules,
            const model::Profile& profile) {
  return Judge(rules, profile, nullptr)(condition);
}

RuleEffects apply_rules(const Subject& subject, const model::Profile& profile,
                        FamilyEffects of_family) {
  RuleEffects effects;
  effects.of_family = std::move(of_family);
  const auto& rules = subject.rules().rules;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const model::Rule& rule = rules[i];
    if (!rule.infer && !rule.exclude && !rule.warn) continue;
    const Truth fires = judge(rule.when, subject, profile);
    const int index = static_cast<int>(i);
    if (fires == Truth::unknown && rule.exclude) effects.perhaps_excluding.push_back(index);
    if (fires != Truth::yes) continue;
    if (rule.infer) infer(subject, index, *rule.infer, effects);
    if (rule.exclude) effects.excluding.push_back(index);
    if (rule.warn) effects.warning.push_back(index);
  }
  // Two different values leave a fact as the claims have it.
  std::erase_if(effects.inferred, [&](const RuleEffects::Inferred& each) {
    return std::any_of(effects.disagreeing.begin(), effects.disagreeing.end(), [&](int rule) {
      return rules[static_cast<std::size_t>(rule)].infer->fact == each.fact;
    });
  });
  ask_defaults(subject, profile, effects);
  return effects;
}

Reweighing reweigh(const model::RuleBase& rules, const model::Profile& profile) {
  const std::size_t count = profile.needs.size();
  Reweighing result{std::vector<double>(count, 1), {}, std::vector<std::vector<int>>(count)};
  std::unordered_map<std::string, std::vector<std::size_t>> called;  // needs by id and criterion
  for (std::size_t need = 0; need < count; ++need) {
    const model::Need& stated = profile.needs[need];
    const auto& criterion = rules.criteria[static_cast<std::size_t>(stated.criterion)];
    called[fold(stated.id)].push_back(need);
    if (!equal_folded(stated.id, criterion.id)) called[fold(criterion.id)].push_back(need);
  }
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    const model::Rule& rule = rules.rules[i];
    if (rule.reweigh.empty() || judge(rule.when, rules, profile) != Truth::yes) continue;
    const auto position = static_cast<int>(i);
    for (const auto& [id, factor] : rule.reweigh) {
      const auto needs = called.find(fold(id));
      if (needs == called.end()) continue;
      for (const std::size_t need : needs->second) {
        result.factors[need] *= factor;
        auto& own = result.rules_of[need];
        if (own.empty() || own.back() != position) own.push_back(position);
      }
      if (result.rules.empty() || result.rules.back() != position) result.rules.push_back(position);
    }
  }
  return result;
}

}  // namespace shortlist::evaluate
