#include "whatif/least_distance.hpp"

#include <Eigen/QR>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace shortlist::whatif {

namespace {

using Eigen::Index;
using Eigen::VectorXd;

constexpr double gain_tolerance = 1e-12;

Eigen::MatrixXd chosen(const Eigen::MatrixXd& matrix, const std::vector<Index>& columns) {
  Eigen::MatrixXd some(matrix.rows(), static_cast<Index>(columns.size()));
  for (std::size_t i = 0; i < columns.size(); ++i)
    some.col(static_cast<Index>(i)) = matrix.col(columns[i]);
  return some;
}

// Solutions of least squares over the columns that may be positive; 0 elsewhere.
VectorXd over(const Eigen::MatrixXd& matrix, const VectorXd& target,
              const std::vector<Index>& columns) {
  const VectorXd some = chosen(matrix, columns).colPivHouseholderQr().solve(target);
  VectorXd all = VectorXd::Zero(matrix.cols());
  for (std::size_t i = 0; i < columns.size(); ++i) all(columns[i]) = some(static_cast<Index>(i));
  return all;
}

// min |matrix u - target| where u >= 0.
VectorXd non_negative_least_squares(const Eigen::MatrixXd& matrix, const VectorXd& target) {
  VectorXd u = VectorXd::Zero(matrix.cols());
  std::vector<Index> positive;
  for (Index step = 0; step < 10 * (matrix.cols() + 1); ++step) {
    VectorXd gain = matrix.transpose() * (target - matrix * u);
    for (const Index column : positive) gain(column) = 0;
    Index best = 0;
    if (gain.maxCoeff(&best) <= gain_tolerance) break;
    positive.push_back(best);
    while (true) {
      const VectorXd wanted = over(matrix, target, positive);
      double step_to = 1;  // how far from u to wanted all stay positive
      for (const Index column : positive)
        if (wanted(column) <= 0)
          step_to = std::min(step_to, u(column) / std::max(u(column) - wanted(column), 1e-300));
      u += step_to * (wanted - u);
      if (step_to >= 1) break;
      const auto emptied = [&](Index column) { return u(column) <= gain_tolerance * 1e-3; };
      for (const Index column : positive)
        if (emptied(column)) u(column) = 0;
      positive.erase(std::remove_if(positive.begin(), positive.end(), emptied), positive.end());
      if (positive.empty()) break;
    }
  }
  return u;
}

}  // namespace

std::optional<VectorXd> shortest(const Matrix& rows, const VectorXd& right) {
  if ((right.array() <= 0).all()) return VectorXd::Zero(rows.cols());
  Eigen::MatrixXd matrix(rows.cols() + 1, rows.rows());
  matrix.topRows(rows.cols()) = rows.transpose();
  matrix.bottomRows(1) = right.transpose();
  VectorXd target = VectorXd::Zero(rows.cols() + 1);
  target(rows.cols()) = 1;
  const VectorXd u = non_negative_least_squares(matrix, target);
  const VectorXd residual = matrix * u - target;
  if (residual.norm() <= 1e-9) return std::nullopt;

  std::vector<Index> binding;
  for (Index row = 0; row < u.size(); ++row)
    if (u(row) > 0) binding.push_back(row);
  const Eigen::MatrixXd bound = chosen(rows.transpose(), binding);
  VectorXd at(static_cast<Index>(binding.size()));
  for (std::size_t i = 0; i < binding.size(); ++i) at(static_cast<Index>(i)) = right(binding[i]);
  return VectorXd(bound * (bound.transpose() * bound).colPivHouseholderQr().solve(at));
}

}  // namespace shortlist::whatif
