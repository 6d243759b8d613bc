#pragma once
// The weights that satisfy linear comparisons, as a polytope: whether there are any, how far each
// weight reaches, its corners where it is a simplex, and points that span it.

#include "whatif/contest.hpp"

#include <optional>
#include <vector>

namespace shortlist::whatif {

// {w : w >= 0, sum w = 1, rows w >= 0}.
struct Polytope {
  Matrix rows;  // comparisons x columns; columns >= 2
};

using Point = Eigen::VectorXd;

// The weights for which objective . w is largest; none where the polytope is empty.
std::optional<Point> furthest(const Polytope& polytope, const Point& objective);

// Whether a ball (within sum w = 1) of radius 1e-7 fits.
bool has_interior(const Polytope& polytope);

// The least and the greatest value of each weight. Needs an interior.
struct Ranges {
  Point low;
  Point high;
};
Ranges ranges(const Polytope& polytope);

// The corners, one a column, where there are as many as weights; none else. Needs an interior.
std::optional<Eigen::MatrixXd> simplex_corners(const Polytope& polytope);

// Corners, one a column, among them one furthest along each axis, whose differences span
// sum w = 0; their mean is an inner point. Needs an interior.
Eigen::MatrixXd spanning_corners(const Polytope& polytope);

}  // namespace shortlist::whatif
