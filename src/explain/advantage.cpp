#include "explain/advantage.hpp"

#include "base/text.hpp"
#include "explain/spread.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <unordered_set>
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

// Whether more of it is better: a curve may fall.
bool rises(const model::Benchmark& benchmark) {
  return benchmark.points.back().second >= benchmark.points.front().second;
}

// What one fact is to each of the families.
struct Field {
  FactIndex fact = -1;
  std::vector<Spread> spreads;
};

class Finder {
 public:
  Finder(const model::Catalogue& catalogue, const Criterion& criterion,
         const std::vector<const SeenFamily*>& families)
      : catalogue_(catalogue), criterion_(criterion), families_(families) {
    found_.resize(families.size());
  }

  std::vector<std::vector<Advantage>> take() { return std::move(found_); }

  void better(FactIndex fact, FactIndex extended, bool more, const std::string& sentence) {
    if (sentence.empty() || fact < 0) return;
    const auto found = lead(fact, extended, more);
    if (!found) return;
    add(found->family, sentence, spoken(vocabulary(), found->own.fact, *found->own.value),
        spoken(vocabulary(), found->rival.fact, *found->rival.value), {});
  }

  // The languages that a family leads in, each by the first benchmark that tells the families
  // apart.
  void languages(const std::vector<bool>& facts) {
    if (criterion_.advantage.empty()) return;
    std::vector<std::vector<std::string>> led(families_.size());
    std::unordered_set<std::string> told;
    for (const model::Benchmark& benchmark : criterion_.benchmarks)
      for (const auto& [language, fact] : benchmark.languages) {
        if (!facts[static_cast<std::size_t>(fact)] || told.contains(language.key)) continue;
        const auto found = lead(fact, -1, rises(benchmark));
        if (!found) continue;
        told.insert(language.key);
        led[found->family].push_back(vocabulary().language_name(language));
      }
    for (std::size_t i = 0; i < led.size(); ++i)
      if (!led[i].empty())
        add(i, criterion_.advantage, {}, {},
            few_listed(led[i].size(), [&](std::size_t at) { return led[i][at]; }));
  }

  // Items of a family that no candidate of any other holds, where their lists are complete.
  void items(FactIndex fact, const std::string& sentence) {
    if (sentence.empty() || fact < 0) return;
    const Field all = field(fact);
    for (std::size_t own = 0; own < families_.size(); ++own) {
      if (!others_complete(all, own)) continue;
      std::vector<Item> lacked;
      std::unordered_set<std::string> looked_at;
      for (const Value* value : all.spreads[own].distinct)
        if (const auto* const set = std::get_if<ItemSet>(value))
          for (const Item& item : set->items)
            if (looked_at.insert(item.key).second && all_lack(all, own, item))
              lacked.push_back(item);
      tell_words(own, fact, sentence, lacked);
    }
  }

  // Words that are a family's on every candidate of which they are known, and no other's.
  void words(FactIndex fact, const std::string& sentence) {
    if (sentence.empty() || fact < 0) return;
    const Field all = field(fact);
    for (std::size_t own = 0; own < families_.size(); ++own) {
      std::vector<std::string> words;
      for (const Value* value : all.spreads[own].distinct)
        if (differs(all, own, *value)) words.push_back(spoken(vocabulary(), fact, *value));
      if (words.empty()) continue;
      std::vector<std::string> rivals;
      for (std::size_t i = 0; i < families_.size(); ++i)
        if (i != own)
          for (const Value* value : all.spreads[i].distinct)
            rivals.push_back(spoken(vocabulary(), fact, *value));
      add(own, sentence, listed(words), listed(rivals), listed(words));
    }
  }

 private:
  struct Best {
    const Value* value = nullptr;
    FactIndex fact = -1;
    bool everywhere = false;  // known of every candidate
  };
  // The best of one family is above all of the others'.
  struct Lead {
    std::size_t family = 0;
    Best own;
    Best rival;  // the second
  };

  std::optional<Lead> lead(FactIndex fact, FactIndex extended, bool more) const {
    const Field plain = field(fact);
    const Field longer = extended < 0 ? Field{} : field(extended);
    std::vector<Best> all;
    std::size_t unsure = 0;  // families of which it is not known everywhere
    for (std::size_t i = 0; i < families_.size(); ++i) {
      all.push_back(best(plain, longer, i, more));
      unsure += all.back().everywhere ? 0U : 1U;
    }
    const auto ahead = [&](const std::size_t skipped) {  // the first of the best
      std::size_t first = all.size();
      for (std::size_t i = 0; i < all.size(); ++i)
        if (i != skipped && all[i].value != nullptr &&
            (first == all.size() || above(all[i].value, all[first].value, more)))
          first = i;
      return first;
    };
    const std::size_t first = ahead(all.size());
    if (first == all.size()) return std::nullopt;
    const std::size_t second = ahead(first);
    // None but the first can be above all others.
    if (second == all.size() || unsure > (all[first].everywhere ? 0U : 1U)) return std::nullopt;
    if (!above(all[first].value, all[second].value, more)) return std::nullopt;
    return Lead{first, all[first], all[second]};
  }

