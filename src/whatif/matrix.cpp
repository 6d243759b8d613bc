#include "whatif/matrix.hpp"

#include <cstddef>

namespace shortlist::whatif {

double weighted_sum(const Eigen::Ref<const Eigen::RowVectorXd>& values,
                    const std::vector<double>& weights) {
  double sum = 0;
  for (Eigen::Index i = 0; i < values.size(); ++i)
    sum += weights[static_cast<std::size_t>(i)] * values[i];
  return sum;
}

}  // namespace shortlist::whatif
