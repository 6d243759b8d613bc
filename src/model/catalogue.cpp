#include "model/catalogue.hpp"

#include "base/suggest.hpp"
#include "model/trust_order.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>
#include <variant>

namespace shortlist::model {

namespace {

constexpr int untrusted = TrustOrder::untrusted;
constexpr int unused = std::numeric_limits<int>::max();  // of a source: it has no place

const Value* find_claim(const std::vector<Claim>& claims, SourceIndex source, FactIndex fact) {
  const std::pair wanted{fact, source};
  const auto found = std::lower_bound(claims.begin(), claims.end(), wanted,
                                      [](const Claim& claim, const std::pair<int, int>& sought) {
                                        return std::pair{claim.fact, claim.source} < sought;
                                      });
  const bool there = found != claims.end() && std::pair{found->fact, found->source} == wanted;
  return there ? found->value.get() : nullptr;
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
  const TrustOrder order(words);
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
  return std::span(claims).subspan(static_cast<std::size_t>(first - claims.begin()),
                                   static_cast<std::size_t>(last - first));
}

template <class Is>
std::size_t count_first(std::span<const Claim> claims, Is is) {
  return static_cast<std::size_t>(std::find_if_not(claims.begin(), claims.end(), is) -
                                  claims.begin());
}

struct Said {
  int place = unused;  // of the source in SeenFamily::by_trust
  const Value* value = nullptr;
  std::optional<double> error;
};

// What the sources in use say of one fact, most trusted first, put in place of what is in `all`: by
// the claims on the variant, if it is one, and what the family's claims say for other sources.
void gather(const SeenFamily& seen, std::span<const Claim> of_variant,
            std::span<const Claim> of_family, std::vector<Said>& all) {
  all.clear();
  const auto add = [&](const Claim& claim) {
    const int place = seen.places[static_cast<std::size_t>(claim.source)];
    if (place != unused) all.push_back({place, claim.value.get(), claim.error});
  };
  for (const Claim& claim : of_variant) add(claim);
  for (const Claim& claim : of_family)
    if (std::none_of(of_variant.begin(), of_variant.end(),
                     [&](const Claim& own) { return own.source == claim.source; }))
      add(claim);
  std::sort(all.begin(), all.end(),
            [](const Said& left, const Said& right) { return left.place < right.place; });
}

// The open lists of all, where the most trusted is open and lacks what another has.
std::optional<Value> joined(const std::vector<Said>& all) {
  const auto open = [](const Value* value) {
    const auto* const set = std::get_if<ItemSet>(value);
    return set != nullptr && set->open ? set : nullptr;
  };
  const ItemSet* const first = open(all.front().value);
  if (first == nullptr || all.size() == 1) return std::nullopt;
  std::vector<Item> items;
  for (const Said& each : all)
    if (const ItemSet* const set = open(each.value))
      items.insert(items.end(), set->items.begin(), set->items.end());
  ItemSet whole = make_set(std::move(items), true);
  if (whole == *first) return std::nullopt;
  return whole;
}

// Tells candidates from disputed variants. `levels`: of all trust, by source; `first`: whom
// somebody puts first; `usual`: who else may name candidates.
void find_candidates(SeenFamily& seen, const std::vector<int>& levels, const TrustOrder& first,
                     const TrustOrder& usual) {
  const Family& family = *seen.family;
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

}  // namespace

struct Catalogue::Orders {
  TrustOrder all;    // what is put first, then the rule base's own
  TrustOrder first;  // what is put first
  TrustOrder only;
  TrustOrder candidates;  // of sources that may name them
};

Catalogue::Catalogue(std::shared_ptr<const RuleBase> rule_base, Trust trust, Problems& problems)
    : rule_base_(std::move(rule_base)), trust_(std::move(trust)) {
  check_trust(*rule_base_, trust_.first, problems);
  check_trust(*rule_base_, trust_.only, problems);
}

std::span<const SeenFamily> Catalogue::families() const {
  std::call_once(seen_, [&] { see_all(); });
  return families_;
}

void Catalogue::see_all() const {
  const RuleBase& rules = *rule_base_;
  std::vector<std::string> order = trust_.first;
  order.insert(order.end(), rules.trust.begin(), rules.trust.end());
  const Orders orders{TrustOrder(order), TrustOrder(trust_.first), TrustOrder(trust_.only),
                      TrustOrder(!trust_.only.empty()       ? trust_.only
                                 : rules.candidates.empty() ? rules.trust
                                                            : rules.candidates)};
  families_.clear();  // of a time when memory ran out
  joined_.clear();
  families_.reserve(rules.families.size());
  for (const Family& family : rules.families) {
    families_.push_back({&family, {}, {}, {}, {}, {}});
    see(families_.back(), orders);
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

const Value* Catalogue::keep(Value value) const {
  joined_.push_back(std::make_unique<Value>(std::move(value)));
  return joined_.back().get();
}

// Orders the sources, finds the candidates, and resolves every fact.
void Catalogue::see(SeenFamily& seen, const Orders& orders) const {
  const Family& family = *seen.family;
  std::vector<int> levels;
  for (const Source& source : family.sources) {
    if (trust_.only.empty() || orders.only.level(family, source) != untrusted)
      seen.by_trust.push_back(static_cast<SourceIndex>(levels.size()));
    levels.push_back(orders.all.level(family, source));
  }
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

  find_candidates(seen, levels, orders.first, orders.candidates);

  std::vector<Said> all;
  const auto resolve = [&](std::span<const Claim> own, std::span<const Claim> inherited,
                           Sight& sight) {
    while (!own.empty()) {
      const FactIndex fact = own.front().fact;
      const auto is_before = [&](const Claim& claim) { return claim.fact < fact; };
      inherited = inherited.subspan(count_first(inherited, is_before));
      const auto is_of = [&](const Claim& claim) { return claim.fact == fact; };
      const std::size_t claims = count_first(own, is_of);
      gather(seen, own.first(claims), inherited.first(count_first(inherited, is_of)), all);
      own = own.subspan(claims);
      const Value*& believed = sight.believed[static_cast<std::size_t>(fact)];
      if (all.empty())
        believed = nullptr;
      else if (auto whole = joined(all))
        believed = keep(std::move(*whole));
      else
        believed = all.front().value;
    }
  };
  seen.whole.believed.assign(rule_base_->vocabulary.facts.size(), nullptr);
  resolve(family.claims, {}, seen.whole);
  for (Sight& candidate : seen.candidates) {
    candidate.believed = seen.whole.believed;  // what nobody says of the variant alone
    resolve(candidate.variant->claims, family.claims, candidate);
  }
  derive(seen);
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
void Catalogue::derive(SeenFamily& seen) const {
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
  std::vector<Said> all;
  const auto own =
      sight.variant == nullptr ? std::span<const Claim>{} : claims_of(sight.variant->claims, fact);
  gather(family, own, claims_of(family.family->claims, fact), all);
  for (const Said& each : all) {
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
