#pragma once
// Partial values and comparisons as matrices, and the weighted sum of a row.

#include <Eigen/Core>

#include <vector>

namespace shortlist::whatif {

// One row an alternative or a comparison, one column a need, so that a row is contiguous.
using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// sum_k w_k u_k, added in the order of the needs, as a ranking adds them: the same bits whatever
// the vector width.
double weighted_sum(const Eigen::Ref<const Eigen::RowVectorXd>& values,
                    const std::vector<double>& weights);

}  // namespace shortlist::whatif
