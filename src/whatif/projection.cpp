// The dual active-set method of Goldfarb & Idnani (1983, "A numerically stable dual method for
// solving strictly convex quadratic programs", Mathematical Programming 27). It starts from the
// nearest point of all, `from`, and takes in one broken constraint after the other; those already
// taken in stay tight, or leave once they no longer hold anything back. No set of them comes
// twice, so it ends, and it finds out by itself where nothing satisfies all.
//
// Most of what binds are weights at 0. These need no equation: they leave the columns that are
// free, and the rest is a least-squares problem in the few cuts that bind, of which the products
// with each other are kept.

#include "whatif/projection.hpp"

#include <Eigen/Cholesky>

#include <algorithm>

namespace shortlist::whatif {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double broken = 1e-12;  // by more than this a constraint may not be off
constexpr double flat = 1e-20;    // squared length of a direction that is none
constexpr double endless = std::numeric_limits<double>::infinity();

}  // namespace

Projection::Projection(const VectorXd& from)
    : from_(from),
      w_(from),
      cuts_(0, from.size()),
      free_(VectorXd::Ones(from.size())),
      at_zero_(VectorXd::Zero(from.size())) {
  bind(VectorXd::Ones(from.size()), -1, 0);
}

void Projection::add_cut(const Eigen::RowVectorXd& cut) {
  cuts_.conservativeResize(cuts_.rows() + 1, from_.size());
  cuts_.row(cuts_.rows() - 1) = cut;
}

std::optional<VectorXd> Projection::weights() {
  const Index most = 50 * (cuts_.rows() + w_.size());
  for (Index step = 0; step < most; ++step) {
    const Index which = most_broken();
    if (which == nothing) break;
    if (!take_in(which)) return std::nullopt;
  }
  return tidy();
}

VectorXd Projection::normal(Index which) const {
  if (which >= 0) return VectorXd::Unit(w_.size(), which);
  return cuts_.row(-1 - which).transpose();
}

Index Projection::most_broken() const {
  Index found = nothing;
  double least = -broken;
  for (Index i = 0; i < w_.size(); ++i)
    if (free_(i) != 0 && w_(i) < least) {
      least = w_(i);
      found = i;
    }
  const VectorXd ahead = cuts_ * w_;
  for (Index cut = 0; cut < cuts_.rows(); ++cut)
    if (ahead(cut) < least && std::find(binding_.begin(), binding_.end(), cut) == binding_.end()) {
      least = ahead(cut);
      found = -1 - cut;
    }
  return found;
}

Projection::Direction Projection::direction(const VectorXd& toward) const {
  const VectorXd masked = toward.cwiseProduct(free_);
  Direction direction;
  direction.share = products_.ldlt().solve(bound_ * masked);
  const VectorXd spread = bound_.transpose() * direction.share;
  direction.move = masked - spread.cwiseProduct(free_);
  direction.pull = (toward - spread).cwiseProduct(VectorXd::Ones(w_.size()) - free_);
  return direction;
}

Projection::Release Projection::release(const Direction& direction) const {
  Release first;
  const auto consider = [&](Index which, double multiplier, double rate) {
    if (rate <= broken || multiplier / rate >= first.after) return;
    first = {which, std::max(0.0, multiplier / rate)};
  };
  for (Index i = 1; i < held_.size(); ++i) consider(-1 - i, held_(i), direction.share(i));
  for (Index i = 0; i < w_.size(); ++i)
    if (free_(i) == 0) consider(i, at_zero_(i), direction.pull(i));
  return first;
}

// Moves until the constraint holds, on the way letting go of those that would have to pull. False
// where nothing can.
bool Projection::take_in(Index which) {
  const VectorXd toward = normal(which);
  double own = 0;  // its multiplier
  while (true) {
    const Direction along = direction(toward);
    const Release first = release(along);
    const double length = along.move.squaredNorm();
    const double whole = length > flat ? std::max(0.0, -toward.dot(w_)) / length : endless;
    const double step = std::min(first.after, whole);
    if (step == endless) return false;
    if (length > flat) w_ += step * along.move;
    held_ -= step * along.share;
    at_zero_ -= step * along.pull;
    own += step;
    if (whole <= first.after) break;
    if (first.which >= 0)
      set_free(first.which, true);
    else
      unbind(-1 - first.which);
  }
  if (which < 0) {
    bind(toward, -1 - which, own);
  } else {
    set_free(which, false);
    at_zero_(which) = own;
  }
  return true;
}

void Projection::bind(const VectorXd& row, Index number, double multiplier) {
  const Index last = bound_.rows();
  bound_.conservativeResize(last + 1, w_.size());
  bound_.row(last) = row.transpose();
  binding_.push_back(number);
  held_.conservativeResize(last + 1);
  held_(last) = multiplier;
  products_.conservativeResize(last + 1, last + 1);
  products_.col(last) = bound_ * row.cwiseProduct(free_);
  products_.row(last) = products_.col(last).transpose().eval();
}

void Projection::unbind(Index place) {
  const Index last = bound_.rows() - 1;
  for (Index i = place; i < last; ++i) {
    bound_.row(i) = bound_.row(i + 1).eval();
    held_(i) = held_(i + 1);
    products_.row(i) = products_.row(i + 1).eval();
  }
  for (Index i = place; i < last; ++i) products_.col(i) = products_.col(i + 1).eval();
  bound_.conservativeResize(last, Eigen::NoChange);
  held_.conservativeResize(last);
  products_.conservativeResize(last, last);
  binding_.erase(binding_.begin() + place);
}

void Projection::set_free(Index column, bool free) {
  free_(column) = free ? 1 : 0;
  at_zero_(column) = 0;
  if (!free) w_(column) = 0;
  const VectorXd own = bound_.col(column);
  products_ += (free ? 1.0 : -1.0) * own * own.transpose();
}

// Solved once more on what binds, as each step has added its rounding: the shortest change that
// meets all equations, and of what that leaves once more.
VectorXd Projection::tidy() const {
  const MatrixXd columns = (bound_ * free_.asDiagonal()).transpose();
  const auto solver = (columns.transpose() * columns).eval().ldlt();
  VectorXd w = from_.cwiseProduct(free_);
  for (int round = 0; round < 2; ++round) {
    VectorXd off = -columns.transpose() * w;
    off(0) += 1;
    w += columns * solver.solve(off);
  }
  return w;
}

}  // namespace shortlist::whatif
