#pragma once
// Pairwise winning indices that need no sampling: the volume of the weights at which one family
// stands before another, where these weights are uniform on a simplex and each of the two families
// scores by a single row without unknown values.

#include "whatif/contest.hpp"
#include "whatif/matrix.hpp"

#include <span>
#include <vector>

namespace shortlist::whatif {

// More make counting the cheaper way.
constexpr int most_closed_needs = 64;

// P(d.w > 0) + P(d.w = 0) / 2 for w uniform on the standard simplex, by Varsi's recursion (1973):
// O(K^2), and off by at most some K units in the last place of 1, however close the d_k are. Of at
// most most_closed_needs of them.
double winning_index(std::span<const double> d);

// Whether the family scores by one row that is known: its rows are alike and none has an interval.
bool scores_by_one_row(const Contest& contest, const Contestant& family);

// By contestant; where `simplex` is empty, none does.
std::vector<bool> have_closed_form(const Contest& contest, const Matrix& simplex);

// Of each pair that has a closed form; 0 of others. [i][j]: P(i before j) + P(tie) / 2 for weights
// uniform on the hull of the rows of `simplex`, of which there is one a column. O(M^2 K^2), split
// between so many threads (0: as many as the machine has), which do not change a bit of it.
std::vector<std::vector<double>> closed_winning_indices(const Contest& contest,
                                                        const Matrix& simplex, int threads);

}  // namespace shortlist::whatif
