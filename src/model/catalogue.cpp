#include "model/catalogue.hpp"

#include "base/suggest.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <unordered_map>
#include <utility>
#include <variant>

namespace shortlist::model {

namespace {

constexpr int untrusted = std::numeric_limits<int>::max();
constexpr int unused = std::numeric_limits<int>::max();  // of a source: it has no place

// Where words of trust stand in an order, of which the first that names a source counts.
class Order {
 public:
  explicit Order(const std::vector<std::string>& words) {
    for (const std::string& word : words)
      positions_.emplace(fold(word), static_cast<int>(positions_.size()));
  }

  // The least position of a word that names the source, by id, kind or "family/id"; `untrusted`
  // where none does.
  int level(const Family& family, const Source& source) const {
    int least = untrusted;
    each_of(family, source, [&](int position) { least = std::min(least, position); });
    return least;
  }

  // Which of the words name a source of the rule base.
  std::vector<bool> named(const RuleBase& rules) const {
    std::vector<bool> named(positions_.size());
    for (const Family& family : rules.families)
      for (const Source& source : family.sources)
        each_of(family, source,
                [&](int position) { named[static_cast<std::size_t>(position)] = true; });
    return named;
  }

  int find(const std::string& word) const { return positions_.at(fold(word)); }

 private:
  template <class Use>
  void each_of(const Family& family, const Source& source, Use use) const {
    if (positions_.empty()) return;
    for (const std::string& word : {source.id, source.kind, family.id + "/" + source.id})
      if (const auto found = positions_.find(fold(word)); found != positions_.end())
        use(found->second);
  }

