#pragma once
// The shortest vector that satisfies linear inequalities.

#include "whatif/matrix.hpp"

#include <optional>

namespace shortlist::whatif {

// min |x| where rows x >= right; none where nothing satisfies them. By non-negative least squares
// (Lawson & Hanson 1974, Solving Least Squares Problems, algorithms NNLS and LDP), then solved once
// more on the rows that bind. Exact to rounding. O(rows^2 columns^2) at worst in practice.
std::optional<Eigen::VectorXd> shortest(const Matrix& rows, const Eigen::VectorXd& right);

}  // namespace shortlist::whatif
