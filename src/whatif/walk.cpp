#include "whatif/walk.hpp"

#include "whatif/proposal.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace shortlist::whatif {

namespace {

using Eigen::Index;

constexpr Index steps_a_draw = 2;      // times the number of weights
constexpr Index draws_to_forget = 50;  // the inner point

}  // namespace

Trail::Trail(const Polytope& polytope) : rows(polytope.rows), corners(spanning_corners(polytope)) {
  const Index columns = rows.cols();
  distance.resize(columns + rows.rows(), corners.cols());
  distance.topRows(columns) = corners;
  distance.bottomRows(rows.rows()) = rows * corners;
  start = distance.rowwise().mean();
}

Walk::Walk(const Trail& trail, Stream stream)
    : trail_(&trail), stream_(stream), distance_(trail.start), rate_(trail.start.size()) {
  const Index steps = draws_to_forget * steps_a_draw * trail.rows.cols();
  for (Index i = 0; i < steps; ++i) step();
}

void Walk::step() {
  const auto corners = static_cast<std::uint64_t>(trail_->corners.cols());
  const std::uint64_t pair = stream_.below(corners * (corners - 1));
  const auto from = static_cast<Index>(pair % corners);
  const auto to = static_cast<Index>((pair % corners + 1 + pair / corners) % corners);
  const double where = stream_.fraction();
  rate_ = trail_->distance.col(to) - trail_->distance.col(from);
  double back = -std::numeric_limits<double>::infinity();
  double ahead = std::numeric_limits<double>::infinity();
  for (Index side = 0; side < rate_.size(); ++side) {
    const double reach = -distance_(side) / rate_(side);
    if (rate_(side) > 0) back = std::max(back, reach);
    if (rate_(side) < 0) ahead = std::min(ahead, reach);
  }
  // Two corners that are one, or a point that rounding has put outside: stay.
  if (!(back < ahead) || back > 0 || ahead < 0 || ahead - back > 1e12) return;
  distance_ += (back + where * (ahead - back)) * rate_;
}

// From the weights alone, so that rounding does not add up. Loops, not Eigen's sums: these add in
// an order that depends on the width of the machine's vectors.
void Walk::refresh() {
  const Index columns = trail_->rows.cols();
  double sum = 0;
  for (Index i = 0; i < columns; ++i) sum += distance_(i) = std::max(distance_(i), 0.0);
  for (Index i = 0; i < columns; ++i) distance_(i) /= sum;
  for (Index row = 0; row < trail_->rows.rows(); ++row) {
    double along = 0;
    for (Index i = 0; i < columns; ++i) along += trail_->rows(row, i) * distance_(i);
    distance_(columns + row) = std::max(along, 0.0);
  }
}

void Walk::next(std::span<std::int32_t> weights) {
  const Index columns = trail_->rows.cols();
  for (Index i = 0; i < steps_a_draw * columns; ++i) step();
  refresh();
  to_units({distance_.data(), static_cast<std::size_t>(columns)}, weights);
}

}  // namespace shortlist::whatif
