// A tableau of the equations "rows x - surplus + artificial = right". Phase one drives the
// artificials to 0, phase two maximises with their columns shut. Dantzig's rule chooses the
// entering column as long as it makes progress, Bland's (the first that improves) after many steps:
// that one cannot go round in circles (Bland 1977).

#include "whatif/linear_program.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace shortlist::whatif {

namespace {

using Eigen::Index;

constexpr double pivot_tolerance = 1e-10;

class Tableau {
 public:
  explicit Tableau(const LinearProgram& program)
      : variables_(program.objective.size()),
        surplus_(program.rows.rows()),
        height_(program.rows.rows() + program.equal.rows()),
        open_(variables_ + surplus_),
        cells_(Matrix::Zero(height_ + 1, open_ + height_ + 1)) {
    for (Index row = 0; row < height_; ++row) {
      const bool inequality = row < surplus_;
      const Index other = row - surplus_;
      cells_.row(row).head(variables_) =
          inequality ? program.rows.row(row) : program.equal.row(other);
      if (inequality) cells_(row, variables_ + row) = -1;
      right(row) = inequality ? program.right(row) : program.equal_right(other);
      if (right(row) < 0) cells_.row(row) = -cells_.row(row);
      cells_(row, open_ + row) = 1;
      basis_.push_back(open_ + row);
    }
  }

  bool make_feasible() {
    // The last row holds what each column would gain: here, less of the artificials.
    for (Index row = 0; row < height_; ++row) cells_.row(height_) += cells_.row(row);
    cells_.row(height_).segment(open_, height_).setZero();
    climb();
    if (right(height_) > pivot_tolerance * 10) return false;
    for (Index row = 0; row < height_; ++row)
      if (basis_[at(row)] >= open_) leave(row);
    return true;
  }

  void maximise(const Eigen::VectorXd& objective) {
    cells_.row(height_).setZero();
    cells_.row(height_).head(variables_) = objective.transpose();
    for (Index row = 0; row < height_; ++row)
      if (const double gain = cells_(height_, basis_[at(row)]); gain != 0)
        cells_.row(height_) -= gain * cells_.row(row);
    climb();
  }

  Eigen::VectorXd solution() const {
    Eigen::VectorXd x = Eigen::VectorXd::Zero(variables_);
    for (Index row = 0; row < height_; ++row)
      if (basis_[at(row)] < variables_)
        x(basis_[at(row)]) = std::max(0.0, cells_(row, cells_.cols() - 1));
    return x;
  }

 private:
  static std::size_t at(Index row) { return static_cast<std::size_t>(row); }
  double& right(Index row) { return cells_(row, cells_.cols() - 1); }

  void pivot(Index row, Index column) {
    cells_.row(row) /= cells_(row, column);
    for (Index other = 0; other <= height_; ++other)
      if (other != row && cells_(other, column) != 0)
        cells_.row(other) -= cells_(other, column) * cells_.row(row);
    basis_[at(row)] = column;
  }

  // An artificial that is basic at 0 changes places with any column; else its row says nothing.
  void leave(Index row) {
    for (Index column = 0; column < open_; ++column)
      if (std::abs(cells_(row, column)) > pivot_tolerance * 100) return pivot(row, column);
  }

  Index entering(bool first) const {
    Index best = -1;
    for (Index column = 0; column < open_; ++column) {
      const double gain = cells_(height_, column);
      if (gain <= pivot_tolerance || (best >= 0 && gain <= cells_(height_, best))) continue;
      best = column;
      if (first) break;
    }
    return best;
  }

  Index leaving(Index column) {
    Index best = -1;
    for (Index row = 0; row < height_; ++row) {
      if (cells_(row, column) <= pivot_tolerance) continue;
      const double step = right(row) / cells_(row, column);
      const double least = best < 0 ? step : right(best) / cells_(best, column);
      if (best < 0 || step < least || (step == least && basis_[at(row)] < basis_[at(best)]))
        best = row;
    }
    return best;
  }

  void climb() {
    const Index patience = 10 * (height_ + open_);
    const Index most = 100 * patience;
    for (Index step = 0; step < most; ++step) {
      const Index column = entering(step > patience);
      if (column < 0) return;
      const Index row = leaving(column);
      if (row < 0) return;
      pivot(row, column);
    }
  }

  Index variables_;
  Index surplus_;
  Index height_;
  Index open_;  // columns that may enter
  Matrix cells_;
  std::vector<Index> basis_;
};

}  // namespace

std::optional<Eigen::VectorXd> solve(const LinearProgram& program) {
  Tableau tableau(program);
  if (!tableau.make_feasible()) return std::nullopt;
  tableau.maximise(program.objective);
  return tableau.solution();
}

}  // namespace shortlist::whatif
