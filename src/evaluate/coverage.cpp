// coverage: how much of what is asked a set holds. Up to four parts, each stated or not: all of a
// list, any of a list, strength in a list, and a count. The value is their mean.

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "evaluate/kinds.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::evaluate {

namespace {

using model::CoverageKeys;
using model::Criterion;
using model::Item;
using model::ItemSet;

struct Sorted {
  std::vector<Item> held;
  std::vector<Item> lacking;
  std::vector<Item> unknown;
};

struct Share {
  int held = 0;
  int unknown = 0;
  int total = 0;
};

enum class Holds { yes, no, unknown };

const ItemSet* set_of(const Subject& subject, model::FactIndex fact, model::Scope scope) {
  const model::Value* const value = subject.value(fact, scope);
  return value == nullptr ? nullptr : std::get_if<ItemSet>(value);
}

template <class Visit>
void each(const Subject& subject, model::FactIndex fact, model::Scope scope,
          const std::vector<Item>& items, Visit visit) {
  const auto& vocabulary = subject.rules().vocabulary;
  const model::Match match = vocabulary.facts[static_cast<std::size_t>(fact)].match;
  const ItemSet* const set = set_of(subject, fact, scope);
  for (const Item& item : items) {
    if (set != nullptr && vocabulary.holds(*set, item, match))
      visit(item, Holds::yes);
    else
      visit(item, set != nullptr && !set->open ? Holds::no : Holds::unknown);
  }
}

Share share(const Subject& subject, model::FactIndex fact, model::Scope scope,
            const std::vector<Item>& items) {
  Share share{0, 0, static_cast<int>(items.size())};
  each(subject, fact, scope, items, [&](const Item& /*item*/, Holds holds) {
    share.held += holds == Holds::yes ? 1 : 0;
    share.unknown += holds == Holds::unknown ? 1 : 0;
  });
  return share;
}

Sorted sorted(const Subject& subject, model::FactIndex fact, model::Scope scope,
              const std::vector<Item>& items) {
  Sorted sorted;
  each(subject, fact, scope, items, [&](const Item& item, Holds holds) {
    (holds == Holds::yes  ? sorted.held
     : holds == Holds::no ? sorted.lacking
                          : sorted.unknown)
        .push_back(item);
  });
  return sorted;
}

struct Measure {
  Truth met = Truth::yes;
  Interval value;
};

Measure all(Share share) {
  const auto part = [&](int count) {
    return static_cast<double>(count) / static_cast<double>(share.total);
  };
  const Truth met = share.held == share.total                   ? Truth::yes
                    : share.held + share.unknown == share.total ? Truth::unknown
                                                                : Truth::no;
  return {met, {part(share.held), part(share.held + share.unknown)}};
}

Measure any(Share share) {
  if (share.held > 0) return {Truth::yes, {1, 1}};
  if (share.unknown > 0) return {Truth::unknown, {0, 1}};
  return {Truth::no, {0, 0}};
}

Measure counted(const Criterion& criterion, double asked, const Subject& subject) {
  const model::Value* const value = subject.value(criterion.count_fact, criterion.scope);
  if (value == nullptr) return {Truth::unknown, {0, 1}};
  const double count = std::get<double>(*value);
  const double part = std::clamp(count / asked, 0.0, 1.0);
  return {truth(count >= asked), {part, part}};
}

struct Part {
  const char* key = nullptr;  // null: not stated
  Measure measure;
};

std::array<Part, 4> parts(const Criterion& criterion, const CoverageKeys& keys,
                          const Subject& subject) {
  std::array<Part, 4> parts;
  const auto scope = criterion.scope;
  if (keys.all_of) parts[0] = {"all_of", all(share(subject, criterion.fact, scope, *keys.all_of))};
  if (keys.any_of) parts[1] = {"any_of", any(share(subject, criterion.fact, scope, *keys.any_of))};
  if (keys.strong)
    parts[2] = {"strong", all(share(subject, criterion.strong_fact, scope, *keys.strong))};
  if (keys.count) parts[3] = {"count", counted(criterion, *keys.count, subject)};
  return parts;
}

void add_phrase(std::string& reason, const std::string& phrase) {
  if (!reason.empty()) reason += "; ";
  reason += phrase;
}

// "has Chinese and English", "lacks Irish", "no source says whether it has Maltese".
void describe(const Subject& subject, model::FactIndex fact, const Sorted& found,
              const std::string& has, const std::string& lacks, const std::string& it_has,
              Account& account) {
  const auto& vocabulary = subject.rules().vocabulary;
  const auto words = [&](const std::vector<Item>& items) { return few(vocabulary, fact, items); };
  if (!found.held.empty()) add_phrase(account.reason, has + " " + words(found.held));
  if (!found.lacking.empty()) add_phrase(account.reason, lacks + " " + words(found.lacking));
  if (!found.unknown.empty()) {
    add_phrase(account.reason, "no source says whether " + it_has + " " + words(found.unknown));
    account.questions.push_back(ask(subject, fact));
  }
  for (const Item& item : found.lacking) account.missing.push_back(item.text);
}

void note_near_misses(const Subject& subject, const Criterion& criterion,
                      const std::vector<Item>& items, Account& account) {
  const auto& vocabulary = subject.rules().vocabulary;
  const ItemSet* const set = set_of(subject, criterion.fact, criterion.scope);
  if (set == nullptr) return;
  for (const Item& item : items) {
    const Item* const near = vocabulary.near_miss(
        *set, item, vocabulary.facts[static_cast<std::size_t>(criterion.fact)].match);
    if (near != nullptr)
      add_phrase(account.reason, near->text + " is listed, which is not " + item.text);
  }
}

Datum without(const std::vector<Item>& items, const std::vector<Item>& gone) {
  std::unordered_set<std::string> keys;
  for (const Item& item : gone) keys.insert(item.key);
  Items left;
  for (const Item& item : items)
    if (!keys.contains(item.key)) left.items.push_back(item.text);
  return left;
}

}  // namespace

