// at-least, at-most, range, curve and ladder: facts on an axis against bounds. A value depends on
// the fact and the criterion's fixed scale alone, never on what else is listed.

#include "base/quantity.hpp"
#include "evaluate/kinds.hpp"
#include "evaluate/scale.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::evaluate {

namespace {

using model::BoundKeys;
using model::Criterion;
using model::Kind;

constexpr double infinity = std::numeric_limits<double>::infinity();

const model::Fact& fact_of(const Subject& subject, const Criterion& criterion,
                           const BoundKeys& keys) {
  const model::FactIndex fact = model::fact_of(criterion, keys);
  return subject.rules().vocabulary.facts[static_cast<std::size_t>(fact)];
}

const model::Value* value_of(const Subject& subject, const Criterion& criterion,
                             const BoundKeys& keys) {
  return subject.value(model::fact_of(criterion, keys), criterion.scope);
}

std::optional<double> position(const model::Value* value) {
  if (value == nullptr) return std::nullopt;
  if (const auto* number = std::get_if<double>(value)) return *number;
  if (const auto* date = std::get_if<Date>(value)) return date->days;
  return std::get<model::Level>(*value).position;
}

model::Value as_value(const model::Fact& fact, double x) {
  if (fact.type == model::FactType::date) return Date{static_cast<int>(x)};
  if (fact.type == model::FactType::level) return model::Level{static_cast<int>(x)};
  return x;
}

// Where the subject stands: with `extended` the larger of the two facts that are known.
std::optional<double> measure(const Criterion& criterion, const BoundKeys& keys,
                              const Subject& subject) {
  auto at = position(value_of(subject, criterion, keys));
  if (!keys.extended) return at;
  const auto extended = position(subject.value(criterion.extended_fact, criterion.scope));
  if (!at || !extended) return at ? at : extended;
  return std::max(*at, *extended);
}

bool within(const BoundKeys& keys, double x) {
  return (!keys.at_least || x >= *keys.at_least) && (!keys.at_most || x <= *keys.at_most);
}

double range_value(const Criterion& criterion, const BoundKeys& keys, double x) {
  if (within(keys, x)) return 1;
  const bool below = keys.at_least && x < *keys.at_least;
  const auto zero = below ? criterion.floor : criterion.ceiling;
  const double bound = below ? *keys.at_least : *keys.at_most;
  if (!zero || (below ? *zero >= bound : *zero <= bound)) return 0;
  return partial_value(x, *zero, bound, criterion.scale);
}

double value_at(const Criterion& criterion, const BoundKeys& keys, double x, bool dated) {
  switch (criterion.kind) {
    case Kind::at_least: {
      // A linear scale starts at 0 where no floor is stated; a calendar has no 0.
      const double zero = criterion.floor.value_or(dated ? *keys.aim : 0);
      return partial_value(x, std::min(zero, *keys.aim), *keys.aim, criterion.scale);
    }
    case Kind::at_most: {
      const double one = *keys.aim;
      if (x <= one) return 1;
      const double zero = criterion.ceiling.value_or(one);
      return zero <= one ? 0 : partial_value(x, zero, one, criterion.scale);
    }
    case Kind::range:
      return range_value(criterion, keys, x);
    case Kind::curve:
      return on_curve(x, criterion.benchmarks[keys.benchmark].points);
    default:
      return *keys.aim <= 0 ? 1 : std::clamp(x / *keys.aim, 0.0, 1.0);  // ladder
  }
}

// The ends of what an unknown fact may be: levels are few, and counts of things are not negative.
std::pair<double, double> domain(const model::Fact& fact) {
  if (fact.type == model::FactType::level) return {0, static_cast<double>(fact.levels.size()) - 1};
  const bool counted = fact.type == model::FactType::number && fact.unit != model::Unit::none &&
                       fact.unit != model::Unit::usd;
  return {counted ? 0 : -infinity, infinity};
}

Outcome unknown_outcome(const Criterion& criterion, const BoundKeys& keys,
                        const model::Fact& fact) {
  const bool dated = fact.type == model::FactType::date;
  if (criterion.kind == Kind::curve) {
    return {Verdict::unknown, reach(criterion.benchmarks[keys.benchmark].points)};
  }
  const auto [least, most] = domain(fact);
  const bool always =
      (!keys.at_least || *keys.at_least <= least) && (!keys.at_most || *keys.at_most >= most);
  // Partial values rise, fall, or (range) rise and fall again: their least is at an end.
  const double low =
      std::min(value_at(criterion, keys, least, dated), value_at(criterion, keys, most, dated));
  return {always ? Verdict::met : Verdict::unknown, {low, 1}};
}

// Where partial values are largest, on either side of any fact.
std::vector<double> best_facts(const Criterion& criterion, const BoundKeys& keys) {
  std::vector<double> facts;
  switch (criterion.kind) {
    case Kind::range:
      if (keys.at_least) facts.push_back(*keys.at_least);
      if (keys.at_most) facts.push_back(*keys.at_most);
      break;
    case Kind::curve:
      for (const auto& [x, value] : criterion.benchmarks[keys.benchmark].points) facts.push_back(x);
      break;
    default:
      facts.push_back(*keys.aim);
  }
  return facts;
}

std::string asked(const Subject& subject, const Criterion& criterion, const BoundKeys& keys) {
  const auto& vocabulary = subject.rules().vocabulary;
  const auto words = [&](double x) {
    return vocabulary.text(model::fact_of(criterion, keys),
                           as_value(fact_of(subject, criterion, keys), x));
  };
  if (keys.at_least && keys.at_most)
    return words(*keys.at_least) + " to " + words(*keys.at_most) + " asked";
  if (keys.at_least) return "at least " + words(*keys.at_least) + " asked";
  if (keys.at_most) return "at most " + words(*keys.at_most) + " asked";
  return {};
}

}  // namespace

