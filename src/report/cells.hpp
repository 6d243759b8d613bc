#pragma once
// A comparison as a grid: the facts of one row of the page put together.

#include "report/layout.hpp"
#include "shortlist/explain.hpp"

#include <string>
#include <vector>

namespace shortlist::reporting {

struct GridRow {
  std::string title;
  std::vector<Cell> cells;  // in order of the families; what differs elsewhere below what is said
};

// Rows in order, facts of one ComparisonRow::row together; of a row of many figures the range
// alone. `whole`: those and long lists uncut, and sources.
std::vector<GridRow> grid(const FamilyComparison& comparison, bool whole);

}  // namespace shortlist::reporting
