#pragma once
// Linear programs of many bounded variables and few rows, which may be joined by more: by the dual
// simplex method, which goes on from where it stood when a row or a bound changes.
//
//     BoundedSimplex program(cost, low, high);
//     program.add_row(coefficients, 0, most);
//     if (program.solve()) use(program.solution());

#include "whatif/matrix.hpp"

#include <vector>

namespace shortlist::whatif {

class BoundedSimplex {
 public:
  // Minimises cost . x where low <= x <= high, all of them finite.
  BoundedSimplex(const Eigen::VectorXd& cost, const Eigen::VectorXd& low,
                 const Eigen::VectorXd& high);

  // low <= coefficients . x <= high; `high` may be infinite.
  void add_row(const Eigen::RowVectorXd& coefficients, double low, double high);
  void set_bounds(Eigen::Index variable, double low, double high);

  // False where nothing satisfies all rows. A step costs rows times variables.
  bool solve();

  // After `solve` said true.
  Eigen::VectorXd solution() const;
  // What the cost would gain if a row's bound were eased by 1; 0 where it does not bind.
  double multiplier(Eigen::Index row) const;

 private:
  struct Candidate {
    Eigen::Index column;
    double ratio;  // in grains, so that those which rounding tells apart are tied
  };

  Eigen::Index rows() const { return static_cast<Eigen::Index>(basic_.size()); }
  double value_of(Eigen::Index column) const;
  void find_values();
  Eigen::Index leaving(bool first) const;
  std::vector<Candidate> candidates(Eigen::Index row, double direction) const;
  Eigen::Index entering(Eigen::Index row, double direction, double gap, bool first);
  void pivot(Eigen::Index row, Eigen::Index column, bool at_high);

  // Variables: those of the program, then one a row, its sum. Those that are not basic stand at a
  // bound; each basic one is a row of `table_` times them.
  Eigen::Index structural_;
  std::vector<double> low_;
  std::vector<double> high_;
  Matrix rows_;                       // as they were added
  Matrix table_;                      // rows x structural
  Eigen::VectorXd gain_;              // of the cost, by each that is not basic
  std::vector<Eigen::Index> basic_;   // variable of each row
  std::vector<Eigen::Index> column_;  // variable of each column
  std::vector<bool> at_high_;         // of each column
  Eigen::VectorXd value_;             // of each row
};

}  // namespace shortlist::whatif
