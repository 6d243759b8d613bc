// one-of and flag: a word in or out of a list, and yes or no.

#include "base/text.hpp"
#include "evaluate/kinds.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::evaluate {

namespace {

using model::ChoiceKeys;
using model::Criterion;
using model::Item;

const model::Fact& fact_of(const Subject& subject, const Criterion& criterion) {
  return subject.rules().vocabulary.facts[static_cast<std::size_t>(criterion.fact)];
}

Item word_of(const model::Fact& fact, const model::Value& value) {
  if (const auto* word = std::get_if<Item>(&value)) return *word;
  return model::make_item(
      fact.levels[static_cast<std::size_t>(std::get<model::Level>(value).position)]);
}

// A word is in a list if an item of the list is met by it. With Match::region a word that is a
// set's id stands for its items: all of them (`every`), or any.
bool in(const Subject& subject, const model::Fact& fact, const Item& word,
        const std::vector<Item>& list, bool every) {
  const auto& vocabulary = subject.rules().vocabulary;
  const auto listed = [&](const Item& each) {
    return std::any_of(list.begin(), list.end(),
                       [&](const Item& item) { return vocabulary.meets(each, item, fact.match); });
  };
  const auto* const set =
      fact.match == model::Match::region ? vocabulary.find_set(word.text) : nullptr;
  if (set == nullptr) return listed(word);
  return every ? std::all_of(set->items.begin(), set->items.end(), listed)
               : std::any_of(set->items.begin(), set->items.end(), listed);
}

bool met(const Subject& subject, const model::Fact& fact, const ChoiceKeys& keys,
         const Item& word) {
  return (!keys.one_of || in(subject, fact, word, *keys.one_of, true)) &&
         (!keys.none_of || !in(subject, fact, word, *keys.none_of, false));
}

Interval certain(bool met) { return met ? Interval{1, 1} : Interval{0, 0}; }

}  // namespace

Outcome evaluate_choice(const Criterion& criterion, const ChoiceKeys& keys,
                        const Subject& subject) {
  const model::Fact& fact = fact_of(subject, criterion);
  const model::Value* const value = subject.value(criterion.fact, criterion.scope);
  if (value != nullptr) {
    const bool is_met = met(subject, fact, keys, word_of(fact, *value));
    return outcome(truth(is_met), certain(is_met));
  }
  if (fact.levels.empty()) {
    // Nothing can meet a need whose every allowed word is refused too. By language a narrower word
    // may still slip through, and that is not tried here.
    const bool possible =
        !keys.one_of || fact.match == model::Match::language ||
        std::any_of(keys.one_of->begin(), keys.one_of->end(),
                    [&](const Item& word) { return met(subject, fact, keys, word); });
    if (!possible) return outcome(truth(false), certain(false));
    return {Verdict::unknown, {0, 1}};
  }
  const auto meeting = std::count_if(
      fact.levels.begin(), fact.levels.end(),
      [&](const std::string& level) { return met(subject, fact, keys, model::make_item(level)); });
  const bool always = meeting == static_cast<std::ptrdiff_t>(fact.levels.size());
  if (meeting == 0 || always) return outcome(truth(always), certain(always));
  return {Verdict::unknown, {0, 1}};
}

Account account_choice(const Criterion& criterion, const ChoiceKeys& keys, const Subject& subject) {
  Account account;
  account.facts.push_back(criterion.fact);
  const auto& vocabulary = subject.rules().vocabulary;
  const model::Value* const value = subject.value(criterion.fact, criterion.scope);
  if (value == nullptr) account.questions.push_back(ask(subject, criterion.fact));
  account.reason = value == nullptr ? "no source says" : vocabulary.text(criterion.fact, *value);
  if (keys.one_of)
    account.reason += "; one of " + few(vocabulary, criterion.fact, *keys.one_of) + " asked";
  if (keys.none_of)
    account.reason += "; none of " + few(vocabulary, criterion.fact, *keys.none_of) + " asked";
  return account;
}

// One key can mend one list only.
Relaxation relax_choice(const Criterion& criterion, const ChoiceKeys& keys,
                        const Subject& subject) {
  const model::Fact& fact = fact_of(subject, criterion);
  const model::Value* const value = subject.value(criterion.fact, criterion.scope);
  if (value == nullptr) return std::nullopt;
  const Item word = word_of(fact, *value);
  const bool left_out = keys.one_of && !in(subject, fact, word, *keys.one_of, true);
  const bool hit = keys.none_of && in(subject, fact, word, *keys.none_of, false);
  if (left_out == hit) return std::nullopt;
  Items to;
  if (left_out) {
    for (const Item& item : *keys.one_of) to.items.push_back(item.text);
    to.items.push_back(word.text);
    return std::pair{std::string("one_of"), Datum(to)};
  }
  for (const Item& item : *keys.none_of)
    if (!in(subject, fact, word, {item}, false)) to.items.push_back(item.text);
  if (to.items.empty()) return std::nullopt;
  return std::pair{std::string("none_of"), Datum(to)};
}

Outcome evaluate_flag(const Criterion& criterion, const model::FlagKeys& keys,
                      const Subject& subject) {
  const model::Value* const value = subject.value(criterion.fact, criterion.scope);
  if (value == nullptr) return {Verdict::unknown, {0, 1}};
  const bool is_met = std::get<bool>(*value) == keys.is;
  return outcome(truth(is_met), certain(is_met));
}

Account account_flag(const Criterion& criterion, const model::FlagKeys& keys,
                     const Subject& subject) {
  Account account;
  account.facts.push_back(criterion.fact);
  const model::Value* const value = subject.value(criterion.fact, criterion.scope);
  if (value == nullptr) {
    account.questions.push_back(ask(subject, criterion.fact));
    account.reason = "no source says";
    return account;
  }
  account.reason = subject.rules().vocabulary.text(criterion.fact, *value);
  if (std::get<bool>(*value) != keys.is)
    account.reason += std::string("; ") + (keys.is ? "yes" : "no") + " asked";
  return account;
}

}  // namespace shortlist::evaluate