  std::unordered_map<std::string, int> positions_;
};

const Value* find_claim(const std::vector<Claim>& claims, SourceIndex source, FactIndex fact) {
  const std::pair wanted{fact, source};
  const auto found = std::lower_bound(claims.begin(), claims.end(), wanted,
                                      [](const Claim& claim, const std::pair<int, int>& sought) {
                                        return std::pair{claim.fact, claim.source} < sought;
                                      });
  const bool there = found != claims.end() && std::pair{found->fact, found->source} == wanted;
  return there ? &found->value : nullptr;
}

bool within(const ItemSet& part, const ItemSet& whole) {
  return std::all_of(part.items.begin(), part.items.end(), [&](const Item& item) {
    return std::binary_search(
        whole.items.begin(), whole.items.end(), item,
        [](const Item& left, const Item& right) { return left.key < right.key; });
  });
}

enum class Stance { agrees, silent, differs };

// What a claim is to the value believed. An open list and a complete one contradict each other only
// where the complete one lacks an item of the open; next to another open list an open one adds what
// it has, and agrees where it has it.
Stance stance(const Value& claim, const Value& believed) {
  const auto* const said = std::get_if<ItemSet>(&claim);
  const auto* const held = std::get_if<ItemSet>(&believed);
  if (said != nullptr && held != nullptr && held->open && !said->open)
    return within(*held, *said) ? Stance::agrees : Stance::differs;
  if (said == nullptr || held == nullptr || !said->open)
    return claim == believed ? Stance::agrees : Stance::differs;
  if (!within(*said, *held)) return held->open ? Stance::silent : Stance::differs;
  return held->open && !said->items.empty() ? Stance::agrees : Stance::silent;
}

std::vector<std::string> source_words(const RuleBase& rules) {
  std::vector<std::string> words = rules.trust;
  for (const Family& family : rules.families)
    for (const Source& source : family.sources) words.push_back(source.id);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

// Words of trust that name no source.
void check_trust(const RuleBase& rules, const std::vector<std::string>& words, Problems& problems) {
  if (words.empty()) return;
  const Order order(words);
  const std::vector<bool> named = order.named(rules);
  std::vector<std::string> known;
  for (const std::string& word : words) {
    if (named[static_cast<std::size_t>(order.find(word))]) continue;
    if (known.empty()) known = source_words(rules);
    problems.error({}, "no source has the id or kind '" + word + "'",
                   suggest(problems, word, known));
  }
}

// The claims of one fact, which stand together.
std::span<const Claim> claims_of(const std::vector<Claim>& claims, FactIndex fact) {
  const auto [first, last] = std::equal_range(
      claims.begin(), claims.end(), Claim{fact, -1, {}, {}},
      [](const Claim& left, const Claim& right) { return left.fact < right.fact; });
  return {first, last};
}

struct Said {
  int place = unused;  // of the source in SeenFamily::by_trust
  const Value* value = nullptr;
  std::optional<double> error;
};

// What the sources in use say of one fact, most trusted first.
std::vector<Said> said(const SeenFamily& seen, const Variant* variant, FactIndex fact) {
  std::vector<Said> all;
  const auto add = [&](const Claim& claim) {
    const int place = seen.places[static_cast<std::size_t>(claim.source)];
    if (place != unused) all.push_back({place, &claim.value, claim.error});
  };
  if (variant != nullptr)
    for (const Claim& claim : claims_of(variant->claims, fact)) add(claim);
  for (const Claim& claim : claims_of(seen.family->claims, fact))
    if (variant == nullptr || find_claim(variant->claims, claim.source, fact) == nullptr)
      add(claim);
  std::sort(all.begin(), all.end(),
            [](const Said& left, const Said& right) { return left.place < right.place; });
  return all;
}

}  // namespace

Catalogue::Catalogue(std::shared_ptr<const RuleBase> rule_base, Trust trust, Problems& problems)
    : rule_base_(std::move(rule_base)), trust_(std::move(trust)), order_(trust_.first) {
  const RuleBase& rules = *rule_base_;
  check_trust(rules, trust_.first, problems);
  check_trust(rules, trust_.only, problems);
  order_.insert(order_.end(), rules.trust.begin(), rules.trust.end());
  const Order order(order_);
  const Order only(trust_.only);
  families_.reserve(rules.families.size());
  for (const Family& family : rules.families) {
    families_.push_back({&family, {}, {}, {}, {}, {}});
    std::vector<int> levels;
    for (std::size_t i = 0; i < family.sources.size(); ++i) {
      levels.push_back(order.level(family, family.sources[i]));
      if (trust_.only.empty() || only.level(family, family.sources[i]) != untrusted)
        families_.back().by_trust.push_back(static_cast<SourceIndex>(i));
    }
    see(families_.back(), levels);
  }
}

const Value* Catalogue::says(const Family& family, const Variant* variant, SourceIndex source,
                             FactIndex fact) {
  if (variant != nullptr)
    if (const Value* own = find_claim(variant->claims, source, fact)) return own;
  return find_claim(family.claims, source, fact);
}

const std::string& Catalogue::fingerprint() const {
  std::call_once(fingerprinted_, [&] { fingerprint_ = model::fingerprint(*rule_base_); });
  return fingerprint_;
}

const Value* Catalogue::keep(Value value) {
  joined_.push_back(std::make_unique<Value>(std::move(value)));
  return joined_.back().get();
}

// Tells candidates from disputed variants.
void Catalogue::find_candidates(SeenFamily& seen, const std::vector<int>& levels) const {
  const Family& family = *seen.family;
  const Order first(trust_.first);
  const Order usual(!trust_.only.empty()             ? trust_.only
                    : rule_base_->candidates.empty() ? rule_base_->trust
                                                     : rule_base_->candidates);
  // By variant: the least level of a source that lists it, the first named, and any that may.
  std::vector<int> level(family.variants.size(), untrusted);
  std::vector<int> named(family.variants.size(), untrusted);
  std::vector<bool> listed(family.variants.size());
  for (std::size_t i = 0; i < family.variants.size(); ++i)
    for (const SourceIndex index : family.variants[i].listed_by) {
      if (seen.places[static_cast<std::size_t>(index)] == unused) continue;
      const Source& source = family.sources[static_cast<std::size_t>(index)];
      level[i] = std::min(level[i], levels[static_cast<std::size_t>(index)]);
      named[i] = std::min(named[i], first.level(family, source));
      listed[i] = listed[i] || usual.level(family, source) != untrusted;
    }
  const int decides = named.empty() ? untrusted : *std::min_element(named.begin(), named.end());
  int foremost = untrusted;
  for (std::size_t i = 0; i < family.variants.size(); ++i) {
    if (level[i] == untrusted) continue;
    if (decides == untrusted ? !listed[i] : named[i] != decides) {
      seen.disputed.push_back(&family.variants[i]);
      continue;
    }
    seen.candidates.push_back({&family.variants[i], false, {}});
    foremost = std::min(foremost, level[i]);
  }
  for (Sight& candidate : seen.candidates)
    candidate.foremost =
        level[static_cast<std::size_t>(candidate.variant - family.variants.data())] == foremost;
}

// Orders the sources, finds the candidates, and resolves every fact.
void Catalogue::see(SeenFamily& seen, const std::vector<int>& levels) {
  const Family& family = *seen.family;
  std::stable_sort(seen.by_trust.begin(), seen.by_trust.end(), [&](SourceIndex a, SourceIndex b) {
    const auto left = static_cast<std::size_t>(a);
    const auto right = static_cast<std::size_t>(b);
    if (levels[left] != levels[right]) return levels[left] < levels[right];
    constexpr Date undated{std::numeric_limits<int>::min()};
    return family.sources[left].as_of.value_or(undated) >
           family.sources[right].as_of.value_or(undated);
  });
  seen.places.assign(family.sources.size(), unused);
  for (std::size_t i = 0; i < seen.by_trust.size(); ++i)
    seen.places[static_cast<std::size_t>(seen.by_trust[i])] = static_cast<int>(i);

  find_candidates(seen, levels);

  const auto resolve = [&](const Variant* variant, const std::vector<Claim>& claims, Sight& sight) {
    for (std::size_t i = 0; i < claims.size(); ++i)
      if (i == 0 || claims[i - 1].fact != claims[i].fact)
        sight.believed[static_cast<std::size_t>(claims[i].fact)] =
            believe(seen, variant, claims[i].fact);
  };
  seen.whole.believed.assign(rule_base_->vocabulary.facts.size(), nullptr);
  resolve(nullptr, family.claims, seen.whole);
  for (Sight& candidate : seen.candidates) {
    candidate.believed = seen.whole.believed;  // what nobody says of the variant alone
    resolve(candidate.variant, candidate.variant->claims, candidate);
  }
  derive(seen);
}

const Value* Catalogue::believe(const SeenFamily& seen, const Variant* variant, FactIndex fact) {
  const std::vector<Said> all = said(seen, variant, fact);
  if (all.empty()) return nullptr;
  const Value* const believed = all.front().value;
  const auto open = [](const Value* value) {
    const auto* const set = std::get_if<ItemSet>(value);
    return set != nullptr && set->open ? set : nullptr;
  };
  if (open(believed) == nullptr) return believed;
  std::vector<Item> joined;
  for (const Said& each : all)
    if (const ItemSet* const set = open(each.value))
      joined.insert(joined.end(), set->items.begin(), set->items.end());
  ItemSet whole = make_set(std::move(joined), true);
  return Value(whole) == *believed ? believed : keep(std::move(whole));
}

std::optional<Value> derive(Derived derived, const std::vector<const Value*>& of_candidates) {
  const auto unknown = [](const Value* value) { return value == nullptr; };
  if (of_candidates.empty() || std::any_of(of_candidates.begin(), of_candidates.end(), unknown))
    return std::nullopt;
  Value whole = *of_candidates.front();
  for (const Value* const value : of_candidates) {
    if (const auto* set = std::get_if<ItemSet>(value)) {
      auto& held = std::get<ItemSet>(whole);
      std::erase_if(held.items, [&](const Item& item) { return !within({{item}, false}, *set); });
      held.open = held.open || set->open;
    } else {
      auto& held = std::get<double>(whole);
      const double number = std::get<double>(*value);
      held = derived == Derived::smallest ? std::min(held, number) : std::max(held, number);
    }
  }
  return whole;
}

// The reserved facts.
void Catalogue::derive(SeenFamily& seen) {
  const auto& facts = rule_base_->vocabulary.facts;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].derived == Derived::none) continue;
    std::vector<const Value*> of_candidates;
    for (const Sight& each : seen.candidates)
      if (each.foremost)
        of_candidates.push_back(each.believed[static_cast<std::size_t>(facts[i].base)]);
    if (auto derived = model::derive(facts[i].derived, of_candidates))
      seen.whole.believed[i] = keep(std::move(*derived));
  }
}

Evidence Catalogue::evidence(const SeenFamily& family, const Sight& sight, FactIndex fact) const {
  Evidence evidence;
  const Value* const believed = sight.believed[static_cast<std::size_t>(fact)];
  if (believed == nullptr) return evidence;
  for (const Said& each : said(family, sight.variant, fact)) {
    const SourceIndex source = family.by_trust[static_cast<std::size_t>(each.place)];
    const Stance is = stance(*each.value, *believed);
    if (is == Stance::agrees) {
      evidence.sources.push_back(source);
      if (!evidence.error) evidence.error = each.error;
    }
    if (is == Stance::differs) evidence.conflicts.push_back({source, each.value});
  }
  return evidence;
}

}  // namespace shortlist::model