Outcome evaluate_bounds(const Criterion& criterion, const BoundKeys& keys, const Subject& subject) {
  const model::Fact& fact = fact_of(subject, criterion, keys);
  const auto x = measure(criterion, keys, subject);
  if (!x) return unknown_outcome(criterion, keys, fact);
  const double value = value_at(criterion, keys, *x, fact.type == model::FactType::date);
  return outcome(truth(within(keys, *x)), {value, value});
}

Account account_bounds(const Criterion& criterion, const BoundKeys& keys, const Subject& subject) {
  Account account;
  const model::FactIndex fact = model::fact_of(criterion, keys);
  account.facts.push_back(fact);
  const auto& vocabulary = subject.rules().vocabulary;
  const model::Value* const value = subject.value(fact, criterion.scope);
  account.reason = value == nullptr ? "no source says" : vocabulary.text(fact, *value);
  // Which benchmark, where there is a choice.
  if (criterion.kind == Kind::curve && criterion.benchmarks.size() > 1)
    account.reason = criterion.benchmarks[keys.benchmark].title + ": " + account.reason;
  if (keys.extended) {
    account.facts.push_back(criterion.extended_fact);
    const model::Value* const more = subject.value(criterion.extended_fact, criterion.scope);
    if (more != nullptr)
      account.reason += ", extended to " + vocabulary.text(criterion.extended_fact, *more);
  }
  const std::string bound = asked(subject, criterion, keys);
  if (!bound.empty()) account.reason += "; " + bound;
  if (!measure(criterion, keys, subject)) {
    account.questions.push_back(ask(subject, fact));
    if (evaluate_bounds(criterion, keys, subject).verdict == Verdict::met)
      account.reason += ", which every value meets";
  }
  return account;
}

std::optional<model::Value> fact_at_value(const Criterion& criterion, const BoundKeys& keys,
                                          const Subject& subject, double value) {
  const auto today = measure(criterion, keys, subject);
  if (!today) return std::nullopt;
  const model::Fact& fact = fact_of(subject, criterion, keys);
  const bool dated = fact.type == model::FactType::date;
  const auto reaches = [&](double x) { return value_at(criterion, keys, x, dated) >= value; };
  std::optional<double> best;
  for (const double far : best_facts(criterion, keys)) {
    if (!reaches(far)) continue;
    double out = *today;  // does not reach it
    double in = far;      // does
    if (reaches(out)) return as_value(fact, *today);
    // Halving the bits of a double ends after some 60 steps, wherever the two lie.
    for (double mid = out + (in - out) / 2; mid != out && mid != in; mid = out + (in - out) / 2)
      (reaches(mid) ? in : out) = mid;
    if (fact.type != model::FactType::number || fact.unit != model::Unit::none)
      in = far < *today ? std::floor(in) : std::ceil(in);
    if (!best || std::abs(in - *today) < std::abs(*best - *today)) best = in;
  }
  if (!best) return std::nullopt;
  return as_value(fact, *best);
}

Relaxation relax_bounds(const Criterion& criterion, const BoundKeys& keys, const Subject& subject) {
  const auto x = measure(criterion, keys, subject);
  if (!x || within(keys, *x)) return std::nullopt;
  if (criterion.scale == model::Scale::logarithmic && *x <= 0) return std::nullopt;
  const bool low = keys.at_least && *x < *keys.at_least;
  const model::Fact& fact = fact_of(subject, criterion, keys);
  Datum to = *x;
  if (fact.type == model::FactType::date) to = date_text(Date{static_cast<int>(*x)});
  if (fact.type == model::FactType::level) to = fact.levels[static_cast<std::size_t>(*x)];
  if (fact.unit == model::Unit::bytes) to = memory_text(*x);
  return std::pair{std::string(low ? "at_least" : "at_most"), to};
}

}  // namespace shortlist::evaluate
