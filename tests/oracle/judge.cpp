#include "oracle/oracle.hpp"
#include "oracle/words.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace oracle {
namespace {

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

// ---- By language: one score each, of the first benchmark that has one.

// All that the score of a language may be worth: one value where it is known.
std::vector<double> worth(const World& world, const Criterion& c, const std::string& language,
                          const Facts& known) {
  std::vector<double> all;
  for (const Benchmark& benchmark : c.benchmarks) {
    for (const std::string& declared : benchmark.languages) {
      if (!holds(world, {.id = "", .match = "language"}, {declared}, language)) continue;
      const auto it = known.find(benchmark.fact + declared);
      if (it != known.end()) {
        const double value = along(benchmark.points, std::get<double>(it->second));
        return {std::clamp(value, 0.0, 1.0)};
      }
      for (const auto& point : benchmark.points) all.push_back(point.second);
    }
  }
  return all.empty() ? std::vector<double>{0, 1} : all;
}

Judgement by_language(const World& world, const Criterion& c, const Need& need,
                      const Facts& known) {
  const auto languages = expand(world, {.id = "", .match = "language"}, need.languages);
  const double gate = need.at_least ? std::get<double>(*need.at_least) / 100 : 0;
  bool unknown = false;
  std::vector<std::vector<double>> completions{{}};
  for (const std::string& language : languages) {
    const auto values = worth(world, c, language, known);
    unknown = unknown || values.size() > 1;
    std::vector<std::vector<double>> next;
    for (const auto& sofar : completions) {
      for (const double value : values) {
        next.push_back(sofar);
        next.back().push_back(value);
      }
    }
    completions = std::move(next);
  }
  bool some_meets = false;
  bool some_does_not = false;
  Judgement result{.verdict = Verdict::unknown, .low = 1, .high = 0};
  for (const auto& values : completions) {
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    const double mean = sum / static_cast<double>(values.size());
    const bool met = *std::min_element(values.begin(), values.end()) >= gate;
    (met ? some_meets : some_does_not) = true;
    result.low = std::min(result.low, mean);
    result.high = std::max(result.high, mean);
  }
  if ((some_meets && some_does_not) || (!need.at_least && unknown)) return result;
  result.verdict = some_meets ? Verdict::met : result.low > 0 ? Verdict::partly : Verdict::unmet;
  return result;
}

// The criterion as a need that names a benchmark has it.
Criterion chosen(Criterion c, const Need& need) {
  if (c.benchmarks.empty()) return c;
  const auto named =
      std::find_if(c.benchmarks.begin(), c.benchmarks.end(),
                   [&](const Benchmark& each) { return each.id == lower(need.benchmark); });
  const Benchmark& benchmark = named == c.benchmarks.end() ? c.benchmarks.front() : *named;
  c.fact = benchmark.fact;
  c.points = benchmark.points;
  return c;
}

}  // namespace

Judgement judge(const World& world, const Need& need, const Facts& known) {
  if (!need.languages.empty()) return by_language(world, criterion_of(world, need), need, known);
  const Criterion c = chosen(criterion_of(world, need), need);
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

}  // namespace oracle
