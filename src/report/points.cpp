#include "report/points.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

namespace shortlist::reporting {

int whole_points(double score) { return static_cast<int>(std::lround(100 * score)); }

namespace {

int whole_sum(const std::vector<double>& parts) {
  return whole_points(std::accumulate(parts.begin(), parts.end(), 0.0));
}

// Whole numbers that sum to `total`, which is within 1 of 100 x the sum of `parts`.
std::vector<int> apportioned(const std::vector<double>& parts, int total) {
  std::vector<int> whole(parts.size());
  std::vector<double> remainder(parts.size());
  int left = total;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    whole[i] = static_cast<int>(std::floor(100 * parts[i]));
    remainder[i] = 100 * parts[i] - whole[i];
    left -= whole[i];
  }
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(remainder[a], parts[a] > 0) > std::pair(remainder[b], parts[b] > 0);
  });
  for (std::size_t i = 0; i < order.size() && left > 0; ++i, --left) ++whole[order[i]];
  // Halves that rounded one way in a sum and the other way in its parts.
  for (std::size_t i = order.size(); i-- > 0 && left < 0;) {
    if (whole[order[i]] == 0) continue;
    --whole[order[i]];
    ++left;
  }
  return whole;
}

Points points_from(const RankedFamily& family, const std::vector<int>& own) {
  std::vector<double> weights;
  for (const NeedResult& need : family.criteria) weights.push_back(need.weight);
  const std::vector<int> of = apportioned(weights, whole_sum(weights));
  Points shown;
  for (std::size_t i = 0; i < own.size(); ++i) {
    const bool full = family.criteria[i].value >= 1;
    shown.needs.push_back({own[i], full ? own[i] : std::max(own[i], of[i])});
    shown.total += own[i];
  }
  if (family.criteria.empty()) shown.total = whole_points(family.score);
  return shown;
}

}  // namespace

std::vector<int> apportioned(const std::vector<double>& parts) {
  return apportioned(parts, whole_sum(parts));
}

// The equal parts are rounded once for both; the rest of each makes up its sum. That can be done:
// the sum and the equal parts are rounded by at most a half each, so what is left for the rest is
// within 1 of what the rest is.
PointsOfTwo apportioned(const std::vector<double>& own, const std::vector<double>& other) {
  std::vector<double> equal(own.size());
  std::vector<double> rest_of_own = own;
  std::vector<double> rest_of_other = other;
  for (std::size_t i = 0; i < own.size(); ++i)
    if (own[i] == other[i]) {
      equal[i] = own[i];
      rest_of_own[i] = rest_of_other[i] = 0;
    }
  const std::vector<int> both = apportioned(equal);
  const int together = std::accumulate(both.begin(), both.end(), 0);
  PointsOfTwo shown{apportioned(rest_of_own, whole_sum(own) - together),
                    apportioned(rest_of_other, whole_sum(other) - together)};
  for (std::size_t i = 0; i < both.size(); ++i) {
    shown.own[i] += both[i];
    shown.other[i] += both[i];
  }
  return shown;
}

PointsOfTwo points_of_two(const Comparison& against) {
  std::vector<double> own;
  std::vector<double> other;
  for (const GapPart& part : against.contributions) {
    own.push_back(part.own);
    other.push_back(part.other);
  }
  return apportioned(own, other);
}

Points points(const RankedFamily& family) {
  std::vector<double> contributions;
  for (const NeedResult& need : family.criteria) contributions.push_back(need.contribution);
  return points_from(family, apportioned(contributions));
}

Points points(const Explanation& explanation) {
  if (!explanation.against) return points(explanation.family);
  return points_from(explanation.family, points_of_two(*explanation.against).own);
}

}  // namespace shortlist::reporting