Outcome evaluate_coverage(const Criterion& criterion, const CoverageKeys& keys,
                          const Subject& subject) {
  Truth met = Truth::yes;
  Interval sum;
  double stated = 0;
  for (const auto& part : parts(criterion, keys, subject)) {
    if (part.key == nullptr) continue;
    met = both(met, part.measure.met);
    sum.low += part.measure.value.low;
    sum.high += part.measure.value.high;
    ++stated;
  }
  return outcome(met, {sum.low / stated, sum.high / stated});
}

Account account_coverage(const Criterion& criterion, const CoverageKeys& keys,
                         const Subject& subject) {
  Account account;
  const auto& vocabulary = subject.rules().vocabulary;
  const auto scope = criterion.scope;
  if (keys.all_of || keys.any_of) account.facts.push_back(criterion.fact);
  if (keys.all_of) {
    describe(subject, criterion.fact, sorted(subject, criterion.fact, scope, *keys.all_of), "has",
             "lacks", "it has", account);
    note_near_misses(subject, criterion, *keys.all_of, account);
  }
  if (keys.any_of) {
    const Sorted found = sorted(subject, criterion.fact, scope, *keys.any_of);
    const std::string asked = few(vocabulary, criterion.fact, *keys.any_of);
    const bool one = keys.any_of->size() == 1;
    if (!found.held.empty()) {
      add_phrase(account.reason, "has " + few(vocabulary, criterion.fact, found.held));
    } else if (!found.unknown.empty()) {
      add_phrase(account.reason,
                 "no source says whether it has " + std::string(one ? "" : "any of ") + asked);
      account.questions.push_back(ask(subject, criterion.fact));
    } else {
      add_phrase(account.reason, (one ? "lacks " : "has none of ") + asked);
    }
  }
  if (keys.strong) {
    account.facts.push_back(criterion.strong_fact);
    describe(subject, criterion.strong_fact,
             sorted(subject, criterion.strong_fact, scope, *keys.strong), "strong in",
             "not strong in", "it is strong in", account);
  }
  if (keys.count) {
    account.facts.push_back(criterion.count_fact);
    const model::Value* const value = subject.value(criterion.count_fact, scope);
    if (value == nullptr) account.questions.push_back(ask(subject, criterion.count_fact));
    add_phrase(account.reason,
               (value == nullptr ? "no source says how many"
                                 : vocabulary.text(criterion.count_fact, *value) + " in number") +
                   ", " + number_text(*keys.count) + " asked");
  }
  return account;
}

// One key can mend one part only.
Relaxation relax_coverage(const Criterion& criterion, const CoverageKeys& keys,
                          const Subject& subject) {
  const char* failing = nullptr;
  for (const auto& [key, measure] : parts(criterion, keys, subject)) {
    if (key == nullptr || measure.met != Truth::no) continue;
    if (failing != nullptr) return std::nullopt;
    failing = key;
  }
  if (failing == nullptr) return std::nullopt;
  const std::string key = failing;
  if (key == "count") {
    const double count = std::get<double>(*subject.value(criterion.count_fact, criterion.scope));
    if (count <= 0) return std::nullopt;
    return std::pair{key, Datum(count)};
  }
  if (key == "any_of") return std::nullopt;
  const bool strong = key == "strong";
  const std::vector<Item>& items = strong ? *keys.strong : *keys.all_of;
  const Sorted found =
      sorted(subject, strong ? criterion.strong_fact : criterion.fact, criterion.scope, items);
  if (found.lacking.size() == items.size()) return std::nullopt;  // nothing would be left
  return std::pair{key, without(items, found.lacking)};
}

}  // namespace shortlist::evaluate
