// The dual simplex method (Lemke 1954) for bounded variables, on a dense table that has a row for
// each constraint and none for a bound. A step takes the row that is furthest out of its bounds
// and lets in the variable that keeps the gains on their side. Those that the step would carry past
// their gain's zero are put to their other bound for as long as the row stays short of its own
// (Maros 2003, "A generalized dual phase-2 simplex algorithm", European Journal of Operational
// Research 149): one step does what would be hundreds where weights go to 0 or to their limit.
// After many steps the first of each is taken, which cannot go round in circles (Bland 1977).

#include "whatif/bounded_simplex.hpp"

#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace shortlist::whatif {

namespace {

using Eigen::Index;
using Eigen::VectorXd;

constexpr double tolerance = 1e-12;   // of values
constexpr double level = 1e-11;       // of a row that can just be met
constexpr double least_pivot = 1e-9;  // of the table's numbers
constexpr double ratio_grain = 1e-13;

std::size_t at(Index index) { return static_cast<std::size_t>(index); }

}  // namespace

BoundedSimplex::BoundedSimplex(const VectorXd& cost, const VectorXd& low, const VectorXd& high)
    : structural_(cost.size()),
      low_(low.begin(), low.end()),
      high_(high.begin(), high.end()),
      rows_(0, cost.size()),
      table_(0, cost.size()),
      gain_(cost) {
  for (Index i = 0; i < structural_; ++i) {
    column_.push_back(i);
    at_high_.push_back(cost(i) < 0);
  }
}

void BoundedSimplex::add_row(const Eigen::RowVectorXd& coefficients, double low, double high) {
  const Index last = rows();
  if (last == rows_.rows()) {  // room for twice as many, so that rows seldom move
    rows_.conservativeResize(2 * last + 8, Eigen::NoChange);
    table_.conservativeResize(2 * last + 8, Eigen::NoChange);
  }
  rows_.row(last) = coefficients;
  auto row = table_.row(last);
  for (Index i = 0; i < structural_; ++i)
    row(i) = column_[at(i)] < structural_ ? coefficients(column_[at(i)]) : 0;
  for (Index i = 0; i < last; ++i)
    if (basic_[at(i)] < structural_) row += coefficients(basic_[at(i)]) * table_.row(i);
  basic_.push_back(structural_ + last);
  low_.push_back(low);
  high_.push_back(high);
}

void BoundedSimplex::set_bounds(Index variable, double low, double high) {
  low_[at(variable)] = low;
  high_[at(variable)] = high;
}

double BoundedSimplex::value_of(Index column) const {
  const std::size_t variable = at(column_[at(column)]);
  return at_high_[at(column)] ? high_[variable] : low_[variable];
}

void BoundedSimplex::find_values() {
  VectorXd values(structural_);
  for (Index i = 0; i < structural_; ++i) values(i) = value_of(i);
  value_ = table_.topRows(rows()) * values;
}

Index BoundedSimplex::leaving(bool first) const {
  Index found = -1;
  double most = tolerance;
  for (Index row = 0; row < rows(); ++row) {
    const std::size_t variable = at(basic_[at(row)]);
    const double out = std::max(low_[variable] - value_(row), value_(row) - high_[variable]);
    if (out <= tolerance) continue;
    if (first ? found < 0 || basic_[at(row)] < basic_[at(found)] : out > most) {
      found = row;
      most = out;
    }
  }
  return found;
}

// What moves the row's variable in the direction when it leaves its bound, with the ratio at which
// its gain reaches 0.
std::vector<BoundedSimplex::Candidate> BoundedSimplex::candidates(Index row,
                                                                  double direction) const {
  std::vector<Candidate> found;
  for (Index i = 0; i < structural_; ++i) {
    const std::size_t variable = at(column_[at(i)]);
    const double rate = direction * table_(row, i) * (at_high_[at(i)] ? -1 : 1);
    if (rate <= least_pivot || low_[variable] == high_[variable]) continue;
    const double gain = std::max(0.0, at_high_[at(i)] ? -gain_(i) : gain_(i));
    found.push_back({i, std::floor(gain / rate / ratio_grain)});
  }
  return found;
}

