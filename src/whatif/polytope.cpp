#include "whatif/polytope.hpp"

#include "whatif/linear_program.hpp"

#include <Eigen/QR>

#include <cmath>
#include <cstddef>
#include <utility>

namespace shortlist::whatif {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;

constexpr double smallest_radius = 1e-7;
constexpr double redundant_within = 1e-9;
constexpr double independent = 1e-9;

// All inequalities, w >= 0 first, each of the size of 1.
Matrix facets(const Polytope& polytope) {
  const Index columns = polytope.rows.cols();
  Matrix all(columns + polytope.rows.rows(), columns);
  all.topRows(columns).setIdentity();
  for (Index row = 0; row < polytope.rows.rows(); ++row) {
    const double size = polytope.rows.row(row).cwiseAbs().maxCoeff();
    all.row(columns + row) = polytope.rows.row(row) / (size > 0 ? size : 1);
  }
  return all;
}

LinearProgram program(const Polytope& polytope) {
  const Index columns = polytope.rows.cols();
  LinearProgram program;
  program.rows = facets(polytope).bottomRows(polytope.rows.rows());
  program.right = Point::Zero(program.rows.rows());
  program.equal = Matrix::Ones(1, columns);
  program.equal_right = Point::Ones(1);
  return program;
}

// Whether the inequality `which` holds wherever the others in `kept` do. It is eased by 1, not left
// out, so that the program stays bounded; weights are shifted by 1, since they may then be
// negative.
bool redundant(const Matrix& all, const std::vector<Index>& kept, Index which) {
  const Index columns = all.cols();
  LinearProgram program;
  program.rows.resize(static_cast<Index>(kept.size()), columns);
  program.right.resize(program.rows.rows());
  for (Index row = 0; row < program.rows.rows(); ++row) {
    const Index facet = kept[static_cast<std::size_t>(row)];
    program.rows.row(row) = all.row(facet);
    program.right(row) = all.row(facet).sum() - (facet == which ? 1 : 0);
  }
  program.equal = Matrix::Ones(1, columns);
  program.equal_right = Point::Constant(1, 1.0 + static_cast<double>(columns));
  program.objective = -all.row(which).transpose();
  const auto least = solve(program);
  return !least || all.row(which).dot(*least) - all.row(which).sum() > -redundant_within;
}

}  // namespace

std::optional<Point> furthest(const Polytope& polytope, const Point& objective) {
  LinearProgram whole = program(polytope);
  whole.objective = objective;
  return solve(whole);
}

// Maximises the radius, one variable more: row . w >= radius |row within sum w = 0|.
bool has_interior(const Polytope& polytope) {
  const Matrix all = facets(polytope);
  const Index columns = all.cols();
  LinearProgram largest;
  largest.rows.resize(all.rows(), columns + 1);
  largest.right = Point::Zero(all.rows());
  for (Index row = 0; row < all.rows(); ++row) {
    const double mean = all.row(row).mean();
    largest.rows.row(row).head(columns) = all.row(row);
    largest.rows(row, columns) = -(all.row(row).array() - mean).matrix().norm();
  }
  largest.equal = Matrix::Ones(1, columns + 1);
  largest.equal(0, columns) = 0;
  largest.equal_right = Point::Ones(1);
  largest.objective = Point::Unit(columns + 1, columns);
  const auto ball = solve(largest);
  return ball && (*ball)(columns) > smallest_radius;
}

Ranges ranges(const Polytope& polytope) {
  const Index columns = polytope.rows.cols();
  Ranges ranges{Point::Zero(columns), Point::Ones(columns)};
  for (Index column = 0; column < columns; ++column) {
    const Point axis = Point::Unit(columns, column);
    if (const auto least = furthest(polytope, -axis)) ranges.low(column) = (*least)(column);
    if (const auto most = furthest(polytope, axis)) ranges.high(column) = (*most)(column);
  }
  return ranges;
}

std::optional<MatrixXd> simplex_corners(const Polytope& polytope) {
  const Matrix all = facets(polytope);
  const Index columns = all.cols();
  std::vector<Index> kept;
  for (Index facet = 0; facet < all.rows(); ++facet) kept.push_back(facet);
  for (Index facet = all.rows() - 1; facet >= 0; --facet)
    if (redundant(all, kept, facet)) std::erase(kept, facet);
  if (static_cast<Index>(kept.size()) != columns) return std::nullopt;

  // The corner against a facet is where all the others are 0.
  MatrixXd corners(columns, columns);
  for (Index corner = 0; corner < columns; ++corner) {
    MatrixXd system(columns, columns);
    for (Index row = 0; row < columns; ++row)
      system.row(row) = all.row(kept[static_cast<std::size_t>(row)]);
    system.row(corner).setOnes();
    corners.col(corner) = system.colPivHouseholderQr().solve(Point::Unit(columns, corner));
  }
  if (!corners.allFinite() || corners.minCoeff() < -redundant_within) return std::nullopt;
  return corners.cwiseMax(0);
}

MatrixXd spanning_corners(const Polytope& polytope) {
  const Index columns = polytope.rows.cols();
  std::vector<Point> corners;
  MatrixXd axes(columns, 0);  // orthonormal, of the differences so far
  const auto take = [&](const Point& objective) {
    const auto corner = furthest(polytope, objective);
    if (!corner) return;
    if (!corners.empty()) {
      Point difference = *corner - corners.front();
      difference -= axes * (axes.transpose() * difference);
      if (difference.norm() > independent && axes.cols() + 1 < columns) {
        axes.conservativeResize(Eigen::NoChange, axes.cols() + 1);
        axes.rightCols(1) = difference.normalized();
      }
    }
    corners.push_back(*corner);
  };
  for (Index column = 0; column < columns; ++column) {
    take(Point::Unit(columns, column));
    take(-Point::Unit(columns, column));
  }
  // Where these lie in a plane, one side of it and the other.
  while (axes.cols() + 1 < columns) {
    const Index found = axes.cols();
    for (Index column = 0; column < columns && axes.cols() == found; ++column) {
      Point across = Point::Unit(columns, column).array() - 1.0 / static_cast<double>(columns);
      across -= axes * (axes.transpose() * across);
      if (across.norm() < independent) continue;
      take(across);
      if (axes.cols() == found) take(-across);
    }
    if (axes.cols() == found) break;
  }
  MatrixXd all(columns, static_cast<Index>(corners.size()));
  for (std::size_t i = 0; i < corners.size(); ++i) all.col(static_cast<Index>(i)) = corners[i];
  return all;
}

}  // namespace shortlist::whatif
