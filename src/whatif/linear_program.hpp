#pragma once
// Small dense linear programs, by the simplex method in two phases.

#include "whatif/matrix.hpp"

#include <optional>

namespace shortlist::whatif {

// Maximise objective . x where rows x >= right, equal x = equal_right, x >= 0. Bounded.
struct LinearProgram {
  Matrix rows;
  Eigen::VectorXd right;
  Matrix equal;
  Eigen::VectorXd equal_right;
  Eigen::VectorXd objective;
};

// A corner at which the objective is largest; none where nothing is feasible. Bland's rule, so it
// ends; numbers should be of the size of 1.
std::optional<Eigen::VectorXd> solve(const LinearProgram& program);

}  // namespace shortlist::whatif
