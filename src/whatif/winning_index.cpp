// The share of a simplex on one side of a hyperplane.
//
// Let d_1 .. d_K be the values of a linear function at the corners of a simplex, u > 0 and -v < 0
// two of them. The function is 0 at the point q of the edge between these corners that divides it
// as u : v. The hyperplane through q and the other K - 2 corners cuts the simplex in two: one has q
// in place of the corner of u and v / (u + v) of the volume, the other has q in place of the corner
// of -v and the rest. Seen from q, where the function is 0, its sign is that on the facet opposite,
// so a corner of value 0 changes no share and may be left out:
//
//     P(d) = v / (u + v) P(d without u) + u / (u + v) P(d without -v)
//
// down to values of one sign. This is the recursion of A. Varsi, "The multidimensional content of
// the frustum of the simplex", Pacific Journal of Mathematics 46 (1973), 303-314; M. M. Ali,
// "Content of the frustum of a simplex", ibid. 48 (1973), 313-322, has it for any order of the
// corners. Shares are means of shares, so errors do not grow, which the sum of products over the
// corners does not give: its terms cancel where values are close.

#include "whatif/winning_index.hpp"

#include "whatif/crew.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <chrono>
#include <cstddef>

namespace shortlist::whatif {

namespace {

using Values = std::array<double, most_closed_needs>;

constexpr std::size_t pairs_a_thread = 4096;  // fewer are done before it has started

// Scores of a family's row at the corners of the simplex, added in the order of the columns.
Matrix scores_at(const Matrix& corners, const Contest& contest) {
  const auto families = static_cast<Eigen::Index>(contest.contestants.size());
  Matrix scores = Matrix::Zero(families, corners.rows());
  for (Eigen::Index family = 0; family < families; ++family) {
    const int row = contest.contestants[static_cast<std::size_t>(family)].first;
    for (Eigen::Index corner = 0; corner < corners.rows(); ++corner)
      for (Eigen::Index column = 0; column < corners.cols(); ++column)
        scores(family, corner) += corners(corner, column) * contest.low(row, column);
  }
  return scores;
}

}  // namespace

double winning_index(std::span<const double> d) {
  assert(d.size() <= most_closed_needs);
  Values above;
  Values below;
  std::size_t more = 0;
  std::size_t less = 0;
  for (const double each : d) {  // without a branch that guesses signs
    above[more] = each;
    below[less] = -each;
    more += each > 0 ? 1U : 0U;
    less += each < 0 ? 1U : 0U;
  }
  if (more == 0 || less == 0) return more > 0 ? 1 : less > 0 ? 0 : 0.5;
  Values share;  // [i]: of the first h values above and the first i + 1 below, h = 0, 1, ...
  std::fill_n(share.begin(), less, 0.0);
  for (std::size_t h = 0; h < more; ++h) {
    double without_last = 1;  // below: none is left
    for (std::size_t i = 0; i < less; ++i) {
      const double part = above[h] / (above[h] + below[i]);
      share[i] += part * (without_last - share[i]);
      without_last = share[i];
    }
  }
  return share[less - 1];
}

bool scores_by_one_row(const Contest& contest, const Contestant& family) {
  for (int row = family.first; row < family.last; ++row)
    if (contest.low.row(row) != contest.high.row(row) ||
        contest.low.row(row) != contest.low.row(family.first))
      return false;
  return true;
}

std::vector<bool> have_closed_form(const Contest& contest, const Matrix& simplex) {
  std::vector<bool> all;
  for (const Contestant& family : contest.contestants)
    all.push_back(simplex.rows() > 0 && scores_by_one_row(contest, family));
  return all;
}

std::vector<std::vector<double>> closed_winning_indices(const Contest& contest,
                                                        const Matrix& simplex, int threads) {
  const std::size_t families = contest.contestants.size();
  std::vector<std::vector<double>> index(families, std::vector<double>(families));
  const std::vector<bool> closed = have_closed_form(contest, simplex);
  if (simplex.rows() == 0) return index;
  const Matrix scores = scores_at(simplex, contest);
  const auto corners = static_cast<std::size_t>(scores.cols());
  const auto fill_row = [&](std::size_t i) {
    const int end = contest.group_of(static_cast<int>(i)).second;
    Values d;
    for (std::size_t j = i + 1; closed[i] && j < families; ++j) {
      if (!closed[j]) continue;
      const double* const one = scores.row(static_cast<Eigen::Index>(i)).data();
      const double* const other = scores.row(static_cast<Eigen::Index>(j)).data();
      for (std::size_t k = 0; k < corners; ++k) d[k] = one[k] - other[k];
      index[i][j] = static_cast<int>(j) < end ? winning_index(std::span(d).first(corners)) : 1;
      index[j][i] = 1 - index[i][j];
    }
  };
  const std::size_t size = crew_size(threads, 1 + families * families / 2 / pairs_a_thread);
  if (size == 1) {
    for (std::size_t i = 0; i < families; ++i) fill_row(i);
    return index;
  }
  std::atomic<std::size_t> next = 0;
  Crew crew(size, [&](std::size_t /*member*/) {
    const std::size_t i = next++;
    if (i < families) fill_row(i);
    return i < families;
  });
  while (!crew.wait(std::chrono::milliseconds{100})) {
  }
  crew.rethrow();
  return index;
}

}  // namespace shortlist::whatif
