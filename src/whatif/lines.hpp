#pragma once
// The scores of a contest while one weight moves and the others keep their proportions: each row is
// a straight line in that weight (Mareschal 1988, European Journal of Operational Research 33).

#include "whatif/contest.hpp"

#include <optional>
#include <vector>

namespace shortlist::whatif {

// score(t) = at_zero + t (at_one - at_zero), t in [0, 1].
struct Line {
  double at_zero = 0;
  double at_one = 0;
  int row = 0;

  double at(double t) const { return (1 - t) * at_zero + t * at_one; }
};

// One line a row, in order of the rows. Where the column's weight is 1 no other has any to give,
// and the lines are level. O(rows x columns).
std::vector<Line> lines(const Contest& contest, int column);

// Scores compare after rounding to 12 decimals: below that two lines are one.
constexpr double score_grain = 1e-12;

// Where two lines meet in (0, 1), or nothing where they are parallel or meet elsewhere.
std::optional<double> crossing(const Line& left, const Line& right);

// A segment of [0, 1] and the row that is highest there. Of equal lines the one that tie_break
// puts first. O(lines log lines).
struct Segment {
  double from = 0;
  double to = 0;
  int row = 0;
};
std::vector<Segment> upper_envelope(std::vector<Line> lines, const std::vector<int>& tie_place);

}  // namespace shortlist::whatif
