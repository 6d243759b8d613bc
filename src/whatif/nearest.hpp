#pragma once
// The weights nearest to the stated ones at which one row is at least tied for first, or the proof
// that there are none. Each other row is one linear constraint on the weights; only the few that
// bind are ever put into a program (cutting planes), so the cost grows with the rows as a scan
// does.

#include "whatif/contest.hpp"

#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace shortlist::whatif {

enum class Norm { sum, euclidean, largest };  // L1, L2, Linf

struct Nearest {
  double distance = 0;
  Eigen::VectorXd weights;  // by column; >= 0, summing to 1
};

// Rows that have to stand aside for `row`: all of its group but those of its own family.
std::vector<int> opponents(const Contest& contest, int row);

// Nothing where `row` is first nowhere, or nowhere within `most`. L1 (Wolters & Mareschal 1995) and
// Linf as linear programs, L2 (Rios Insua & French 1991) as a least-distance program (Lawson &
// Hanson 1974, chapter 23).
// More than 64 weights go through wide_programs.hpp and projection.hpp.
std::optional<Nearest> nearest(const Contest& contest, int row, Norm norm,
                               double most = std::numeric_limits<double>::infinity());

// The weights at which `row` is ahead of every opponent by most (Hazen 1986). Behind, so negative,
// where it is first nowhere; `mixture` is then weights of the opponents, summing to 1, that
// together are better than the row on every column by as much.
struct Margin {
  double margin = 0;
  Eigen::VectorXd weights;
  std::vector<std::pair<int, double>> mixture;  // row, weight
};
Margin largest_margin(const Contest& contest, int row);

// Contestants that are first, or tied for it, at some weights; rising. One program a contestant
// that is first at none of the weights seen on the way.
std::vector<int> potentially_optimal(const Contest& contest);

}  // namespace shortlist::whatif
