#include "oracle/oracle.hpp"
#include "oracle/words.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace oracle {
namespace {

// ---- What is believed of a variant, and who the candidates are.

bool names(const std::string& word, const Family& family, const Source& source) {
  return word == source.id || word == source.kind || word == family.id + "/" + source.id;
}

std::size_t place(const World& world, const Family& family, const Source& source) {
  const auto named = [&](const std::string& word) { return names(word, family, source); };
  return static_cast<std::size_t>(std::find_if(world.trust.begin(), world.trust.end(), named) -
                                  world.trust.begin());
}

std::vector<const Source*> by_trust(const World& world, const Family& family) {
  std::vector<const Source*> sources;
  for (const Source& source : family.sources) sources.push_back(&source);
  std::stable_sort(sources.begin(), sources.end(), [&](const Source* a, const Source* b) {
    const auto at = place(world, family, *a);
    const auto bt = place(world, family, *b);
    return at != bt ? at < bt : a->as_of.value_or(-1e9) > b->as_of.value_or(-1e9);
  });
  return sources;
}

Facts believed(const World& world, const Family& family, const Variant* variant) {
  Facts facts;
  for (const Source* source : by_trust(world, family)) {
    Facts says = source->claims;
    if (variant != nullptr && variant->claims.contains(source->id)) {
      for (const auto& [id, value] : variant->claims.at(source->id)) says[id] = value;
    }
    for (const auto& [id, value] : says) {
      const auto [it, first] = facts.emplace(id, value);
      auto* sofar = std::get_if<Items>(&it->second);
      const auto* more = std::get_if<Items>(&value);
      if (!first && more != nullptr && sofar->open && more->open) {  // open lists add up
        sofar->items.insert(sofar->items.end(), more->items.begin(), more->items.end());
      }
    }
  }
  return facts;
}

std::vector<const Variant*> listed_by(const Family& family, const std::vector<std::string>& words) {
  std::vector<const Variant*> listed;
  for (const Variant& variant : family.variants) {
    bool found = false;
    for (const Source& source : family.sources)
      for (const std::string& word : words)
        found = found || (names(word, family, source) && variant.claims.contains(source.id));
    if (found) listed.push_back(&variant);
  }
  return listed;
}

std::vector<const Variant*> candidates(const World& world, const Family& family) {
  for (const std::string& word : world.first) {
    auto listed = listed_by(family, {word});
    if (!listed.empty()) return listed;
  }
  return listed_by(family, world.candidates.empty() ? world.trust : world.candidates);
}

// Of the candidates those that the most trusted word lists which lists any.
std::vector<bool> foremost(const World& world, const Family& family,
                           const std::vector<const Variant*>& candidates) {
  std::vector<bool> of_most(candidates.size());
  for (std::size_t level = 0; level < world.trust.size(); ++level) {
    for (std::size_t i = 0; i < candidates.size(); ++i)
      for (const Source& source : family.sources)
        if (place(world, family, source) == level && candidates[i]->claims.contains(source.id))
          of_most[i] = true;
    if (std::find(of_most.begin(), of_most.end(), true) != of_most.end()) break;
  }
  return of_most;
}

void derive(const World& world, const std::vector<Facts>& candidates, Facts& family) {
  const auto reduce = [&](const std::string& from, const std::string& to, auto better) {
    std::optional<double> best;
    for (const Facts& facts : candidates) {
      if (!facts.contains(from)) return;
      const double value = std::get<double>(facts.at(from));
      if (!best || better(value, *best)) best = value;
    }
    if (best) family[to] = *best;
  };
  reduce("parameters", "smallest_parameters", std::less<>());
  reduce("parameters", "largest_parameters", std::greater<>());
  reduce("context_tokens", "longest_context_tokens", std::greater<>());
  std::optional<Items> shared;
  for (const Facts& facts : candidates) {
    if (!facts.contains("inputs")) return;
    const Items& items = std::get<Items>(facts.at("inputs"));
    const auto takes = expand(world, fact_of(world, "inputs"), items.items);
    if (!shared) shared = Items{{takes.begin(), takes.end()}, items.open};
    shared->open = shared->open || items.open;
    std::erase_if(shared->items, [&](const std::string& item) { return !takes.contains(item); });
  }
  if (shared) family["inputs_in_every_size"] = *shared;
}

// ---- Rules: three-valued; they read claims and needs, never each other's results.

std::optional<bool> holds(const World& world, const Condition& when, const Facts& claims) {
  if (when.what == Condition::What::need) {
    const auto ids = need_ids(world.needs);
    return std::any_of(world.needs.begin(), world.needs.end(), [&](const Need& need) {
      return need.criterion == when.id ||
             ids[static_cast<std::size_t>(&need - &world.needs.front())] == when.id;
    });
  }
  if (when.what != Condition::What::fact) {
    const bool decides = when.what == Condition::What::any;  // one such part decides the whole
    std::optional<bool> result = !decides;
    for (const Condition& part : when.parts) {
      const auto is = holds(world, part, claims);
      if (when.what == Condition::What::no) return is ? std::optional(!*is) : std::nullopt;
      if (is == decides) return decides;
      if (!is) result = std::nullopt;
    }
    return result;
  }
  const Fact& fact = fact_of(world, when.id);
  const auto it = claims.find(when.id);
  if (it == claims.end()) return std::nullopt;
  if (const auto* set = std::get_if<Items>(&it->second)) {
    for (const std::string& item : expand(world, fact, when.includes)) {
      if (holds(world, fact, set->items, item)) continue;
      return set->open ? std::nullopt : std::optional(false);
    }
    return true;
  }
  if (when.is) return it->second == *when.is;
  const double x = fact.type == Type::level ? level_at(fact, std::get<std::string>(it->second))
                                            : std::get<double>(it->second);
  return (!when.at_least || x >= bound(fact, *when.at_least)) &&
         (!when.at_most || x <= bound(fact, *when.at_most));
}

Facts inferred(const World& world, const Facts& claims) {
  Facts facts = claims;
  std::map<std::string, std::vector<Value>> values;
  for (const Rule& rule : world.rules) {
    if (rule.infer.empty() || holds(world, rule.when, claims) != true) continue;
    if (rule.infer_value) {
      if (!claims.contains(rule.infer)) values[rule.infer].push_back(*rule.infer_value);
      continue;
    }
    auto& items = std::get<Items>(facts.emplace(rule.infer, Items{{}, true}).first->second);
    if (!items.open) continue;
    items.items.insert(items.items.end(), rule.infer_includes.begin(), rule.infer_includes.end());
  }
  for (const auto& each : values) {  // two different ones leave it unknown
    const auto& all = each.second;
    if (std::all_of(all.begin(), all.end(), [&](const Value& v) { return v == all.front(); })) {
      facts[each.first] = all.front();
    }
  }
  return facts;
}

// What the rules that fire on these claims say of a fact that no claim settles; nothing where two
// of them differ.
std::optional<Value> by_rules(const World& world, const std::string& id, const Facts& claims) {
  const auto claim = claims.find(id);
  if (claim != claims.end()) {
    const auto* set = std::get_if<Items>(&claim->second);
    if (set == nullptr || !set->open) return std::nullopt;
  }
  std::optional<Value> said;
  for (const Rule& rule : world.rules) {
    if (rule.infer != id || holds(world, rule.when, claims) != true) continue;
    if (rule.infer_value) {
      if (said && *said != *rule.infer_value) return std::nullopt;
      said = rule.infer_value;
    } else {
      if (!said) said = Items{{}, true};
      auto& items = std::get<Items>(*said).items;
      items.insert(items.end(), rule.infer_includes.begin(), rule.infer_includes.end());
    }
  }
  return said;
}

// What every one of them says: the same value, or the items that all of them have.
std::optional<Value> in_common(const World& world, const std::string& id,
                               const std::vector<std::optional<Value>>& each) {
  if (each.empty()) return std::nullopt;
  std::optional<Value> common = each.front();
  for (const auto& value : each) {
    if (!value || !common) return std::nullopt;
    auto* held = std::get_if<Items>(&*common);
    if (held == nullptr) {
      if (*value != *common) return std::nullopt;
      continue;
    }
    const auto said = expand(world, fact_of(world, id), std::get<Items>(*value).items);
    const auto all = expand(world, fact_of(world, id), held->items);
    held->items.clear();
    for (const std::string& item : all)
      if (said.contains(item)) held->items.push_back(item);
  }
  return common;
}

// The facts of a family as a whole, with what rules infer from its own claims and what they infer
// for every candidate.
Facts inferred_of_family(const World& world, const Facts& own,
                         const std::vector<Facts>& candidates) {
  Facts facts = own;
  for (const Fact& fact : world.facts) {
    const std::string& id = fact.id;
    const auto claim = own.find(id);
    const bool settled = claim != own.end() && (!std::holds_alternative<Items>(claim->second) ||
                                                !std::get<Items>(claim->second).open);
    if (settled) continue;
    std::vector<std::optional<Value>> each;
    for (const Facts& claims : candidates) each.push_back(by_rules(world, id, claims));
    const auto of_all = in_common(world, id, each);
    const auto of_own = by_rules(world, id, own);
    if (fact.type == Type::set) {
      for (const auto& value : {of_all, of_own}) {
        if (!value || std::get<Items>(*value).items.empty()) continue;
        auto& held = std::get<Items>(facts.emplace(id, Items{{}, true}).first->second);
        const auto& more = std::get<Items>(*value).items;
        held.items.insert(held.items.end(), more.begin(), more.end());
      }
    } else if (of_all && of_own) {
      if (*of_all == *of_own) facts[id] = *of_all;
    } else if (of_all || of_own) {
      facts[id] = of_all ? *of_all : *of_own;
    }
  }
  return facts;
}

// ---- Weights, scores, order.

std::vector<double> weights(const World& world) {
  const auto ids = need_ids(world.needs);
  std::vector<double> all;
  for (std::size_t i = 0; i < world.needs.size(); ++i) {
    const Criterion& c = criterion_of(world, world.needs[i]);
    double weight = world.needs[i].weight.value_or(c.weight.value_or(1));
    if (world.order) {  // rank-order centroid: w_r = (1/n) sum of 1/k over k = r..n
      const auto n = world.order->size();
      const auto at = std::find(world.order->begin(), world.order->end(), ids[i]);
      weight = 0;
      for (auto k = static_cast<std::size_t>(at - world.order->begin()) + 1; k <= n; ++k) {
        weight += 1.0 / static_cast<double>(k) / static_cast<double>(n);
      }
    }
    for (const Rule& rule : world.rules) {
      if (rule.reweigh.empty() || holds(world, rule.when, {}) != true) continue;
      for (const auto& [id, factor] : rule.reweigh) {
        if (id == c.id || id == ids[i]) weight *= factor;
      }
    }
    all.push_back(weight);
  }
  const double sum = std::accumulate(all.begin(), all.end(), 0.0);
  for (double& weight : all) weight = sum > 0 ? weight / sum : 0;
  return all;
}

// Which of two stands first at these scores, by score and tie_break alone.
bool precedes(const World& world, const Standing& a, double a_score, const Standing& b,
              double b_score) {
  const auto rounded = [](double score) { return std::round(score * 1e12); };
  if (rounded(a_score) != rounded(b_score)) return rounded(a_score) > rounded(b_score);
  for (std::size_t i = 0; i < a.tie.size(); ++i) {
    if (world.tie_break[i] == "id") break;
    if (a.tie[i] == b.tie[i]) continue;
    if (!a.tie[i] || !b.tie[i]) return a.tie[i].has_value();
    return world.tie_break[i].front() == '-' ? *a.tie[i] > *b.tie[i] : *a.tie[i] < *b.tie[i];
  }
  if (a.family != b.family) return a.family < b.family;
  return a.variant < b.variant;
}

bool better(const World& world, const Standing& a, const Standing& b) {
  if (a.status != b.status) return a.status < b.status;
  if (a.failures != b.failures) return a.failures < b.failures;
  return precedes(world, a, a.score, b, b.score);
}

Standing stand(const World& world, const Family& family, const Variant* variant,
               const Facts& of_family, const std::vector<double>& weights, Unknown policy) {
  const Facts claims = believed(world, family, variant);
  const Facts facts = inferred(world, claims);
  Standing standing{.family = family.id};
  if (variant != nullptr) standing.variant = variant->id;
  bool asks = false;
  bool out = false;
  for (const Rule& rule : world.rules) {
    if (!rule.exclude) continue;
    const auto fires = holds(world, rule.when, claims);
    out = out || fires == true;
    asks = asks || !fires;
  }
  for (std::size_t i = 0; i < world.needs.size(); ++i) {
    const Need& need = world.needs[i];
    const auto result =
        judge(world, need, criterion_of(world, need).family_scope ? of_family : facts);
    standing.needs.push_back(result);
    standing.low += weights[i] * result.low;
    standing.high += weights[i] * result.high;
    standing.score += weights[i] * (policy == Unknown::low    ? result.low
                                    : policy == Unknown::high ? result.high
                                                              : (result.low + result.high) / 2);
    asks = asks || (need.must && result.verdict == Verdict::unknown);
    standing.failures +=
        need.must && (result.verdict == Verdict::partly || result.verdict == Verdict::unmet);
  }
  standing.status = standing.failures > 0 || out ? Status::excluded
                    : asks                       ? Status::to_verify
                                                 : Status::qualified;
  for (const std::string& by : world.tie_break) {
    const auto it = facts.find(by.front() == '-' ? by.substr(1) : by);
    standing.tie.push_back(it != facts.end() ? std::optional(std::get<double>(it->second))
                                             : std::nullopt);
  }
  return standing;
}

Standing stand(const World& world, const Family& family, const std::vector<double>& weights,
               Unknown policy) {
  const Facts own = believed(world, family, nullptr);
  auto variants = candidates(world, family);
  std::vector<Facts> claims;
  std::vector<Facts> facts;
  for (const Variant* variant : variants) {
    claims.push_back(believed(world, family, variant));
    facts.push_back(inferred(world, claims.back()));
  }
  Facts of_family = inferred_of_family(world, own, claims);
  std::vector<Facts> most;
  const auto of_most = foremost(world, family, variants);
  for (std::size_t i = 0; i < facts.size(); ++i)
    if (of_most[i]) most.push_back(facts[i]);
  derive(world, most, of_family);  // of no candidates: unknown
  if (variants.empty()) variants.push_back(nullptr);
  std::vector<Standing> all;
  for (const Variant* variant : variants) {
    all.push_back(stand(world, family, variant, of_family, weights, policy));
  }
  return *std::min_element(all.begin(), all.end(), [&](const Standing& a, const Standing& b) {
    return better(world, a, b);
  });
}

// Statuses held, each family anywhere in its interval.
void bracket(const World& world, std::vector<Standing>& ranked) {
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    Standing& own = ranked[i];
    own.rank = static_cast<int>(i) + 1;
    own.rank_best = own.rank_worst = 1;
    for (const Standing& other : ranked) {
      if (other.family == own.family) continue;
      const bool above = other.status < own.status;
      const bool same = other.status == own.status;
      own.rank_best += above || (same && precedes(world, other, other.low, own, own.high));
      own.rank_worst += above || (same && precedes(world, other, other.high, own, own.low));
    }
  }
}

}  // namespace

std::vector<std::string> need_ids(const std::vector<Need>& needs) {
  std::map<std::string, int> seen;
  std::vector<std::string> ids;
  for (const Need& need : needs) {
    const int times = ++seen[need.criterion];
    ids.push_back(times == 1 ? need.criterion : need.criterion + "#" + std::to_string(times));
  }
  return ids;
}

Ranking rank(const World& world, Unknown policy) {
  Ranking ranking{.weights = weights(world), .ranked = {}, .excluded = {}};
  std::vector<Standing> all;
  for (const Family& family : world.families) {
    all.push_back(stand(world, family, ranking.weights, policy));
  }
  std::sort(all.begin(), all.end(),
            [&](const Standing& a, const Standing& b) { return better(world, a, b); });
  for (Standing& standing : all) {
    (standing.status == Status::excluded ? ranking.excluded : ranking.ranked)
        .push_back(std::move(standing));
  }
  bracket(world, ranking.ranked);
  return ranking;
}

}  // namespace oracle
