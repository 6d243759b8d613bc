#include "oracle/oracle.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>

namespace oracle {
namespace {

std::string lower(std::string word) {
  for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return word;
}

const Fact& fact_of(const World& world, const std::string& id) {
  return *std::find_if(world.facts.begin(), world.facts.end(),
                       [&](const Fact& fact) { return fact.id == id; });
}

const Criterion& criterion_of(const World& world, const Need& need) {
  return *std::find_if(world.criteria.begin(), world.criteria.end(),
                       [&](const Criterion& c) { return c.id == need.criterion; });
}

// ---- Words: "@eu" wherever a list of items is; sets may nest; items compare without case.

void expand(const World& world, const Fact& fact, const std::string& word,
            std::set<std::string>& all) {
  const std::string item = lower(word);
  const bool named = item.front() == '@';
  const auto set = world.sets.find(named ? item.substr(1) : item);
  if ((named || fact.match == "region") && set != world.sets.end()) {
    for (const std::string& inner : set->second) expand(world, fact, inner, all);
  } else {
    all.insert(item);
  }
}

std::set<std::string> expand(const World& world, const Fact& fact, const List& list) {
  std::set<std::string> all;
  for (const std::string& word : list) expand(world, fact, word, all);
  return all;
}

// A need of zh is met by zh-Hans; of the id of `same` by any member, of a member by the id.
bool same_word(const World& world, const Fact& fact, const std::string& wanted,
               const std::string& claimed) {
  const auto goes_on = [&](const std::string& tag) {
    return claimed == tag || (claimed.starts_with(tag) && claimed[tag.size()] == '-');
  };
  if (fact.match != "language") return claimed == wanted;
  if (goes_on(wanted)) return true;
  for (const auto& [id, members] : world.same) {
    for (const std::string& member : members) {
      if (wanted == id && goes_on(lower(member))) return true;
      if (wanted == lower(member) && goes_on(id)) return true;
    }
  }
  return false;
}

bool holds(const World& world, const Fact& fact, const List& claimed, const std::string& wanted) {
  const auto all = expand(world, fact, claimed);
  return std::any_of(all.begin(), all.end(),
                     [&](const std::string& item) { return same_word(world, fact, wanted, item); });
}

// ---- Values of complete facts: everything the need reads is known, every list is whole.

double position(double x, double zero, double one, bool log) {
  if (log) return (std::log(x) - std::log(zero)) / (std::log(one) - std::log(zero));
  return (x - zero) / (one - zero);
}

// 0 at floor, 1 at aim; where aim <= floor a step at aim. A range falls at once where none is
// stated.
double rising(const Criterion& c, const Fact& fact, double x, double aim) {
  auto floor = c.floor;
  if (!floor && c.kind == Kind::at_least && fact.type == Type::number && !c.log) floor = 0;
  if (x >= aim) return 1;
  if (!floor || aim <= *floor || x <= *floor) return 0;
  return position(x, *floor, aim, c.log);
}

// 1 at or below aim, 0 at ceiling.
double falling(const Criterion& c, double x, double aim) {
  if (x <= aim) return 1;
  if (!c.ceiling || aim >= *c.ceiling || x >= *c.ceiling) return 0;
  return position(x, *c.ceiling, aim, c.log);
}

double along(const std::vector<std::pair<double, double>>& points, double x) {
  if (x <= points.front().first) return points.front().second;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto [x0, v0] = points[i - 1];
    const auto [x1, v1] = points[i];
    if (x <= x1) return v0 + (v1 - v0) * (x - x0) / (x1 - x0);
  }
  return points.back().second;
}

struct Held {
  bool met = false;
  double value = 0;
};

double level_at(const Fact& fact, const std::string& level) {
  return static_cast<double>(std::find(fact.levels.begin(), fact.levels.end(), level) -
                             fact.levels.begin());
}

double bound(const Fact& fact, const Bound& stated) {
  if (const auto* number = std::get_if<double>(&stated)) return *number;
  return level_at(fact, std::get<std::string>(stated));
}

Held coverage(const World& world, const Criterion& c, const Need& need, const Facts& facts) {
  const auto items = [&](const std::string& id) { return std::get<Items>(facts.at(id)).items; };
  const auto share = [&](const std::string& id, const List& list) {
    const auto wanted = expand(world, fact_of(world, id), list);
    const auto held = std::count_if(wanted.begin(), wanted.end(), [&](const std::string& item) {
      return holds(world, fact_of(world, id), items(id), item);
    });
    return static_cast<double>(held) / static_cast<double>(wanted.size());
  };
  std::vector<double> parts;
  if (!need.all_of.empty()) parts.push_back(share(c.fact, need.all_of));
  if (!need.any_of.empty()) parts.push_back(share(c.fact, need.any_of) > 0 ? 1 : 0);
  if (!need.strong.empty()) parts.push_back(share(c.strong_fact, need.strong));
  if (need.count) {
    parts.push_back(std::min(1.0, std::get<double>(facts.at(c.count_fact)) / *need.count));
  }
  const bool met = std::all_of(parts.begin(), parts.end(), [](double part) { return part == 1; });
  return {met,
          std::accumulate(parts.begin(), parts.end(), 0.0) / static_cast<double>(parts.size())};
}

Held held(const World& world, const Criterion& c, const Need& need, const Facts& facts) {
  const Fact& fact = fact_of(world, c.fact);
  const Value& known = facts.at(c.fact);
  const auto number = [&] { return std::get<double>(known); };
  const bool from =
      !need.at_least || fact.type == Type::level ||
      (std::holds_alternative<double>(known) && number() >= bound(fact, *need.at_least));
  const bool up_to = !need.at_most || number() <= bound(fact, *need.at_most);
  switch (c.kind) {
    case Kind::at_least:
      return {from, rising(c, fact, number(), bound(fact, need.aim.value_or(*need.at_least)))};
    case Kind::at_most:
      return {up_to, falling(c, number(), bound(fact, need.aim.value_or(*need.at_most)))};
    case Kind::range:
      return {from && up_to, from && up_to ? 1
                             : from        ? falling(c, number(), bound(fact, *need.at_most))
                                    : rising(c, fact, number(), bound(fact, *need.at_least))};
    case Kind::curve:
      return {from && up_to, along(c.points, number())};
    case Kind::coverage:
      return coverage(world, c, need, facts);
    case Kind::one_of: {
      const List word{std::get<std::string>(known)};
      const auto in = [&](const List& list) {
        const auto all = expand(world, fact, list);
        return std::any_of(all.begin(), all.end(),
                           [&](const std::string& item) { return holds(world, fact, word, item); });
      };
      const bool met = (need.one_of.empty() || in(need.one_of)) && !in(need.none_of);
      return {met, met ? 1.0 : 0.0};
    }
    case Kind::flag: {
      const bool met = std::get<bool>(known) == need.is.value_or(true);
      return {met, met ? 1.0 : 0.0};
    }
    case Kind::ladder: {
      const double place = level_at(fact, std::get<std::string>(known));
      const double aim = bound(fact, need.aim.value_or(*need.at_least));
      return {place >= bound(fact, *need.at_least), aim == 0 ? 1 : std::min(1.0, place / aim)};
    }
  }
  return {};
}

// ---- Completions of what is unknown.

std::vector<Value> numbers_worth_trying(const Criterion& c, const Need& need) {
  std::set<double> at{0};
  for (const auto& stated : {need.at_least, need.at_most, need.aim}) {
    if (stated && std::holds_alternative<double>(*stated)) at.insert(std::get<double>(*stated));
  }
  for (const auto& stated : {c.floor, c.ceiling, need.count}) {
    if (stated) at.insert(*stated);
  }
  for (const auto& point : c.points) at.insert(point.first);
  const std::vector<double> corners(at.begin(), at.end());
  for (std::size_t i = 1; i < corners.size(); ++i) {
    for (const double part : {0.001, 0.5, 0.999}) {
      at.insert(corners[i - 1] + part * (corners[i] - corners[i - 1]));
    }
  }
  at.insert(corners.back() * 2 + 1);
  return {at.begin(), at.end()};
}

std::vector<Value> completions(const World& world, const Criterion& c, const Need& need,
                               const Fact& fact, const Facts& known) {
  const auto it = known.find(fact.id);
  const bool stated = it != known.end();
  if (stated && !(fact.type == Type::set && std::get<Items>(it->second).open)) return {it->second};
  switch (fact.type) {
    case Type::number:
    case Type::date:
      return numbers_worth_trying(c, need);
    case Type::level:
      return {fact.levels.begin(), fact.levels.end()};
    case Type::flag:
      return {true, false};
    case Type::text: {
      std::vector<Value> words{"something else"};
      for (const List& list : {need.one_of, need.none_of}) {
        for (const std::string& word : expand(world, fact, list)) words.emplace_back(word);
      }
      return words;
    }
    case Type::set: {
      List may_be_added;
      for (const List& list : {need.all_of, need.any_of, need.strong}) {
        for (const std::string& word : expand(world, fact, list)) may_be_added.push_back(word);
      }
      std::vector<Value> all;
      for (std::size_t chosen = 0; chosen < (std::size_t{1} << may_be_added.size()); ++chosen) {
        Items items{stated ? std::get<Items>(it->second).items : List{}, false};
        for (std::size_t i = 0; i < may_be_added.size(); ++i) {
          if ((chosen >> i & 1U) != 0) items.items.push_back(may_be_added[i]);
        }
        all.emplace_back(items);
      }
      return all;
    }
  }
  return {};
}

// ---- What is believed of a variant, and who the candidates are.

std::size_t place(const World& world, const Family& family, const Source& source) {
  const auto named = [&](const std::string& word) {
    return word == source.id || word == source.kind || word == family.id + "/" + source.id;
  };
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

std::vector<const Variant*> candidates(const World& world, const Family& family) {
  for (std::size_t level = 0; level < world.trust.size(); ++level) {
    std::vector<const Variant*> listed;
    for (const Variant& variant : family.variants) {
      for (const Source& source : family.sources) {
        if (place(world, family, source) == level && variant.claims.contains(source.id)) {
          listed.push_back(&variant);
          break;
        }
      }
    }
    if (!listed.empty()) return listed;
  }
  return {};
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
  for (const auto& [id, all] : values) {
    if (std::all_of(all.begin(), all.end(), [&](const Value& v) { return v == all.front(); })) {
      facts[id] = all.front();
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
               const Facts& family_facts, const Facts& derived, const std::vector<double>& weights,
               Unknown policy) {
  const Facts claims = variant != nullptr ? believed(world, family, variant) : family_facts;
  const Facts facts = inferred(world, claims);
  Facts of_family = family_facts;
  of_family.insert(derived.begin(), derived.end());
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
  std::vector<Facts> facts;
  for (const Variant* variant : variants) facts.push_back(believed(world, family, variant));
  Facts derived;  // of no candidates: unknown
  derive(world, facts, derived);
  if (variants.empty()) variants.push_back(nullptr);
  std::vector<Standing> all;
  for (const Variant* variant : variants) {
    all.push_back(stand(world, family, variant, own, derived, weights, policy));
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

Judgement judge(const World& world, const Need& need, const Facts& known) {
  const Criterion& c = criterion_of(world, need);
  Facts facts = known;
  if (need.extended && facts.contains(c.extended_fact)) {  // the larger of the two that are known
    const double extended = std::get<double>(facts.at(c.extended_fact));
    const auto [it, alone] = facts.emplace(c.fact, extended);
    if (!alone) it->second = std::max(std::get<double>(it->second), extended);
  }
  const bool unknown = !facts.contains(c.fact);

  std::vector<std::string> read{c.fact};
  if (!need.strong.empty()) read.push_back(c.strong_fact);
  if (need.count) read.push_back(c.count_fact);
  std::vector<Facts> complete{facts};
  for (const std::string& id : read) {
    std::vector<Facts> next;
    for (const Facts& sofar : complete) {
      for (const Value& value : completions(world, c, need, fact_of(world, id), facts)) {
        next.push_back(sofar);
        next.back()[id] = value;
      }
    }
    complete = std::move(next);
  }

  bool some_meets = false;
  bool some_does_not = false;
  Judgement result{.verdict = Verdict::unknown, .low = 1, .high = 0};
  for (const Facts& completion : complete) {
    const Held got = held(world, c, need, completion);
    (got.met ? some_meets : some_does_not) = true;
    result.low = std::min(result.low, got.value);
    result.high = std::max(result.high, got.value);
  }
  const bool ungated = c.kind == Kind::curve && !need.at_least && !need.at_most;
  if ((some_meets && some_does_not) || (ungated && unknown)) return result;
  result.verdict = some_meets ? Verdict::met : result.low > 0 ? Verdict::partly : Verdict::unmet;
  return result;
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
