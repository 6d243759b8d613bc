#pragma once
// Partial values of alternatives on needs, as matrices, and their weighted sum.

#include "decide/decide.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace shortlist::decide {

// One row an alternative, one column a need, so that a row is contiguous.
using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// The two ends of the values' intervals.
struct ValueMatrix {
  Matrix low;
  Matrix high;
};

ValueMatrix value_matrix(const std::vector<Alternative>& alternatives, std::size_t needs);

// sum_k w_k u_k, added in the order of the needs: the same bits whatever the vector width. The
// products are what a report shows as contributions, so these add up to the score exactly.
double weighted_sum(const Eigen::Ref<const Eigen::RowVectorXd>& values,
                    const std::vector<double>& weights);

}  // namespace shortlist::decide
