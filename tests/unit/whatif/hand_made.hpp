#pragma once
// Contests, and rule bases, from plain numbers: a family a row, named by its place, all qualified.

#include "shortlist/shortlist.hpp"
#include "whatif/contest.hpp"

#include <vector>

namespace shortlist::test {

// `families`: how many rows each has, in order; empty: one a row.
whatif::Contest hand_made(const std::vector<std::vector<double>>& values,
                          const std::vector<double>& weights,
                          const std::vector<int>& families = {});

// The same for the public door: families 0, 1, ... and needs need-0, need-1, ... whose partial
// values are these.
struct Invented {
  RuleBase rule_base;
  Profile profile;
};
Invented invented(const std::vector<std::vector<double>>& values,
                  const std::vector<double>& weights);

}  // namespace shortlist::test
