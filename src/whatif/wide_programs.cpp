#include "whatif/wide_programs.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

namespace shortlist::whatif {

namespace {

using Eigen::Index;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

constexpr double unbounded = std::numeric_limits<double>::infinity();
constexpr double lead_tolerance = 1e-12;  // a lead of less is none

VectorXd joined(const VectorXd& first, const VectorXd& second) {
  VectorXd all(first.size() + second.size());
  all << first, second;
  return all;
}

// The most that sum c w comes to within reach, and how fast that grows with the reach.
struct Lead {
  double most = 0;
  double rate = 0;
};

Lead lead_within(const VectorXd& from, const VectorXd& c, const std::vector<Index>& best_first,
                 double reach) {
  Lead lead;
  double left = 1;
  double left_rate = 0;
  for (Index i = 0; i < from.size(); ++i) {
    const bool open = from(i) > reach;
    const double low = open ? from(i) - reach : 0;
    left -= low;
    left_rate += open ? 1 : 0;
    lead.most += c(i) * low;
    lead.rate -= open ? c(i) : 0;
  }
  for (const Index i : best_first) {
    const bool low_open = from(i) > reach;
    const bool high_open = from(i) + reach < 1;
    const double span = (high_open ? from(i) + reach : 1) - (low_open ? from(i) - reach : 0);
    const double span_rate = (high_open ? 1 : 0) + (low_open ? 1 : 0);
    const bool whole = span < left;
    lead.most += c(i) * (whole ? span : left);
    lead.rate += c(i) * (whole ? span_rate : left_rate);
    if (!whole) break;
    left -= span;
    left_rate -= span_rate;
  }
  return lead;
}

// The least reach at which sum c w can be level; none where it never can.
std::optional<double> level_reach(const VectorXd& from, const VectorXd& c, double reach) {
  std::vector<Index> best_first(static_cast<std::size_t>(c.size()));
  std::iota(best_first.begin(), best_first.end(), Index{0});
  std::stable_sort(best_first.begin(), best_first.end(),
                   [&](Index left, Index right) { return c(left) > c(right); });
  if (lead_within(from, c, best_first, 1).most < -lead_tolerance) return std::nullopt;
  reach = std::max(reach, lead_tolerance);  // at 0 no weight moves, and none says how fast it would
  while (reach < 1) {
    const Lead lead = lead_within(from, c, best_first, reach);
    if (lead.most >= 0 || lead.rate <= 0) break;
    const double next = reach - lead.most / lead.rate;
    if (!(next > reach)) break;
    reach = std::min(next, 1.0);
  }
  return reach;
}

}  // namespace

// --- the least sum -------------------------------------------------------------------------------

LeastSum::LeastSum(const VectorXd& from)
    : from_(from),
      program_(VectorXd::Ones(2 * from.size()), VectorXd::Zero(2 * from.size()),
               joined(VectorXd::Ones(from.size()) - from, from)) {
  const auto ones = RowVectorXd::Ones(from.size());
  RowVectorXd change(2 * from.size());
  change << ones, -ones;
  program_.add_row(change, 0, 0);
}

void LeastSum::add_cut(const RowVectorXd& cut) {
  RowVectorXd change(2 * cut.size());
  change << cut, -cut;
  program_.add_row(change, -cut.dot(from_), unbounded);
}

std::optional<VectorXd> LeastSum::weights() {
  if (!program_.solve()) return std::nullopt;
  const VectorXd change = program_.solution();
  return VectorXd(from_ + change.head(from_.size()) - change.tail(from_.size()));
}

// --- the furthest ahead --------------------------------------------------------------------------

// The last variable is the lead.
MostAhead::MostAhead(Index columns, double enough)
    : program_(-VectorXd::Unit(columns + 1, columns),
               joined(VectorXd::Zero(columns), VectorXd::Constant(1, -2)),
               joined(VectorXd::Ones(columns), VectorXd::Constant(1, enough))),
      columns_(columns) {
  RowVectorXd sum = RowVectorXd::Ones(columns + 1);
  sum(columns) = 0;
  program_.add_row(sum, 1, 1);
}

void MostAhead::add_cut(const RowVectorXd& cut) {
  RowVectorXd row(columns_ + 1);
  row << cut, -1;
  program_.add_row(row, 0, unbounded);
  ++cuts_;
}

void MostAhead::keep_within(const VectorXd& from, double reach) {
  for (Index i = 0; i < columns_; ++i)
    program_.set_bounds(i, std::max(0.0, from(i) - reach), std::min(1.0, from(i) + reach));
}

VectorXd MostAhead::weights() {
  program_.solve();
  return program_.solution().head(columns_);
}

VectorXd MostAhead::mixture() const {
  VectorXd mixture(cuts_);
  for (Index i = 0; i < cuts_; ++i) mixture(i) = program_.multiplier(i + 1);
  return mixture;
}

// --- the least largest ---------------------------------------------------------------------------

LeastLargest::LeastLargest(const VectorXd& from)
    : from_(from), ahead_(from.size(), 0), cuts_(0, from.size()) {}

void LeastLargest::add_cut(const RowVectorXd& cut) {
  ahead_.add_cut(cut);
  cuts_.conservativeResize(cuts_.rows() + 1, Eigen::NoChange);
  cuts_.row(cuts_.rows() - 1) = cut;
}

std::optional<VectorXd> LeastLargest::weights() {
  while (true) {
    ahead_.keep_within(from_, reach_);
    VectorXd w = ahead_.weights();
    if ((cuts_ * w).minCoeff() >= -lead_tolerance) return w;
    const auto next = level_reach(from_, cuts_.transpose() * ahead_.mixture(), reach_);
    if (!next) return std::nullopt;
    if (*next <= reach_) return w;  // level but for rounding
    reach_ = *next;
  }
}

}  // namespace shortlist::whatif
