#include "whatif/overturn.hpp"

#include "whatif/lines.hpp"
#include "whatif/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace shortlist::whatif {

namespace {

constexpr std::size_t most_programs = 16;

bool dominates(const Contest& contest, int by, int row) {
  const auto apart = (contest.value.row(by) - contest.value.row(row)).array();
  if ((apart < -score_grain).any()) return false;
  return (apart > score_grain).any() || contest.tie_place[static_cast<std::size_t>(by)] <
                                            contest.tie_place[static_cast<std::size_t>(row)];
}

bool dominated_by_first(const Contest& contest, int row) {
  const Contestant& first = contest.contestants.front();
  for (int by = first.first; by < first.last; ++by)
    if (dominates(contest, by, row)) return true;
  return false;
}

// Rows of the others of the first one's status that none of its own dominates, best first.
std::vector<int> in_question(const Contest& contest) {
  const Contestant& first = contest.contestants.front();
  const int last_contestant = contest.group_of(0).second - 1;
  const int end = contest.contestants[static_cast<std::size_t>(last_contestant)].last;
  std::vector<std::pair<double, int>> rows;
  for (int row = first.last; row < end; ++row) {
    if (!dominated_by_first(contest, row))
      rows.emplace_back(-weighted_sum(contest.value.row(row), contest.weights), row);
  }
  std::sort(rows.begin(), rows.end());
  std::vector<int> sorted;
  sorted.reserve(rows.size());
  for (const auto& [score, row] : rows) sorted.push_back(row);
  return sorted;
}

}  // namespace

Overturn overturn(const Contest& contest) {
  const std::vector<int> rows = in_question(contest);
  for (std::size_t i = 0; i < std::min(rows.size(), most_programs); ++i)
    if (largest_margin(contest, rows[i]).margin > score_grain)
      return {true, contest.family_of[static_cast<std::size_t>(rows[i])]};
  if (rows.size() > most_programs) return {};
  return {false, std::nullopt};
}

bool only_draws_level(const Contest& contest, int contestant) {
  const Contestant& first = contest.contestants.front();
  const Contestant& own = contest.contestants[static_cast<std::size_t>(contestant)];
  if (contestant == 0) return false;
  for (int row = own.first; row < own.last; ++row) {
    if (dominated_by_first(contest, row)) continue;
    if (first.last - first.first == 1 || largest_margin(contest, row).margin > score_grain)
      return false;
  }
  return true;
}

}  // namespace shortlist::whatif