Index BoundedSimplex::entering(Index row, double direction, double gap, bool first) {
  std::vector<Candidate> all = candidates(row, direction);
  const auto size = [&](const Candidate& each) { return std::abs(table_(row, each.column)); };
  const auto span = [&](const Candidate& each) {
    const std::size_t variable = at(column_[at(each.column)]);
    return high_[variable] - low_[variable];
  };
  std::sort(all.begin(), all.end(), [&](const Candidate& a, const Candidate& b) {
    if (a.ratio != b.ratio) return a.ratio < b.ratio;
    if (first || size(a) == size(b)) return column_[at(a.column)] < column_[at(b.column)];
    return size(a) > size(b);
  });
  if (first) return all.empty() ? -1 : all.front().column;
  for (const Candidate& each : all) {
    gap -= size(each) * span(each);
    // All of them together may be just enough, but for rounding.
    if (gap <= (&each == &all.back() ? level : 0)) return each.column;
    value_ += (at_high_[at(each.column)] ? -span(each) : span(each)) *
              table_.col(each.column).head(rows());
    at_high_[at(each.column)] = !at_high_[at(each.column)];
  }
  return -1;
}

void BoundedSimplex::pivot(Index row, Index column, bool at_high) {
  const double own = table_(row, column);
  const std::size_t leaves = at(basic_[at(row)]);
  const double change = ((at_high ? high_[leaves] : low_[leaves]) - value_(row)) / own;
  const double entered = value_of(column) + change;
  value_ += change * table_.col(column).head(rows());
  value_(row) = entered;
  auto pivot_row = table_.row(row);
  pivot_row /= -own;
  pivot_row(column) = 1 / own;
  for (Index other = 0; other < rows(); ++other) {
    const double rate = table_(other, column);
    if (other == row || rate == 0) continue;
    table_(other, column) = 0;
    table_.row(other) += rate * pivot_row;
  }
  const double gain = gain_(column);
  gain_(column) = 0;
  gain_ += gain * pivot_row.transpose();
  std::swap(basic_[at(row)], column_[at(column)]);
  at_high_[at(column)] = at_high;
}

bool BoundedSimplex::solve() {
  const Index patience = 20 * (rows() + 50);
  const Index most = 100 * patience;
  // What could not move had no say, and may be able to now.
  for (Index i = 0; i < structural_; ++i) {
    const bool bounded = std::isfinite(high_[at(column_[at(i)])]);
    if (bounded && std::abs(gain_(i)) > tolerance) at_high_[at(i)] = gain_(i) < 0;
  }
  find_values();
  bool fresh = true;  // values, not added up step by step
  for (Index step = 0; step < most; ++step) {
    const bool first = step > patience;
    const Index row = leaving(first);
    if (row < 0 && fresh) return true;
    fresh = row < 0;
    if (fresh) find_values();
    if (fresh) continue;
    const std::size_t variable = at(basic_[at(row)]);
    const bool below = value_(row) < low_[variable];
    const double gap = below ? low_[variable] - value_(row) : value_(row) - high_[variable];
    const Index column = entering(row, below ? 1 : -1, gap, first);
    if (column < 0) return false;
    pivot(row, column, !below);
  }
  return false;
}

// Solved once more on the rows that bind, from the numbers as they were given: the table has added
// up the rounding of each step.
VectorXd BoundedSimplex::solution() const {
  VectorXd x = VectorXd::Zero(structural_);
  std::vector<Index> binding;
  std::vector<Index> free;
  for (Index i = 0; i < structural_; ++i) {
    if (column_[at(i)] < structural_)
      x(column_[at(i)]) = value_of(i);
    else
      binding.push_back(i);
  }
  for (const Index variable : basic_)
    if (variable < structural_) free.push_back(variable);
  if (free.empty()) return x;
  const auto count = static_cast<Index>(free.size());
  Eigen::MatrixXd system(count, count);
  VectorXd right(count);
  for (Index i = 0; i < count; ++i) {
    const auto row = rows_.row(column_[at(binding[at(i)])] - structural_);
    right(i) = value_of(binding[at(i)]) - row.dot(x);
    for (Index j = 0; j < count; ++j) system(i, j) = row(free[at(j)]);
  }
  const VectorXd solved = system.partialPivLu().solve(right);
  for (Index i = 0; i < count; ++i) {
    const std::size_t variable = at(free[at(i)]);
    x(free[at(i)]) = std::clamp(solved(i), low_[variable], high_[variable]);
  }
  return x;
}

double BoundedSimplex::multiplier(Index row) const {
  for (Index i = 0; i < structural_; ++i)
    if (column_[at(i)] == structural_ + row) return std::abs(gain_(i));
  return 0;
}

}  // namespace shortlist::whatif
