#include "whatif/nearest.hpp"

#include "whatif/least_distance.hpp"
#include "whatif/linear_program.hpp"
#include "whatif/projection.hpp"
#include "whatif/wide_programs.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace shortlist::whatif {

namespace {

using Eigen::Index;
using Eigen::VectorXd;

// How far a constraint may be broken by rounding.
constexpr double slack = 1e-11;

// Constraints that join a program at once.
constexpr std::size_t cuts_a_round = 8;

// Weights that programs have a row or two for each of; of more, none.
constexpr Index most_narrow = 64;

VectorXd stated(const Contest& contest) {
  return Eigen::Map<const VectorXd>(contest.weights.data(),
                                    static_cast<Index>(contest.weights.size()));
}

// The constraints d w >= 0 that a program knows of, d = values of the row less an opponent's.
class Cuts {
 public:
  Cuts(const Contest& contest, int row)
      : contest_(contest), row_(row), others_(opponents(contest, row)) {}

  // Takes in the opponents that are furthest ahead at w, by more than `ahead`; false if none is.
  bool add_ahead(const VectorXd& w, double ahead) {
    const VectorXd scores = contest_.value * w;
    std::vector<int> found;
    for (const int other : others_)
      if (scores(other) - scores(row_) > ahead &&
          std::find(known_.begin(), known_.end(), other) == known_.end())
        found.push_back(other);
    const std::size_t count = std::min(found.size(), cuts_a_round);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count),
                      found.end(), [&](int left, int right) {
                        return scores(left) != scores(right) ? scores(left) > scores(right)
                                                             : left < right;
                      });
    known_.insert(known_.end(), found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count));
    return count > 0;
  }

  // Whether any opponent is at w, known or not.
  bool any_ahead(const VectorXd& w) const {
    const VectorXd scores = contest_.value * w;
    return std::any_of(others_.begin(), others_.end(),
                       [&](int other) { return scores(other) - scores(row_) > slack; });
  }

  Eigen::RowVectorXd row(std::size_t cut) const {
    return contest_.value.row(row_) - contest_.value.row(known_[cut]);
  }

  Matrix rows() const {
    Matrix rows(static_cast<Index>(known_.size()), contest_.value.cols());
    for (std::size_t i = 0; i < known_.size(); ++i) rows.row(static_cast<Index>(i)) = row(i);
    return rows;
  }

  const std::vector<int>& known() const { return known_; }

 private:
  const Contest& contest_;
  int row_;
  std::vector<int> others_;
  std::vector<int> known_;
};

Matrix sum_to_one(Index columns, Index weights) {
  Matrix equal = Matrix::Zero(1, columns);
  equal.row(0).head(weights).setOnes();
  return equal;
}

// x = (p, n), w = w0 + p - n; min sum p + n.
std::optional<VectorXd> least_sum(const VectorXd& w0, const Matrix& cuts) {
  const Index k = w0.size();
  LinearProgram program;
  program.objective = VectorXd::Constant(2 * k, -1);
  program.rows = Matrix::Zero(cuts.rows() + k, 2 * k);
  program.rows.topLeftCorner(cuts.rows(), k) = cuts;
  program.rows.topRightCorner(cuts.rows(), k) = -cuts;
  program.rows.bottomRightCorner(k, k) = -Matrix::Identity(k, k);
  program.right.resize(cuts.rows() + k);
  program.right << -cuts * w0, -w0;
  program.equal = sum_to_one(2 * k, k);
  program.equal.row(0).tail(k).setConstant(-1);
  program.equal_right = VectorXd::Zero(1);
  const auto x = solve(program);
  if (!x) return std::nullopt;
  return VectorXd(w0 + x->head(k) - x->tail(k));
}

// x = (w, e), |w - w0| <= e; min e.
std::optional<VectorXd> least_largest(const VectorXd& w0, const Matrix& cuts) {
  const Index k = w0.size();
  LinearProgram program;
  program.objective = VectorXd::Zero(k + 1);
  program.objective(k) = -1;
  program.rows = Matrix::Zero(cuts.rows() + 2 * k, k + 1);
  program.rows.topLeftCorner(cuts.rows(), k) = cuts;
  program.rows.block(cuts.rows(), 0, k, k) = Matrix::Identity(k, k);
  program.rows.block(cuts.rows() + k, 0, k, k) = -Matrix::Identity(k, k);
  program.rows.bottomRightCorner(2 * k, 1).setOnes();
  program.right.resize(cuts.rows() + 2 * k);
  program.right << VectorXd::Zero(cuts.rows()), w0, -w0;
  program.equal = sum_to_one(k + 1, k);
  program.equal_right = VectorXd::Ones(1);
  const auto x = solve(program);
  if (!x) return std::nullopt;
  return VectorXd(x->head(k));
}

