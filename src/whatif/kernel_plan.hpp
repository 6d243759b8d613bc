#pragma once
// A contest as the kernel wants it: families that always tie made one competitor, values as floats
// round the middle of their column, and how close two presorted scores may be and still be told
// apart.
//
// A score is presorted as a key of 32 bits: 1.5 minus the score, whose bits of fraction order like
// an integer, shifted up to make room for the number of the competitor. The smallest key is first.

#include "whatif/contest.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace shortlist::whatif {

// Draws worked on together: the lanes of some vectors, next to each other.
constexpr int strip = 64;

// Columns whose products are summed before they join the score: sums of sums round less.
constexpr int columns_a_sum = 32;

// Families whose rows are all known and the same: they tie whatever the weights. Most are of one.
struct Competitor {
  std::vector<int> members;  // contestants
  int first = 0;             // its rows in the plan are [first, last)
  int last = 0;

  bool closed = false;  // scores by one row that is known

  int size() const { return static_cast<int>(members.size()); }
};

// Competitors [begin, end) of one status; the closed ones are last, from `closed` on.
struct Group {
  int begin = 0;
  int closed = 0;
  int end = 0;
};

// A value that has to be drawn.
struct UnknownCell {
  int row = 0;  // in the plan
  int column = 0;
  std::uint32_t dimension = 0;  // of its random number: row in the contest * columns + column
  float width = 0;              // scaled and negated, as the table is
};

struct KernelPlan {
  int families = 0;
  int columns = 0;
  std::vector<Competitor> competitors;  // of one group, then of the other
  std::vector<Group> groups;            // none is empty
  bool twins = false;                   // a competitor is more than one family
  bool one_row_each = false;            // and no cell is unknown

  int rows = 0;
  std::vector<double> low;  // [row * columns + column]
  std::vector<double> width;
  std::vector<UnknownCell> unknown;  // by row, then by column

  std::vector<float> table;  // [row * columns + column], padded to a multiple of four rows
  float base = 1.5F;
  int shift = 0;           // bits for the number of the competitor
  std::uint32_t near = 0;  // keys closer than this have to be compared in double

  explicit KernelPlan(const Contest& contest);

  int size() const { return static_cast<int>(competitors.size()); }
  std::size_t at(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
           static_cast<std::size_t>(column);
  }
  std::uint32_t number_mask() const { return (1U << static_cast<unsigned>(shift)) - 1; }

 private:
  void gather(const Contest& contest, int begin, int end);
  void scale(const Contest& contest);
};

}  // namespace shortlist::whatif
