// `whatif need` says of every value of a key what `rank` says of the profile with that value: in
// the middle of each segment, at both of its ends, and wherever else one looks.

#include "oracle/oracle.hpp"
#include "property/generator.hpp"
#include "property/holds.hpp"
#include "property/toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

using namespace property;

namespace {

using oracle::Kind;
using oracle::Type;
using oracle::World;
using shortlist::Datum;
using shortlist::NeedSegment;

// One key of one need, and the numbers it may be without the need ceasing to be one.
struct Key {
  std::size_t need = 0;
  std::string name;
  oracle::Fact fact{};  // that says how its numbers are written
  double low = 0;
  double high = 0;
};

void set(World& world, const Key& key, double x) {
  oracle::Need& need = world.needs[key.need];
  if (key.name == "at_least") need.at_least = x;
  if (key.name == "at_most") need.at_most = x;
  if (key.name == "aim") need.aim = x;
  if (key.name == "count") need.count = x;
  if (key.name == "weight") need.weight = x;
}

std::optional<double> number(const std::optional<oracle::Bound>& bound) {
  return bound ? std::optional(std::get<double>(*bound)) : std::nullopt;
}

double step_of(const oracle::Fact& fact) {
  if (fact.type == Type::date) return 40;
  if (fact.bytes || fact.id.find("parameters") != std::string::npos) return 1e9;
  if (fact.id.starts_with("mark_")) return 10;  // points of 100
  return fact.id == "score" ? 0.1 : fact.id.find("tokens") != std::string::npos ? 1000 : 5;
}

std::vector<Key> keys_of(const World& world) {
  std::vector<Key> keys;
  for (std::size_t i = 0; i < world.needs.size(); ++i) {
    const oracle::Need& need = world.needs[i];
    const auto& criterion = *std::find_if(world.criteria.begin(), world.criteria.end(),
                                          [&](const auto& c) { return c.id == need.criterion; });
    if (!world.order) keys.push_back({i, "weight", {}, 0, 20});
    if (!need.languages.empty()) {
      keys.push_back({i, "at_least", {.id = "mark_"}, 0, 100});
      continue;
    }
    const std::string id = criterion.benchmarks.empty() ? criterion.fact
                           : need.benchmark == "Prices" ? criterion.benchmarks[1].fact
                                                        : criterion.benchmarks[0].fact;
    const auto& fact = *std::find_if(world.facts.begin(), world.facts.end(),
                                     [&](const auto& f) { return f.id == id; });
    if (!criterion.count_fact.empty())
      keys.push_back({i, "count", {.id = "language_count"}, 1, 70});
    if (fact.type != Type::number && fact.type != Type::date) continue;
    const double zero = fact.type == Type::date ? 20089 : 0;  // 2025-01-01
    const double step = step_of(fact);
    const double low = zero + (fact.id == "score" ? step / 8 : std::floor(step / 8) + 1);
    const double high = zero + 22 * step;
    const auto least = number(need.at_least);
    const auto most = number(need.at_most);
    const auto aim = number(need.aim);
    const bool two_sided = criterion.kind == Kind::range || criterion.kind == Kind::curve;
    if (criterion.kind == Kind::at_least || two_sided)
      keys.push_back({i, "at_least", fact, low, std::min(aim.value_or(high), most.value_or(high))});
    if (criterion.kind == Kind::at_most || two_sided)
      keys.push_back({i, "at_most", fact, std::max(aim.value_or(low), least.value_or(low)), high});
    if (criterion.kind == Kind::at_least) keys.push_back({i, "aim", fact, *least, high});
    if (criterion.kind == Kind::at_most) keys.push_back({i, "aim", fact, low, *most});
  }
  return keys;
}

std::string date(double days) {
  const std::chrono::year_month_day day{
      std::chrono::sys_days{std::chrono::days{static_cast<int>(days)}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

double day_number(const std::string& text) {
  const std::chrono::year_month_day day{
      std::chrono::year{std::stoi(text.substr(0, 4))},
      std::chrono::month{static_cast<unsigned>(std::stoi(text.substr(5, 2)))},
      std::chrono::day{static_cast<unsigned>(std::stoi(text.substr(8, 2)))}};
  return static_cast<double>(std::chrono::sys_days{day}.time_since_epoch().count());
}

std::string written(const Key& key, double x) {
  if (key.fact.type == Type::date) return date(x);
  return key.fact.bytes ? fmt::format("{:.0f}B", x) : fmt::format("{}", x);
}

double position(const Datum& datum) {
  if (const auto* const text = std::get_if<std::string>(&datum)) return day_number(*text);
  return std::get<double>(datum);
}

// Who stands where, as a segment says it.
struct Standings {
  std::vector<std::string> order;
  std::vector<std::string> qualified;
  std::set<std::string> excluded;

  bool operator==(const Standings&) const = default;
};

Standings standings(const NeedSegment& segment) {
  return {segment.order, segment.qualified, {segment.excluded.begin(), segment.excluded.end()}};
}

Standings standings(const shortlist::Ranking& ranking) {
  Standings result;
  for (const auto& family : ranking.ranking) {
    result.order.push_back(family.family);
    if (family.status == shortlist::Status::qualified) result.qualified.push_back(family.family);
  }
  for (const auto& family : ranking.excluded) result.excluded.insert(family.standing.family);
  return result;
}

Standings standings(const oracle::Ranking& ranking) {
  Standings result;
  for (const auto& family : ranking.ranked) {
    result.order.push_back(family.family);
    if (family.status == oracle::Status::qualified) result.qualified.push_back(family.family);
  }
  for (const auto& family : ranking.excluded) result.excluded.insert(family.family);
  return result;
}

bool holds_at(const NeedSegment& segment, double x) {
  const double from = position(segment.from);
  const double to = position(segment.to);
  return (segment.from_open ? x > from : x >= from) && (segment.to_open ? x < to : x <= to);
}

shortlist::UnknownPolicy any_policy() {
  return *rc::gen::element(shortlist::UnknownPolicy::low, shortlist::UnknownPolicy::mid,
                           shortlist::UnknownPolicy::high);
}

// A world, one of its keys, and a range of it.
struct Case {
  World world;
  Key key;
  double from = 0;
  double to = 0;
  bool whole = false;
  shortlist::RuleBase rule_base;
  shortlist::RankOptions options;
  shortlist::NeedAnalysis analysis;
  shortlist::NeedAnalysis leaders;  // the same without orders

  Standings at(double x) const {
    World moved = world;
    set(moved, key, x);
    return standings(ranked(rule_base, read_profile(rule_base, profile_toml(moved)), options));
  }
};

std::optional<Case> any_case(Wish wish = {}) {
  const World world = *worlds(wish);
  const std::vector<Key> keys = keys_of(world);
  if (keys.empty()) return std::nullopt;
  const Key key = *rc::gen::elementOf(keys);
  if (key.high <= key.low) return std::nullopt;
  const bool whole = key.fact.type == Type::date || key.fact.bytes ||
                     (key.name == "count" && *rc::gen::arbitrary<bool>());
  const auto share = [] { return *rc::gen::inRange(0, 1001) / 1000.0; };
  double from = key.low + (key.high - key.low) * share() / 2;
  double to = from + (key.high - from) * share();
  if (whole) from = std::floor(from) < key.low ? std::ceil(from) : std::floor(from);
  if (whole) to = std::max(from, std::floor(to));
  const auto rule_base = loaded(world);
  const auto profile = read_profile(rule_base, profile_toml(world));
  const shortlist::RankOptions options{.unknown = any_policy()};
  const std::string id = need_ids(world.needs)[key.need];
  const std::string sweep =
      fmt::format("{}.{}={}..{}", id, key.name, written(key, from), written(key, to));
  auto analysis = shortlist::whatif_need(rule_base, profile, sweep, {options});
  if (!analysis) {  // for one reason only
    RC_ASSERT(analysis.error().diagnostics.front().message.find("every weight") == 0U);
    return std::nullopt;
  }
  auto leaders = shortlist::whatif_need(rule_base, profile, sweep, {options, true});
  RC_ASSERT(leaders.has_value());
  return Case{
      world, key, from, to, whole, rule_base, options, std::move(*analysis), std::move(*leaders)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(need_sweeps)

BOOST_AUTO_TEST_CASE(segments_cover_the_range_and_adjacent_ones_differ) {
  holds(
      [] {
        const auto one = any_case();
        if (!one) return;
        const auto& segments = *one->analysis.segments;
        RC_ASSERT(position(segments.front().from) == one->from);
        RC_ASSERT(position(segments.back().to) == one->to);
        for (std::size_t i = 1; i < segments.size(); ++i) {
          const double end = position(segments[i - 1].to);
          const double start = position(segments[i].from);
          if (one->whole) {
            RC_ASSERT(start == end + 1);
            RC_ASSERT(!segments[i - 1].to_open && !segments[i].from_open);
          } else {
            RC_ASSERT(start == end);
            RC_ASSERT(segments[i - 1].to_open != segments[i].from_open);
          }
          RC_ASSERT(standings(segments[i - 1]) != standings(segments[i]));
        }
      },
      500);
}

BOOST_AUTO_TEST_CASE(each_segment_is_what_ranking_says_inside_it_and_at_both_ends) {
  holds(
      [] {
        const auto one = any_case();
        if (!one) return;
        for (const NeedSegment& segment : *one->analysis.segments) {
          const double from = position(segment.from);
          const double to = position(segment.to);
          const Standings stands = standings(segment);
          const double middle = from + (to - from) / 2;
          RC_ASSERT(one->at(one->whole ? std::floor(middle) : middle) == stands);
          // Doubles within a share of 1e-9 of an end may tie by rounding alone.
          const double inside = one->whole ? 0 : (to - from) * 1e-6;
          if (!one->whole && to - from < 1e-6) continue;
          RC_ASSERT(one->at(from + inside) == stands);
          RC_ASSERT(one->at(to - inside) == stands);
        }
      },
      400);
}

BOOST_AUTO_TEST_CASE(any_value_falls_in_a_segment_that_agrees) {
  holds(
      [] {
        const auto one = any_case();
        if (!one) return;
        for (int i = 0; i < 8; ++i) {
          double x = one->from + (one->to - one->from) * *rc::gen::inRange(0, 10001) / 10000.0;
          if (one->whole) x = std::floor(x);
          // On the steps of the facts too: there verdicts turn.
          const double step = step_of(one->key.fact);
          if (i % 2 == 0) x = std::clamp(std::round(x / step) * step, one->from, one->to);
          const auto& segments = *one->analysis.segments;
          const auto found = std::find_if(segments.begin(), segments.end(),
                                          [&](const auto& each) { return holds_at(each, x); });
          RC_ASSERT(found != segments.end());
          RC_ASSERT(one->at(x) == standings(*found));
        }
      },
      400);
}

// The values of the second, put together where `same` holds, are those of the first.
template <class Part, class Same>
void same_ranges(const std::vector<Part>& parts, const std::vector<NeedSegment>& segments,
                 Same same) {
  std::size_t segment = 0;
  for (const Part& part : parts) {
    RC_ASSERT(segment < segments.size());
    RC_ASSERT(segments[segment].from == part.from);
    RC_ASSERT(segments[segment].from_open == part.from_open);
    while (segment + 1 < segments.size() && same(part, segments[segment + 1])) {
      RC_ASSERT(same(part, segments[segment]));
      ++segment;
    }
    RC_ASSERT(same(part, segments[segment]));
    RC_ASSERT(segments[segment].to == part.to);
    RC_ASSERT(segments[segment].to_open == part.to_open);
    ++segment;
  }
  RC_ASSERT(segment == segments.size());
}

BOOST_AUTO_TEST_CASE(leaders_and_statuses_are_those_of_the_whole_orders) {
  holds(
      [] {
        const auto one = any_case();
        if (!one) return;
        const auto& segments = *one->analysis.segments;
        RC_ASSERT(!one->leaders.segments.has_value());
        RC_ASSERT(one->analysis.statuses.empty());
        RC_ASSERT(one->leaders.leads == one->analysis.leads);
        same_ranges(one->leaders.leads, segments,
                    [](const shortlist::NeedLead& lead, const NeedSegment& segment) {
                      return lead.family == (segment.order.empty() ? "" : segment.order.front());
                    });
        const auto counted = [&](const shortlist::StatusCounts& counts,
                                 const shortlist::Datum& value) {
          RC_ASSERT(std::any_of(segments.begin(), segments.end(), [&](const NeedSegment& each) {
            return (each.from == value || each.to == value) &&
                   counts.qualified == each.qualified.size() &&
                   counts.to_verify == each.order.size() - each.qualified.size();
          }));
        };
        for (const auto& lead : one->leaders.leads) {
          counted(lead.at_from, lead.from);
          counted(lead.at_to, lead.to);
        }
        std::map<std::string, std::vector<shortlist::NeedStatus>> families;
        for (const auto& each : one->leaders.statuses) families[each.family].push_back(each);
        RC_ASSERT(families.size() == one->leaders.families.size());
        for (const auto& [family, statuses] : families)
          same_ranges(statuses, segments,
                      [](const shortlist::NeedStatus& each, const NeedSegment& segment) {
                        const auto in = [&](const std::vector<std::string>& ids) {
                          return std::find(ids.begin(), ids.end(), each.family) != ids.end();
                        };
                        return each.status == (in(segment.qualified) ? shortlist::Status::qualified
                                               : in(segment.order)   ? shortlist::Status::to_verify
                                                                     : shortlist::Status::excluded);
                      });
      },
      500);
}

BOOST_AUTO_TEST_CASE(the_oracle_agrees_in_the_middle_of_each_segment) {
  holds([] {
    auto one = any_case();
    if (!one) return;
    for (const NeedSegment& segment : *one->analysis.segments) {
      const double from = position(segment.from);
      const double middle = from + (position(segment.to) - from) / 2;
      World moved = one->world;
      set(moved, one->key, one->whole ? std::floor(middle) : middle);
      const auto unknown = static_cast<oracle::Unknown>(one->options.unknown);
      RC_ASSERT(standings(oracle::rank(moved, unknown)) == standings(segment));
    }
  });
}

BOOST_AUTO_TEST_SUITE_END()
