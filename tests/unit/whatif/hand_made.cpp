#include "unit/whatif/hand_made.hpp"

#include <numeric>

namespace shortlist::test {

whatif::Contest hand_made(const std::vector<std::vector<double>>& values,
                          const std::vector<double>& weights, const std::vector<int>& families) {
  whatif::Contest contest;
  const auto columns = static_cast<Eigen::Index>(weights.size());
  contest.value.resize(static_cast<Eigen::Index>(values.size()), columns);
  for (std::size_t row = 0; row < values.size(); ++row)
    for (std::size_t column = 0; column < weights.size(); ++column)
      contest.value(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) =
          values[row][column];
  contest.low = contest.high = contest.value;
  contest.weights = weights;
  for (std::size_t column = 0; column < weights.size(); ++column) {
    contest.columns.push_back(static_cast<int>(column));
    contest.need_ids.push_back("need-" + std::to_string(column));
  }
  contest.tie_place.resize(values.size());
  std::iota(contest.tie_place.begin(), contest.tie_place.end(), 0);
  int first = 0;
  const std::vector<int> sizes = families.empty() ? std::vector<int>(values.size(), 1) : families;
  for (const int size : sizes) {
    const std::string id = std::to_string(contest.contestants.size());
    contest.family_of.insert(contest.family_of.end(), static_cast<std::size_t>(size),
                             static_cast<int>(contest.contestants.size()));
    contest.contestants.push_back({{id, id, Status::qualified}, first, first + size});
    first += size;
  }
  contest.qualified = static_cast<int>(contest.contestants.size());
  return contest;
}

}  // namespace shortlist::test
