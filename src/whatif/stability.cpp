#include "whatif/stability.hpp"

#include "whatif/lines.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <span>
#include <utility>

namespace shortlist::whatif {

namespace {

double weight_of(const Contest& contest, int column) {
  return contest.weights[static_cast<std::size_t>(column)];
}

int family_of(const Contest& contest, int row) {
  return contest.family_of[static_cast<std::size_t>(row)];
}

std::span<const Line> lines_of(const Contest& contest, const std::vector<Line>& all, int family) {
  const Contestant& one = contest.contestants[static_cast<std::size_t>(family)];
  return std::span(all).subspan(static_cast<std::size_t>(one.first),
                                static_cast<std::size_t>(one.last - one.first));
}

// The upper envelope of one contestant: its lines, and where each begins.
struct Path {
  std::vector<Line> lines;
  std::vector<double> starts;
};

Path path_of(const Contest& contest, const std::vector<Line>& all, int family) {
  const auto own = lines_of(contest, all, family);
  if (own.size() == 1) return {{own.front()}, {0}};
  Path path;
  for (const Segment& each : upper_envelope({own.begin(), own.end()}, contest.tie_place)) {
    path.lines.push_back(all[static_cast<std::size_t>(each.row)]);
    path.starts.push_back(each.from);
  }
  return path;
}

// Calls visit(t) for each place in (0, 1) where two contestants change places, rising.
template <class Visit>
void for_crossings(const Path& left, const Path& right, const Visit& visit) {
  std::size_t a = 0;
  std::size_t b = 0;
  double from = 0;
  while (true) {
    const double end_a = a + 1 < left.starts.size() ? left.starts[a + 1] : 1;
    const double end_b = b + 1 < right.starts.size() ? right.starts[b + 1] : 1;
    const double to = std::min(end_a, end_b);
    // At a corner both sides find it; visitors take it twice.
    const auto at = crossing(left.lines[a], right.lines[b]);
    if (at && *at >= from - score_grain && *at <= to + score_grain) visit(*at);
    if (to >= 1) return;
    if (end_a <= to) ++a;
    if (end_b <= to) ++b;
    from = to;
  }
}

struct Standing {
  double grains = 0;
  int tie_place = 0;
  int family = 0;

  bool operator<(const Standing& other) const {
    if (grains != other.grains) return grains > other.grains;
    return tie_place != other.tie_place ? tie_place < other.tie_place : family < other.family;
  }
};

Standing standing_at(const Contest& contest, const std::vector<Line>& all, int family, double t) {
  Standing standing{-std::numeric_limits<double>::infinity(), 0, family};
  for (const Line& line : lines_of(contest, all, family)) {
    const double grains = decide::rounded(line.at(t));
    const int place = contest.tie_place[static_cast<std::size_t>(line.row)];
    if (grains > standing.grains || (grains == standing.grains && place < standing.tie_place)) {
      standing.grains = grains;
      standing.tie_place = place;
    }
  }
  return standing;
}

std::vector<int> order_at(const Contest& contest, const std::vector<Line>& all, double t) {
  std::vector<Standing> standings;
  standings.reserve(contest.contestants.size());
  for (int family = 0; family < static_cast<int>(contest.contestants.size()); ++family)
    standings.push_back(standing_at(contest, all, family, t));
  std::sort(standings.begin(), standings.begin() + contest.qualified);
  std::sort(standings.begin() + contest.qualified, standings.end());
  std::vector<int> order;
  std::transform(standings.begin(), standings.end(), std::back_inserter(order),
                 [](const Standing& each) { return each.family; });
  return order;
}

}  // namespace

Interval winner_interval(const Contest& contest, int column) {
  const auto [begin, end] = contest.group_of(0);
  std::vector<Line> group = lines(contest, column);
  group.resize(
      static_cast<std::size_t>(contest.contestants[static_cast<std::size_t>(end) - 1].last));
  const auto stretches = upper_envelope(std::move(group), contest.tie_place);
  const auto leader = [&](std::size_t i) { return family_of(contest, stretches[i].row); };
  const double now = weight_of(contest, column);

  // Stretches of the winner that hold the stated weight; where it only ties there, none.
  std::size_t first = stretches.size();
  std::size_t last = 0;
  for (std::size_t i = 0; i < stretches.size(); ++i)
    if (leader(i) == begin && stretches[i].from <= now + score_grain &&
        stretches[i].to >= now - score_grain) {
      first = std::min(first, i);
      last = i;
    }
  Interval interval;
  if (first == stretches.size()) {
    interval.low = interval.high = now;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      if (stretches[i].from < now - score_grain) interval.below = leader(i);
      if (stretches[i].to > now + score_grain && !interval.above) interval.above = leader(i);
    }
    return interval;
  }
  while (first > 0 && leader(first - 1) == begin) --first;
  while (last + 1 < stretches.size() && leader(last + 1) == begin) ++last;
  interval.low = stretches[first].from;
  interval.high = stretches[last].to;
  if (first > 0) interval.below = leader(first - 1);
  if (last + 1 < stretches.size()) interval.above = leader(last + 1);
  return interval;
}

// The first two to change places are neighbours in the order before the change.
Interval order_interval(const Contest& contest, int column) {
  const auto all = lines(contest, column);
  const double now = weight_of(contest, column);
  Interval interval;
  const auto order = order_at(contest, all, now);
  std::vector<Path> paths;
  paths.reserve(order.size());
  for (const int family : order) paths.push_back(path_of(contest, all, family));
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    if (static_cast<int>(i) + 1 == contest.qualified) continue;  // never change places
    for_crossings(paths[i], paths[i + 1], [&](double t) {
      if (t <= now && t > interval.low) {
        interval.low = t;
        interval.below = order[i + 1];
      }
      if (t >= now && t < interval.high) {
        interval.high = t;
        interval.above = order[i + 1];
      }
    });
  }
  return interval;
}

std::optional<std::vector<OrderSegment>> order_segments(const Contest& contest, int column) {
  const auto all = lines(contest, column);
  const int count = static_cast<int>(contest.contestants.size());
  std::vector<Path> paths;
  paths.reserve(contest.contestants.size());
  for (int family = 0; family < count; ++family) paths.push_back(path_of(contest, all, family));
  std::vector<double> places{0, 1};
  for (int i = 0; i < count; ++i) {
    const int end = contest.group_of(i).second;
    for (int j = i + 1; j < end; ++j)
      for_crossings(paths[static_cast<std::size_t>(i)], paths[static_cast<std::size_t>(j)],
                    [&](double t) { places.push_back(t); });
    if (places.size() * contest.contestants.size() > most_places) return std::nullopt;
  }
  std::sort(places.begin(), places.end());

  std::vector<OrderSegment> segments;
  double from = 0;
  for (const double to : places) {
    if (to - from <= score_grain) continue;
    auto order = order_at(contest, all, from + (to - from) / 2);
    if (!segments.empty() && segments.back().order == order)
      segments.back().to = to;
    else
      segments.push_back({from, to, std::move(order)});
    from = to;
  }
  segments.back().to = 1;
  return segments;
}

std::optional<double> percent_change(double weight, const Interval& interval) {
  // w -> (w - d) / (1 - d) is the same path as t, so t is reached at d = (w - t) / (1 - t).
  std::optional<double> least;
  const auto consider = [&](double t) {
    if (t >= 1) return;
    const double percent = 100 * std::abs((weight - t) / (1 - t)) / weight;
    if (!least || percent < *least) least = percent;
  };
  if (interval.below) consider(interval.low);
  if (interval.above) consider(interval.high);
  return least;
}

}  // namespace shortlist::whatif
