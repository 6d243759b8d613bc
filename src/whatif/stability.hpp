#pragma once
// How far one weight can move, the others in proportion, before an order changes. Exact: scores are
// lines in the weight, a family the upper envelope of its own.

#include "whatif/contest.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace shortlist::whatif {

// A closed interval round the stated weight in whose interior something holds, and the family that
// ends it on either side; none at 0 and at 1.
struct Interval {
  double low = 0;
  double high = 1;
  std::optional<int> below;
  std::optional<int> above;
};

// In which the first contestant stays first. O(rows (columns + log rows)).
Interval winner_interval(const Contest& contest, int column);

// In which no two contestants change places; `below` and `above` name the one that rises.
// O(rows (columns + log rows)).
Interval order_interval(const Contest& contest, int column);

// Places in the orders that are told, all together: some hundred megabytes of JSON.
constexpr std::size_t most_places = 5'000'000;

// The whole order over [0, 1]. O(P log P + P R), P crossings of two contestants, R rows; none where
// the orders would come to more than most_places.
struct OrderSegment {
  double from = 0;
  double to = 0;
  std::vector<int> order;  // contestants, best first
};
std::optional<std::vector<OrderSegment>> order_segments(const Contest& contest, int column);

// The smallest change of the weight alone, in percent of it, that leaves the interval; the others
// keep theirs and all are normalised again (Triantaphyllou & Sanchez 1997, Decision Sciences 28).
// Nothing where no change that keeps the weight at 0 or more does.
std::optional<double> percent_change(double weight, const Interval& interval);

}  // namespace shortlist::whatif