// x = w - w0 in the plane sum x = 0, in which the rows are laid; min |x|.
std::optional<VectorXd> least_euclidean(const VectorXd& w0, const Matrix& cuts) {
  const Index k = w0.size();
  Matrix rows(cuts.rows() + k, k);
  rows << cuts, Matrix::Identity(k, k);
  const VectorXd right = -rows * w0;
  rows.colwise() -= rows.rowwise().mean().eval();
  const auto x = shortest(rows, right);
  if (!x) return std::nullopt;
  return VectorXd(w0 + *x);
}

double length(const VectorXd& x, Norm norm) {
  if (norm == Norm::sum) return x.lpNorm<1>();
  return norm == Norm::euclidean ? x.norm() : x.lpNorm<Eigen::Infinity>();
}

// x = (w, e, -e), d w - e >= 0; max e.
VectorXd most_ahead(const Matrix& cuts, Index k) {
  LinearProgram program;
  program.objective = VectorXd::Zero(k + 2);
  program.objective(k) = 1;
  program.objective(k + 1) = -1;
  program.rows = Matrix::Zero(cuts.rows(), k + 2);
  program.rows.leftCols(k) = cuts;
  program.rows.col(k).setConstant(-1);
  program.rows.col(k + 1).setOnes();
  program.right = VectorXd::Zero(cuts.rows());
  program.equal = sum_to_one(k + 2, k);
  program.equal_right = VectorXd::Ones(1);
  return solve(program).value_or(VectorXd::Constant(k + 2, 1.0 / static_cast<double>(k))).head(k);
}

// Weights of the cuts whose mean is ahead of the row on every column by most: the dual.
VectorXd most_ahead_mixture(const Matrix& cuts) {
  const Index count = cuts.rows();
  LinearProgram program;
  program.objective = VectorXd::Zero(count + 1);
  program.objective(count) = 1;
  program.rows = Matrix::Zero(cuts.cols(), count + 1);
  program.rows.leftCols(count) = -cuts.transpose();
  program.rows.col(count).setConstant(-1);
  program.right = VectorXd::Zero(cuts.cols());
  program.equal = sum_to_one(count + 1, count);
  program.equal_right = VectorXd::Ones(1);
  return solve(program).value_or(VectorXd::Zero(count + 1)).head(count);
}

// 0 where rounding left less than nothing, then summing to 1.
VectorXd tidy(VectorXd w) {
  w = w.cwiseMax(0.0);
  return w / w.sum();
}

// --- many weights --------------------------------------------------------------------------------

// Of nearest(), with a program that has add_cut(row) and weights().
template <class Program>
std::optional<VectorXd> nearest_by(Cuts& cuts, const VectorXd& w0, Norm norm, double most) {
  Program program(w0);
  VectorXd w = w0;
  for (std::size_t told = 0; cuts.add_ahead(w, slack);) {
    for (; told < cuts.known().size(); ++told) program.add_cut(cuts.row(told));
    const auto found = program.weights();
    if (!found) return std::nullopt;
    w = tidy(*found);
    if (length(w - w0, norm) > most) return std::nullopt;
  }
  return w;
}

std::optional<VectorXd> nearest_of_many(Cuts& cuts, const VectorXd& w0, Norm norm, double most) {
  if (norm == Norm::sum) return nearest_by<LeastSum>(cuts, w0, norm, most);
  if (norm == Norm::largest) return nearest_by<LeastLargest>(cuts, w0, norm, most);
  return nearest_by<Projection>(cuts, w0, norm, most);
}

// Of largest_margin(); with `enough`, only until it is told whether the row is first anywhere.
Margin largest_margin_of_many(Cuts& cuts, const VectorXd& w0, bool enough) {
  MostAhead program(w0.size(), 1);
  Margin result{1, w0, {}};
  std::size_t told = 0;
  while (cuts.add_ahead(result.weights, cuts.known().empty() ? -2.0 : slack - result.margin)) {
    for (; told < cuts.known().size(); ++told) program.add_cut(cuts.row(told));
    result.weights = tidy(program.weights());
    result.margin = (cuts.rows() * result.weights).minCoeff();
    if (enough && (result.margin < -slack || !cuts.any_ahead(result.weights))) return result;
  }
  if (result.margin >= 0) return result;
  const VectorXd mixture = program.mixture();
  for (Index i = 0; i < mixture.size(); ++i)
    if (mixture(i) > slack)
      result.mixture.emplace_back(cuts.known()[static_cast<std::size_t>(i)], mixture(i));
  return result;
}

}  // namespace

