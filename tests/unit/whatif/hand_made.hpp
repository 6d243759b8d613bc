#pragma once
// Contests from plain numbers: a family a row, named by its place, all qualified.

#include "whatif/contest.hpp"

#include <vector>

namespace shortlist::test {

// `families`: how many rows each has, in order; empty: one a row.
whatif::Contest hand_made(const std::vector<std::vector<double>>& values,
                          const std::vector<double>& weights,
                          const std::vector<int>& families = {});

}  // namespace shortlist::test
