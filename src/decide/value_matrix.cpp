#include "decide/value_matrix.hpp"

#include <cstddef>

namespace shortlist::decide {

ValueMatrix value_matrix(const std::vector<Alternative>& alternatives, std::size_t needs) {
  const auto rows = static_cast<Eigen::Index>(alternatives.size());
  const auto columns = static_cast<Eigen::Index>(needs);
  ValueMatrix values{Matrix(rows, columns), Matrix(rows, columns)};
  for (Eigen::Index row = 0; row < rows; ++row) {
    const auto& outcomes = alternatives[static_cast<std::size_t>(row)].outcomes;
    for (Eigen::Index column = 0; column < columns; ++column) {
      const auto& value = outcomes[static_cast<std::size_t>(column)].value;
      values.low(row, column) = value.low;
      values.high(row, column) = value.high;
    }
  }
  return values;
}

double weighted_sum(const Eigen::Ref<const Eigen::RowVectorXd>& values,
                    const std::vector<double>& weights) {
  double sum = 0;
  for (Eigen::Index i = 0; i < values.size(); ++i)
    sum += weights[static_cast<std::size_t>(i)] * values[i];
  return sum;
}

}  // namespace shortlist::decide
