#include "whatif/kernel_plan.hpp"

#include "whatif/winning_index.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <utility>

namespace shortlist::whatif {

namespace {

constexpr double unit_roundoff = 0x1p-24;  // of float
constexpr double double_roundoff = 0x1p-53;

std::vector<double> values_of(const Matrix& matrix, int row) {
  const auto values = matrix.row(row);
  return {values.begin(), values.end()};
}

// The rows of a family in one order, to find the families that have the same; none where a value is
// unknown, since those are drawn for each family apart.
std::vector<std::vector<double>> known_rows(const Contest& contest, const Contestant& one) {
  std::vector<std::vector<double>> rows;
  for (int row = one.first; row < one.last; ++row) {
    if (contest.low.row(row) != contest.high.row(row)) return {};
    rows.push_back(values_of(contest.low, row));
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

}  // namespace

KernelPlan::KernelPlan(const Contest& contest)
    : families(static_cast<int>(contest.contestants.size())),
      columns(static_cast<int>(contest.columns.size())) {
  gather(contest, 0, contest.qualified);
  gather(contest, contest.qualified, families);
  one_row_each = unknown.empty() && rows == size();
  shift = std::max(4, static_cast<int>(std::bit_width(competitors.size() - 1)));
  scale(contest);
}

void KernelPlan::gather(const Contest& contest, int begin, int end) {
  if (begin == end) return;
  const auto contestant = [&](int i) -> const Contestant& {
    return contest.contestants[static_cast<std::size_t>(i)];
  };
  const auto closed = [&](int i) { return scores_by_one_row(contest, contestant(i)); };
  std::vector<int> order(static_cast<std::size_t>(end - begin));
  std::iota(order.begin(), order.end(), begin);
  std::stable_partition(order.begin(), order.end(), std::not_fn(closed));
  Group group{size(), size(), size()};
  std::map<std::vector<std::vector<double>>, std::size_t> seen;
  for (const int i : order) {
    const Contestant& one = contestant(i);
    auto key = known_rows(contest, one);
    if (!key.empty()) {
      const auto [place, fresh] = seen.try_emplace(std::move(key), competitors.size());
      if (!fresh) {
        competitors[place->second].members.push_back(i);
        twins = true;
        continue;
      }
    }
    competitors.push_back({{i}, rows, rows + one.last - one.first, closed(i)});
    if (!competitors.back().closed) group.closed = size();
    for (int row = one.first; row < one.last; ++row, ++rows)
      for (int column = 0; column < columns; ++column) {
        const double from = contest.low(row, column);
        const double to = contest.high(row, column);
        low.push_back(from);
        width.push_back(to - from);
        if (from != to)
          unknown.push_back({rows, column, static_cast<std::uint32_t>(row * columns + column), 0});
      }
  }
  group.end = size();
  groups.push_back(group);
}

// How far a float score may be from the double one, with R the largest value once the middle of its
// column is taken from it (the sums of all orders stay within R, since weights sum to 1), u the
// unit roundoff and W = 2 R the widest unknown value:
//   each weight and each low end is rounded to float         2 u R
//   each product of the C terms, where there is no fused one   u R
//   each of the S sums in a row, of 32 columns and of these  S u R
//   unknown values: the width, its number, their product     4 u W, and u R for each more sum
//   1.5 - score, of size below 2                               u
// To first order; a factor covers the rest. Double rounds each product and sum as well, which only
// shows where values differ by little of their size. Two scores that a double cannot tell apart or
// orders the other way are then at most twice that apart as floats.
void KernelPlan::scale(const Contest& contest) {
  std::vector<double> middle(static_cast<std::size_t>(columns));
  double widest = 0;
  double largest = 0;
  for (int column = 0; column < columns; ++column) {
    const double least = contest.low.col(column).minCoeff();
    const double most = contest.high.col(column).maxCoeff();
    const double centre = least / 2 + most / 2;  // one of the two where no double is between
    middle[static_cast<std::size_t>(column)] = centre;
    widest = std::max({widest, most - centre, centre - least});
    largest = std::max({largest, std::abs(least), std::abs(most)});
  }

  // The fraction of a float has 23 bits; where the numbers need more than 9 of the key's 32, the
  // scores keep to a part of it: base - R .. base + R is within 1 .. 1 + 2^-spare.
  const int spare = std::max(0, shift - 9);
  const double part = std::ldexp(1.0, -spare);
  base = static_cast<float>(1 + part / 2);
  const double radius = part / 2 * (1 - 0x1p-16);
  const double factor = widest > 0x1p-900 ? radius / widest : 0;

  std::vector<int> drawn(static_cast<std::size_t>(rows));
  for (UnknownCell& cell : unknown) {
    ++drawn[static_cast<std::size_t>(cell.row)];
    cell.width = static_cast<float>(-width[at(cell.row, cell.column)] * factor * 0x1p-62);
  }
  const int in_a_row = columns <= columns_a_sum
                           ? columns
                           : columns_a_sum + (columns + columns_a_sum - 1) / columns_a_sum;
  const int sums = in_a_row + (drawn.empty() ? 0 : *std::max_element(drawn.begin(), drawn.end()));
  const double error =
      unit_roundoff * (radius * (3 + sums + (unknown.empty() ? 0 : 8)) + 1) * (1 + 0x1p-10) +
      double_roundoff * (columns + 8) * largest * factor;
  const double steps = std::floor(2 * error * 0x1p23) + 1;
  near = static_cast<std::uint32_t>(std::min(std::ldexp(steps, shift), 0x1p32 - 1));

  table.assign(at((rows + 3) / 4 * 4, 0), 0);
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      table[at(row, column)] = static_cast<float>(
          (middle[static_cast<std::size_t>(column)] - low[at(row, column)]) * factor * 0x1p-31);
}

}  // namespace shortlist::whatif
