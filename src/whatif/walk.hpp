#pragma once
// Hit-and-run: draws from a polytope of any shape, each a few steps from the one before.
//
// A step goes along a line to a uniform point of the part of it that lies inside (Smith 1984,
// "Efficient Monte Carlo procedures for generating points uniformly distributed over bounded
// regions"). Lines run along the differences of corners that span the polytope, so that one that is
// thin is crossed along its length.

#include "whatif/polytope.hpp"
#include "whatif/stream.hpp"

#include <cstdint>
#include <span>

namespace shortlist::whatif {

// What a walk needs to know; built once for a region.
struct Trail {
  explicit Trail(const Polytope& polytope);

  Matrix rows;               // the comparisons
  Eigen::MatrixXd corners;   // one a column
  Eigen::MatrixXd distance;  // of each corner to each side: w >= 0, then the rows
  Eigen::VectorXd start;     // the inner point's distances
};

class Walk {
 public:
  // From the inner point, some steps already behind it. `trail` outlives the walk.
  Walk(const Trail& trail, Stream stream);

  void next(std::span<std::int32_t> weights);

 private:
  void step();
  void refresh();

  const Trail* trail_;
  Stream stream_;
  Eigen::VectorXd distance_;  // weights, then rows . weights
  Eigen::VectorXd rate_;
};

}  // namespace shortlist::whatif
