#include "explain/advantage.hpp"

#include "base/text.hpp"
#include "explain/spread.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <variant>

namespace shortlist::explanation {

namespace {

using model::Criterion;
using model::FactIndex;
using model::Item;
using model::ItemSet;
using model::Kind;
using model::SeenFamily;
using model::Value;

// Where a value stands on its axis: yes above no, late above early, high levels above low.
std::optional<double> position(const Value* value) {
  if (value == nullptr) return std::nullopt;
  if (const auto* number = std::get_if<double>(value)) return *number;
  if (const auto* date = std::get_if<Date>(value)) return date->days;
  if (const auto* level = std::get_if<model::Level>(value)) return level->position;
  if (const auto* flag = std::get_if<bool>(value)) return *flag ? 1 : 0;
  return std::nullopt;
}

// Whether more of it is better. A range has no better end, and a curve may fall.
bool more_is_better(const Criterion& criterion) {
  if (criterion.kind == Kind::curve)
    return criterion.points.back().second >= criterion.points.front().second;
  return criterion.kind != Kind::at_most;
}

class Finder {
 public:
  Finder(const model::Catalogue& catalogue, const Criterion& criterion, const SeenFamily& own,
         const std::vector<const SeenFamily*>& others)
      : catalogue_(catalogue), criterion_(criterion), own_(own), others_(others) {}

  std::vector<Advantage> take() { return std::move(found_); }

  void better(FactIndex fact, FactIndex extended, bool more, const std::string& sentence) {
    if (sentence.empty() || fact < 0) return;
    const Best own = best(own_, fact, extended, more);
    if (own.value == nullptr) return;
    Best rival;
    for (const SeenFamily* other : others_) {
      const Best its = best(*other, fact, extended, more);
      if (!its.everywhere) return;
      if (rival.value == nullptr || above(its.value, rival.value, more)) rival = its;
    }
    if (rival.value == nullptr || !above(own.value, rival.value, more)) return;
    add(sentence, spoken(vocabulary(), own.fact, *own.value),
        spoken(vocabulary(), rival.fact, *rival.value), {});
  }

  // Items of `own` that no candidate of any other holds, where their lists are complete.
  void items(FactIndex fact, const std::string& sentence) {
    if (sentence.empty() || fact < 0) return;
    std::vector<Item> lacked;
    for (const Value* value : spread_of(own_, fact).distinct) {
      const auto* const set = std::get_if<ItemSet>(value);
      if (set == nullptr) continue;
      for (const Item& item : set->items)
        if (std::find(lacked.begin(), lacked.end(), item) == lacked.end() && all_lack(fact, item))
          lacked.push_back(item);
    }
    tell_words(fact, sentence, lacked);
  }

  // Words that are `own`'s on every candidate of which they are known, and no other's.
  void words(FactIndex fact, const std::string& sentence) {
    if (sentence.empty() || fact < 0) return;
    std::vector<std::string> words;
    for (const Value* value : spread_of(own_, fact).distinct) {
      const bool differs =
          std::all_of(others_.begin(), others_.end(), [&](const SeenFamily* other) {
            const Spread its = spread_of(*other, fact);
            return its.everywhere &&
                   std::none_of(its.distinct.begin(), its.distinct.end(),
                                [&](const Value* word) { return *word == *value; });
          });
      if (differs) words.push_back(spoken(vocabulary(), fact, *value));
    }
    if (words.empty()) return;
    std::vector<std::string> rivals;
    for (const SeenFamily* other : others_)
      for (const Value* value : spread_of(*other, fact).distinct)
        rivals.push_back(spoken(vocabulary(), fact, *value));
    add(sentence, listed(words), listed(rivals), listed(words));
  }

 private:
  struct Best {
    const Value* value = nullptr;
    FactIndex fact = -1;
    bool everywhere = false;  // known of every candidate
  };

  const model::Vocabulary& vocabulary() const { return catalogue_.rules().vocabulary; }

  Spread spread_of(const SeenFamily& family, FactIndex fact) const {
    return spread(catalogue_, family, fact, criterion_.scope);
  }

  static bool above(const Value* left, const Value* right, bool more) {
    const auto a = position(left);
    const auto b = position(right);
    return a && b && (more ? *a > *b : *a < *b);
  }

  // The best of a family's candidates; with an extended fact the larger of the two counts.
  Best best(const SeenFamily& family, FactIndex fact, FactIndex extended, bool more) const {
    const Spread plain = spread_of(family, fact);
    const Spread longer = extended < 0 ? Spread{} : spread_of(family, extended);
    Best best;
    best.everywhere = true;
    for (std::size_t i = 0; i < plain.each.size(); ++i) {
      const Value* value = plain.each[i];
      FactIndex of = fact;
      const Value* const more_of_it = i < longer.each.size() ? longer.each[i] : nullptr;
      if (more_of_it != nullptr && (value == nullptr || above(more_of_it, value, true))) {
        value = more_of_it;
        of = extended;
      }
      if (!position(value)) {
        best.everywhere = false;
        continue;
      }
      if (best.value != nullptr && !above(value, best.value, more)) continue;
      best.value = value;
      best.fact = of;
    }
    return best;
  }

  bool all_lack(FactIndex fact, const Item& item) const {
    const model::Match match = vocabulary().facts[static_cast<std::size_t>(fact)].match;
    return std::all_of(others_.begin(), others_.end(), [&](const SeenFamily* other) {
      const Spread its = spread_of(*other, fact);
      return its.everywhere &&
             std::all_of(its.distinct.begin(), its.distinct.end(), [&](const Value* value) {
               const auto* const set = std::get_if<ItemSet>(value);
               return set != nullptr && !set->open && !vocabulary().holds(*set, item, match);
             });
    });
  }

  void tell_words(FactIndex fact, const std::string& sentence, const std::vector<Item>& items) {
    if (items.empty()) return;
    std::vector<std::string> words;
    words.reserve(items.size());
    for (const Item& item : items) words.push_back(vocabulary().text(fact, item));
    add(sentence, listed(words), {}, listed(words));
  }

  void add(const std::string& sentence, const std::string& own, const std::string& other,
           const std::string& item) {
    found_.push_back({criterion_.id, fill(sentence, own, other, item)});
  }

  const model::Catalogue& catalogue_;
  const Criterion& criterion_;
  const SeenFamily& own_;
  const std::vector<const SeenFamily*>& others_;
  std::vector<Advantage> found_;
};

}  // namespace

std::vector<Advantage> advantages(const model::Catalogue& catalogue, const Criterion& criterion,
                                  const SeenFamily& own,
                                  const std::vector<const SeenFamily*>& others) {
  Finder finder(catalogue, criterion, own, others);
  switch (criterion.kind) {
    case Kind::at_least:
    case Kind::at_most:
    case Kind::curve:
    case Kind::ladder:
    case Kind::flag:
      finder.better(criterion.fact, criterion.extended_fact, more_is_better(criterion),
                    criterion.advantage);
      break;
    case Kind::coverage:
      finder.items(criterion.fact, criterion.advantage);
      finder.items(criterion.strong_fact, criterion.advantage_strong);
      finder.better(criterion.count_fact, -1, true, criterion.advantage_count);
      break;
    case Kind::one_of:
      finder.words(criterion.fact, criterion.advantage);
      break;
    case Kind::range:
    case Kind::licence:
    case Kind::device:
      break;
  }
  return finder.take();
}

}  // namespace shortlist::explanation
