#include "report/points.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace shortlist::reporting {

int whole_points(double score) { return static_cast<int>(std::lround(100 * score)); }

std::vector<int> apportioned(const std::vector<double>& parts) {
  const int total = whole_points(std::accumulate(parts.begin(), parts.end(), 0.0));
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
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return remainder[a] > remainder[b]; });
  for (std::size_t i = 0; i < order.size() && left > 0; ++i, --left) ++whole[order[i]];
  return whole;
}

Points points(const RankedFamily& family) {
  std::vector<double> contributions;
  std::vector<double> weights;
  for (const NeedResult& need : family.criteria) {
    contributions.push_back(need.contribution);
    weights.push_back(need.weight);
  }
  const std::vector<int> own = apportioned(contributions);
  const std::vector<int> of = apportioned(weights);
  Points shown;
  for (std::size_t i = 0; i < own.size(); ++i) {
    const bool full = family.criteria[i].value >= 1;
    shown.needs.push_back({own[i], full ? own[i] : std::max(own[i], of[i])});
    shown.total += own[i];
  }
  if (family.criteria.empty()) shown.total = whole_points(family.score);
  return shown;
}

}  // namespace shortlist::reporting