  const model::Vocabulary& vocabulary() const { return catalogue_.rules().vocabulary; }

  Field field(FactIndex fact) const {
    Field field{fact, {}};
    for (const SeenFamily* family : families_)
      field.spreads.push_back(spread(catalogue_, *family, fact, criterion_.scope));
    return field;
  }

  static bool above(const Value* left, const Value* right, bool more) {
    const auto a = position(left);
    const auto b = position(right);
    return a && b && (more ? *a > *b : *a < *b);
  }

  // The best of a family's candidates; with an extended fact the larger of the two counts.
  static Best best(const Field& plain, const Field& longer, std::size_t family, bool more) {
    const auto& each = plain.spreads[family].each;
    Best best;
    best.everywhere = true;
    for (std::size_t i = 0; i < each.size(); ++i) {
      const Value* value = each[i];
      FactIndex of = plain.fact;
      const bool extends = longer.fact >= 0 && i < longer.spreads[family].each.size();
      const Value* const more_of_it = extends ? longer.spreads[family].each[i] : nullptr;
      if (more_of_it != nullptr && (value == nullptr || above(more_of_it, value, true))) {
        value = more_of_it;
        of = longer.fact;
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

  // Whether all lists of the others are known, and complete.
  bool others_complete(const Field& all, std::size_t own) const {
    for (std::size_t i = 0; i < families_.size(); ++i) {
      const Spread& its = all.spreads[i];
      const bool complete =
          its.everywhere &&
          std::all_of(its.distinct.begin(), its.distinct.end(), [](const Value* value) {
            const auto* const set = std::get_if<ItemSet>(value);
            return set != nullptr && !set->open;
          });
      if (i != own && !complete) return false;
    }
    return true;
  }

  bool all_lack(const Field& all, std::size_t own, const Item& item) const {
    const model::Match match = vocabulary().facts[static_cast<std::size_t>(all.fact)].match;
    for (std::size_t i = 0; i < families_.size(); ++i) {
      const auto& values = all.spreads[i].distinct;
      if (i != own && std::any_of(values.begin(), values.end(), [&](const Value* value) {
            return vocabulary().holds(std::get<ItemSet>(*value), item, match);
          }))
        return false;
    }
    return true;
  }

  bool differs(const Field& all, std::size_t own, const Value& value) const {
    for (std::size_t i = 0; i < families_.size(); ++i) {
      const Spread& its = all.spreads[i];
      if (i == own) continue;
      if (!its.everywhere || std::any_of(its.distinct.begin(), its.distinct.end(),
                                         [&](const Value* word) { return *word == value; }))
        return false;
    }
    return true;
  }

  void tell_words(std::size_t own, FactIndex fact, const std::string& sentence,
                  const std::vector<Item>& items) {
    if (items.empty()) return;
    std::vector<std::string> words;
    words.reserve(items.size());
    for (const Item& item : items) words.push_back(vocabulary().text(fact, item));
    add(own, sentence, listed(words), {}, listed(words));
  }

  void add(std::size_t family, const std::string& sentence, const std::string& own,
           const std::string& other, const std::string& item) {
    found_[family].push_back({criterion_.id, fill(sentence, own, other, item)});
  }

  const model::Catalogue& catalogue_;
  const Criterion& criterion_;
  const std::vector<const SeenFamily*>& families_;
  std::vector<std::vector<Advantage>> found_;  // by family
};

}  // namespace

std::vector<std::vector<Advantage>> advantages(const model::Catalogue& catalogue,
                                               const Criterion& criterion,
                                               const std::vector<bool>& facts,
                                               const std::vector<const SeenFamily*>& families) {
  Finder finder(catalogue, criterion, families);
  switch (criterion.kind) {
    case Kind::at_least:
    case Kind::at_most:
    case Kind::ladder:
    case Kind::flag:
      finder.better(criterion.fact, criterion.extended_fact, criterion.kind != Kind::at_most,
                    criterion.advantage);
      break;
    case Kind::curve:
      if (criterion.by_language()) {
        finder.languages(facts);
        break;
      }
      for (const model::Benchmark& each : criterion.benchmarks)
        if (facts[static_cast<std::size_t>(each.fact)]) {
          finder.better(each.fact, -1, rises(each), criterion.advantage);
          break;
        }
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
