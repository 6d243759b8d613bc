#include "model/catalogue.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string_view>
#include <utility>
#include <variant>

namespace shortlist::model {

namespace {

constexpr int untrusted = std::numeric_limits<int>::max();

bool names(std::string_view entry, const Family& family, const Source& source) {
  if (equal_folded(entry, source.id) || equal_folded(entry, source.kind)) return true;
  const std::size_t slash = entry.find('/');
  return slash != std::string_view::npos && equal_folded(entry.substr(0, slash), family.id) &&
         equal_folded(entry.substr(slash + 1), source.id);
}

bool names_any(std::string_view entry, const RuleBase& rules) {
  return std::any_of(rules.families.begin(), rules.families.end(), [&](const Family& family) {
    return std::any_of(family.sources.begin(), family.sources.end(),
                       [&](const Source& source) { return names(entry, family, source); });
  });
}

int level(const std::vector<std::string>& order, const Family& family, const Source& source) {
  const auto found = std::find_if(order.begin(), order.end(), [&](const std::string& entry) {
    return names(entry, family, source);
  });
  return found == order.end() ? untrusted : static_cast<int>(found - order.begin());
}

const Value* find_claim(const std::vector<Claim>& claims, SourceIndex source, FactIndex fact) {
  const std::pair wanted{fact, source};
  const auto found = std::lower_bound(claims.begin(), claims.end(), wanted,
                                      [](const Claim& claim, const std::pair<int, int>& sought) {
                                        return std::pair{claim.fact, claim.source} < sought;
                                      });
  const bool there = found != claims.end() && std::pair{found->fact, found->source} == wanted;
  return there ? &found->value : nullptr;
}

bool lists(const Variant& variant, SourceIndex source) {
  return std::find(variant.listed_by.begin(), variant.listed_by.end(), source) !=
         variant.listed_by.end();
}

bool within(const ItemSet& part, const ItemSet& whole) {
  return std::all_of(part.items.begin(), part.items.end(), [&](const Item& item) {
    return std::binary_search(
        whole.items.begin(), whole.items.end(), item,
        [](const Item& left, const Item& right) { return left.key < right.key; });
  });
}

enum class Stance { agrees, silent, differs };

// What a claim is to the value believed. An open list contradicts only a complete one that lacks
// one of its items; next to another open list it adds what it has, and agrees where it has it.
Stance stance(const Value& claim, const Value& believed) {
  const auto* const said = std::get_if<ItemSet>(&claim);
  const auto* const held = std::get_if<ItemSet>(&believed);
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

}  // namespace

Catalogue::Catalogue(std::shared_ptr<const RuleBase> rule_base, Trust trust, Problems& problems)
    : rule_base_(std::move(rule_base)), trust_(std::move(trust)), order_(trust_.first) {
  const RuleBase& rules = *rule_base_;
  for (const auto* list : {&trust_.first, &trust_.only})
    for (const std::string& entry : *list)
      if (!names_any(entry, rules))
        problems.error({}, "no source has the id or kind '" + entry + "'",
                       did_you_mean(entry, source_words(rules)));
  order_.insert(order_.end(), rules.trust.begin(), rules.trust.end());
  families_.reserve(rules.families.size());
  for (const Family& family : rules.families) {
    families_.push_back({&family, {}, {}, {}, {}});
    see(families_.back());
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

// Orders the sources, tells candidates from disputed variants, and resolves every fact.
void Catalogue::see(SeenFamily& seen) {
  const Family& family = *seen.family;
  std::vector<int> levels;
  for (const Source& source : family.sources) levels.push_back(level(order_, family, source));
  for (SourceIndex i = 0; i < static_cast<SourceIndex>(family.sources.size()); ++i) {
    const Source& source = family.sources[static_cast<std::size_t>(i)];
    const bool used = trust_.only.empty() || std::any_of(trust_.only.begin(), trust_.only.end(),
                                                         [&](const std::string& entry) {
                                                           return names(entry, family, source);
                                                         });
    if (used) seen.by_trust.push_back(i);
  }
  std::stable_sort(seen.by_trust.begin(), seen.by_trust.end(), [&](SourceIndex a, SourceIndex b) {
    const auto left = static_cast<std::size_t>(a);
    const auto right = static_cast<std::size_t>(b);
    if (levels[left] != levels[right]) return levels[left] < levels[right];
    constexpr Date undated{std::numeric_limits<int>::min()};
    return family.sources[left].as_of.value_or(undated) >
           family.sources[right].as_of.value_or(undated);
  });

  int deciding = untrusted;  // the most trusted level that lists any variant
  bool any = false;
  for (const SourceIndex source : seen.by_trust) {
    const bool listing = std::any_of(family.variants.begin(), family.variants.end(),
                                     [&](const Variant& v) { return lists(v, source); });
    if (!listing) continue;
    deciding = levels[static_cast<std::size_t>(source)];
    any = true;
    break;
  }
  for (const Variant& variant : family.variants) {
    const bool candidate =
        any && std::any_of(seen.by_trust.begin(), seen.by_trust.end(), [&](SourceIndex source) {
          return levels[static_cast<std::size_t>(source)] == deciding && lists(variant, source);
        });
    const bool listed = std::any_of(seen.by_trust.begin(), seen.by_trust.end(),
                                    [&](SourceIndex source) { return lists(variant, source); });
    if (candidate)
      seen.candidates.push_back({&variant, {}});
    else if (listed)
      seen.disputed.push_back(&variant);
  }

  const auto fact_count = static_cast<FactIndex>(rule_base_->vocabulary.facts.size());
  const auto resolve = [&](Sight& sight) {
    sight.believed.assign(static_cast<std::size_t>(fact_count), nullptr);
    const auto resolve_claims = [&](const std::vector<Claim>& claims) {
      for (const Claim& claim : claims) {
        const Value*& value = sight.believed[static_cast<std::size_t>(claim.fact)];
        if (value == nullptr) value = believe(seen, sight.variant, claim.fact);
      }
    };
    resolve_claims(family.claims);
    if (sight.variant != nullptr) resolve_claims(sight.variant->claims);
  };
  resolve(seen.whole);
  for (Sight& candidate : seen.candidates) resolve(candidate);
  derive(seen);
}

const Value* Catalogue::believe(const SeenFamily& seen, const Variant* variant, FactIndex fact) {
  const Value* believed = nullptr;
  std::vector<Item> joined;
  for (const SourceIndex source : seen.by_trust) {
    const Value* const claim = says(*seen.family, variant, source, fact);
    if (claim == nullptr) continue;
    const auto* const set = std::get_if<ItemSet>(claim);
    if (believed == nullptr) {
      believed = claim;
      if (set == nullptr || !set->open) return believed;
      joined = set->items;
    } else if (set != nullptr && set->open) {
      joined.insert(joined.end(), set->items.begin(), set->items.end());
    }
  }
  if (believed == nullptr) return nullptr;
  ItemSet whole = make_set(std::move(joined), true);
  return Value(whole) == *believed ? believed : keep(std::move(whole));
}

// The reserved facts: known only when their base is known of every candidate.
void Catalogue::derive(SeenFamily& seen) {
  const auto& facts = rule_base_->vocabulary.facts;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Fact& fact = facts[i];
    if (fact.derived == Derived::none || seen.candidates.empty()) continue;
    const auto base = static_cast<std::size_t>(fact.base);
    const bool known = std::all_of(seen.candidates.begin(), seen.candidates.end(),
                                   [&](const Sight& each) { return each.believed[base]; });
    if (!known) continue;
    Value derived = *seen.candidates.front().believed[base];
    for (const Sight& each : seen.candidates) {
      const Value& value = *each.believed[base];
      if (const auto* set = std::get_if<ItemSet>(&value)) {
        auto& held = std::get<ItemSet>(derived);
        std::erase_if(held.items, [&](const Item& item) { return !within({{item}, false}, *set); });
        held.open = held.open || set->open;
      } else {
        auto& held = std::get<double>(derived);
        const double number = std::get<double>(value);
        held = fact.derived == Derived::smallest ? std::min(held, number) : std::max(held, number);
      }
    }
    seen.whole.believed[i] = keep(std::move(derived));
  }
}

Evidence Catalogue::evidence(const SeenFamily& family, const Sight& sight, FactIndex fact) const {
  Evidence evidence;
  const Value* const believed = sight.believed[static_cast<std::size_t>(fact)];
  if (believed == nullptr) return evidence;
  for (const SourceIndex source : family.by_trust) {
    const Value* const claim = says(*family.family, sight.variant, source, fact);
    if (claim == nullptr) continue;
    const Stance is = stance(*claim, *believed);
    if (is == Stance::agrees) evidence.sources.push_back(source);
    if (is == Stance::differs) evidence.conflicts.push_back({source, claim});
  }
  return evidence;
}

}  // namespace shortlist::model
