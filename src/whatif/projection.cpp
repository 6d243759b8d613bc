// The dual active-set method of Goldfarb & Idnani (1983, "A numerically stable dual method for
// solving strictly convex quadratic programs", Mathematical Programming 27). It starts from the
// nearest point of all, `from`, and takes in one broken constraint after the other; those already
// taken in stay tight, or leave once they no longer hold anything back. No step is taken twice, so
// it ends, and it finds out by itself where nothing satisfies all.
//
// Most of what binds are weights at 0. These need no equation: they leave the columns that are
// free, and the rest is a least-squares problem in the few rows that bind, of which the products
// with each other are kept.

#include "whatif/projection.hpp"

#include <Eigen/Cholesky>

#include <algorithm>
#include <limits>
#include <vector>

namespace shortlist::whatif {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double broken = 1e-12;  // by so much a constraint may be off
constexpr double flat = 1e-20;    // squared length of a direction that is none

class Projection {
 public:
  Projection(const decide::Matrix& rows, const VectorXd& from)
      : rows_(rows),
        from_(from),
        w_(from),
        free_(VectorXd::Ones(from.size())),
        at_zero_(VectorXd::Zero(from.size())) {
    bind(VectorXd::Ones(from.size()), -1);
  }

  std::optional<VectorXd> find() {
    const Index most = 50 * (rows_.rows() + w_.size());
    for (Index step = 0; step < most; ++step) {
      const Index which = most_broken();
      if (which == nothing) return tidy();
      if (!take_in(which)) return std::nullopt;
    }
    return tidy();
  }

 private:
  // A weight by its column; a row by -1 - row.
  static constexpr Index nothing = std::numeric_limits<Index>::max();

  VectorXd normal(Index which) const {
    if (which >= 0) return VectorXd::Unit(w_.size(), which);
    return rows_.row(-1 - which).transpose();
  }

  Index most_broken() const {
    Index found = nothing;
    double least = -broken;
    for (Index i = 0; i < w_.size(); ++i)
      if (free_(i) != 0 && w_(i) < least) {
        least = w_(i);
        found = i;
      }
    const VectorXd ahead = rows_ * w_;
    for (Index row = 0; row < rows_.rows(); ++row)
      if (ahead(row) < least && std::find(binding_.begin(), binding_.end(), row) == binding_.end()) {
        least = ahead(row);
        found = -1 - row;
      }
    return found;
  }

  void bind(const VectorXd& row, Index number) {
    const Index count = bound_.rows();
    bound_.conservativeResize(count + 1, w_.size());
    bound_.row(count) = row.transpose();
    binding_.push_back(number);
    held_.conservativeResize(count + 1);
    held_(count) = 0;
    find_products();
  }

  void unbind(Index at) {
    const Index last = bound_.rows() - 1;
    for (Index i = at; i < last; ++i) {
      bound_.row(i) = bound_.row(i + 1).eval();
      held_(i) = held_(i + 1);
    }
    bound_.conservativeResize(last, Eigen::NoChange);
    held_.conservativeResize(last);
    binding_.erase(binding_.begin() + at);
    find_products();
  }

  void find_products() {
    const decide::Matrix masked = bound_ * free_.asDiagonal();
    products_ = masked * masked.transpose();
  }

  void set_free(Index column, bool free) {
    free_(column) = free ? 1 : 0;
    const VectorXd own = bound_.col(column);
    products_ += (free ? 1.0 : -1.0) * own * own.transpose();
  }

  // Moves until the constraint holds, on the way dropping those that would have to pull. False
  // where nothing can.
  bool take_in(Index which) {
    const VectorXd toward = normal(which);
    double own = 0;  // its multiplier
    while (true) {
      const VectorXd masked = toward.cwiseProduct(free_);
      const VectorXd share = products_.ldlt().solve(bound_ * masked);
      const VectorXd spread = bound_.transpose() * share;
      const VectorXd move = masked - spread.cwiseProduct(free_);
      const VectorXd pull = toward - spread;  // of the weights at 0
      Index dropped = nothing;
      double furthest = std::numeric_limits<double>::infinity();
      for (Index i = 1; i < share.size(); ++i)
        if (share(i) > broken && held_(i) / share(i) < furthest) {
          furthest = held_(i) / share(i);
          dropped = -1 - i;
        }
      for (Index i = 0; i < w_.size(); ++i)
        if (free_(i) == 0 && pull(i) > broken && at_zero_(i) / pull(i) < furthest) {
          furthest = at_zero_(i) / pull(i);
          dropped = i;
        }
      const double along = move.squaredNorm();
      const double gap = -toward.dot(w_);
      const double whole = along > flat ? std::max(0.0, gap) / along
                                        : std::numeric_limits<double>::infinity();
      const double step = std::max(0.0, std::min(furthest, whole));
      if (step == std::numeric_limits<double>::infinity()) return false;
      if (along > flat) w_ += step * move;
      held_ -= step * share;
      at_zero_ -= step * pull.cwiseProduct(VectorXd::Ones(w_.size()) - free_);
      own += step;
      if (whole <= furthest) break;
      if (dropped >= 0) {
        at_zero_(dropped) = 0;
        set_free(dropped, true);
      } else {
        unbind(-1 - dropped);
      }
    }
    if (which >= 0) {
      set_free(which, false);
      w_(which) = 0;
      at_zero_(which) = own;
    } else {
      bind(rows_.row(-1 - which).transpose(), -1 - which);
      held_(held_.size() - 1) = own;
    }
    return true;
  }

  // Solved once more on what binds: each step has added its rounding.
  VectorXd tidy() const {
    const MatrixXd columns = (bound_ * free_.asDiagonal()).transpose();
    VectorXd w = from_.cwiseProduct(free_);
    VectorXd off = -columns.transpose() * w;
    off(0) += 1;
    // The shortest change that meets all equations.
    w += columns * (columns.transpose() * columns).ldlt().solve(off);
    off = -columns.transpose() * w;
    off(0) += 1;
    return w + columns * (columns.transpose() * columns).ldlt().solve(off);
  }

  const decide::Matrix& rows_;
  const VectorXd& from_;
  VectorXd w_;
  VectorXd free_;                // 1 where the weight may move, 0 where it stays 0
  VectorXd at_zero_;             // multipliers of those that stay
  decide::Matrix bound_;         // sum w = 1, then the rows that bind
  std::vector<Index> binding_;   // which they are; -1 for the sum
  VectorXd held_;                // their multipliers
  MatrixXd products_;            // of the bound rows with each other, over the free columns
};

}  // namespace

std::optional<VectorXd> projection(const decide::Matrix& rows, const VectorXd& from) {
  return Projection(rows, from).find();
}

}  // namespace shortlist::whatif
