#pragma once
// The point of a polytope of weights that is nearest to given ones, by Euclid.

#include "decide/value_matrix.hpp"

#include <optional>

namespace shortlist::whatif {

// min |w - from| where rows w >= 0, w >= 0, sum w = 1; none where there is no such w. `from` is
// itself >= 0 and sums to 1. A step costs rows x (rows + columns).
std::optional<Eigen::VectorXd> projection(const decide::Matrix& rows, const Eigen::VectorXd& from);

}  // namespace shortlist::whatif
