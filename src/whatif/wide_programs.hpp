#pragma once
// The programs of nearest.hpp where weights are many: a row for each opponent that binds and none
// for a weight, kept from one round of opponents to the next.

#include "whatif/bounded_simplex.hpp"

#include <optional>

namespace shortlist::whatif {

// min sum |w - from| where cuts w >= 0, w >= 0, sum w = 1.
class LeastSum {
 public:
  explicit LeastSum(const Eigen::VectorXd& from);

  void add_cut(const Eigen::RowVectorXd& cut);
  std::optional<Eigen::VectorXd> weights();

 private:
  Eigen::VectorXd from_;
  BoundedSimplex program_;  // of what is added to each weight, then of what is taken from it
};

// The weights where the least of the cuts is largest, or at most `enough`.
class MostAhead {
 public:
  MostAhead(Eigen::Index columns, double enough);

  void add_cut(const Eigen::RowVectorXd& cut);
  // Weights no further than this from given ones.
  void keep_within(const Eigen::VectorXd& from, double reach);
  Eigen::VectorXd weights();
  // After `weights`: of the cuts, summing to 1 unless all of them are ahead by enough; no weights
  // have their sum, so weighted, further ahead.
  Eigen::VectorXd mixture() const;

 private:
  BoundedSimplex program_;
  Eigen::Index columns_;
  Eigen::Index cuts_ = 0;
};

// min max |w - from| under the same cuts. What mixture of cuts is behind at all weights within
// reach stays so until the reach has grown to where that mixture is level: the next one to try
// (Newton's method on the lead as a function of the reach, as Dinkelbach 1967, "On nonlinear
// fractional programming", Management Science 13; it comes from below and ends at the least).
class LeastLargest {
 public:
  explicit LeastLargest(const Eigen::VectorXd& from);

  void add_cut(const Eigen::RowVectorXd& cut);
  std::optional<Eigen::VectorXd> weights();

 private:
  Eigen::VectorXd from_;
  MostAhead ahead_;
  Matrix cuts_;
  double reach_ = 0;
};

}  // namespace shortlist::whatif
