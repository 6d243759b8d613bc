#pragma once
// The point of a polytope of weights that is nearest to given ones, by Euclid.
//
//     Projection nearest(from);
//     nearest.add_cut(row);
//     if (const auto w = nearest.weights()) use(*w);

#include "whatif/matrix.hpp"

#include <limits>
#include <optional>
#include <vector>

namespace shortlist::whatif {

// min |w - from| where cuts w >= 0, w >= 0, sum w = 1. `from` is itself >= 0 and sums to 1. More
// cuts may come after an answer, which the next one starts from. A step costs columns times the
// cuts, and the cube of those that bind.
class Projection {
 public:
  explicit Projection(const Eigen::VectorXd& from);

  void add_cut(const Eigen::RowVectorXd& cut);

  // None where there is no such w.
  std::optional<Eigen::VectorXd> weights();

 private:
  // A weight by its column; a cut by -1 - its number.
  static constexpr Eigen::Index nothing = std::numeric_limits<Eigen::Index>::max();

  // How a step goes: where to, and by how much what binds lets go.
  struct Direction {
    Eigen::VectorXd move;
    Eigen::VectorXd share;  // of the bound rows
    Eigen::VectorXd pull;   // of the weights at 0
  };

  // What lets go first, and after how long a step.
  struct Release {
    Eigen::Index which = nothing;
    double after = std::numeric_limits<double>::infinity();
  };

  Eigen::VectorXd normal(Eigen::Index which) const;
  Eigen::Index most_broken() const;
  Direction direction(const Eigen::VectorXd& toward) const;
  Release release(const Direction& direction) const;
  bool take_in(Eigen::Index which);
  void bind(const Eigen::VectorXd& row, Eigen::Index number, double multiplier);
  void unbind(Eigen::Index place);
  void set_free(Eigen::Index column, bool free);
  Eigen::VectorXd tidy() const;

  Eigen::VectorXd from_;
  Eigen::VectorXd w_;
  Matrix cuts_;
  Eigen::VectorXd free_;               // 1 where the weight may move, 0 where it stays 0
  Eigen::VectorXd at_zero_;            // multipliers of those that stay
  Matrix bound_;                       // sum w = 1, then the cuts that bind
  std::vector<Eigen::Index> binding_;  // which they are; -1 for the sum
  Eigen::VectorXd held_;               // their multipliers
  Eigen::MatrixXd products_;           // of the bound rows with each other, over what is free
};

}  // namespace shortlist::whatif