std::vector<int> opponents(const Contest& contest, int row) {
  const int family = contest.family_of[static_cast<std::size_t>(row)];
  const auto [begin, end] = contest.group_of(family);
  std::vector<int> rows;
  for (int other = begin; other < end; ++other) {
    if (other == family) continue;
    const Contestant& contestant = contest.contestants[static_cast<std::size_t>(other)];
    for (int each = contestant.first; each < contestant.last; ++each) rows.push_back(each);
  }
  return rows;
}

std::optional<Nearest> nearest(const Contest& contest, int row, Norm norm, double most) {
  // The cuts to come only take it further; rounding may have brought it nearer by less than this.
  constexpr double grain = 1e-9;
  most += grain;
  const VectorXd w0 = stated(contest);
  Cuts cuts(contest, row);
  if (w0.size() > most_narrow) {
    const auto found = nearest_of_many(cuts, w0, norm, most);
    if (!found) return std::nullopt;
    return Nearest{length(*found - w0, norm), *found};
  }
  VectorXd w = w0;
  while (cuts.add_ahead(w, slack)) {
    const Matrix rows = cuts.rows();
    const auto found = norm == Norm::sum       ? least_sum(w0, rows)
                       : norm == Norm::largest ? least_largest(w0, rows)
                                               : least_euclidean(w0, rows);
    if (!found) return std::nullopt;
    w = tidy(*found);
    if (length(w - w0, norm) > most) return std::nullopt;
  }
  return Nearest{length(w - w0, norm), w};
}

Margin largest_margin(const Contest& contest, int row) {
  Cuts cuts(contest, row);
  VectorXd w = stated(contest);
  if (w.size() > most_narrow) return largest_margin_of_many(cuts, w, false);
  Margin result;
  double known = 1;  // the margin over the cuts so far
  // The first round may have no one ahead; the least far behind is then the only cut that counts.
  while (cuts.add_ahead(w, cuts.known().empty() ? -2.0 : slack - known)) {
    const Matrix rows = cuts.rows();
    w = tidy(most_ahead(rows, w.size()));
    known = (rows * w).minCoeff();
  }
  result.margin = cuts.known().empty() ? 1 : known;
  result.weights = w;
  if (result.margin < 0) {
    const VectorXd mixture = most_ahead_mixture(cuts.rows());
    for (Index i = 0; i < mixture.size(); ++i)
      if (mixture(i) > slack)
        result.mixture.emplace_back(cuts.known()[static_cast<std::size_t>(i)], mixture(i));
  }
  return result;
}

// Weights at which the row is first, where there are any.
static VectorXd first_if_anywhere(const Contest& contest, int row) {
  Cuts cuts(contest, row);
  const VectorXd w = stated(contest);
  return w.size() > most_narrow ? largest_margin_of_many(cuts, w, true).weights
                                : largest_margin(contest, row).weights;
}

std::vector<int> potentially_optimal(const Contest& contest) {
  const int end = contest.group_of(0).second;
  std::vector<bool> found(static_cast<std::size_t>(end), false);
  // All that are first, or tied for it, at w.
  const auto mark = [&](const VectorXd& w) {
    const int rows = contest.contestants[static_cast<std::size_t>(end) - 1].last;
    const VectorXd scores = contest.value.topRows(rows) * w;
    const double best = scores.maxCoeff();
    for (int row = 0; row < rows; ++row)
      if (scores(row) >= best - slack)
        found[static_cast<std::size_t>(contest.family_of[static_cast<std::size_t>(row)])] = true;
  };
  mark(stated(contest));
  const auto k = static_cast<Index>(contest.weights.size());
  for (Index column = 0; column < k; ++column) mark(VectorXd::Unit(k, column));
  for (int family = 0; family < end; ++family) {
    const Contestant& contestant = contest.contestants[static_cast<std::size_t>(family)];
    for (int row = contestant.first;
         row < contestant.last && !found[static_cast<std::size_t>(family)]; ++row)
      mark(first_if_anywhere(contest, row));
  }
  std::vector<int> families;
  for (int family = 0; family < end; ++family)
    if (found[static_cast<std::size_t>(family)]) families.push_back(family);
  return families;
}

}  // namespace shortlist::whatif
