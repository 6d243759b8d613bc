#pragma once
// Scores as whole points of 100 that add up as shown.

#include "shortlist/rank.hpp"

#include <vector>

namespace shortlist::reporting {

// Whole numbers that sum to round(100 x sum of `parts`), each within 1 of 100 x its part: the
// largest remainders are rounded up (Hamilton's method). A part of 0 stays 0.
std::vector<int> apportioned(const std::vector<double>& parts);

struct NeedPoints {
  int own = 0;
  int of = 0;  // the weight; equal to `own` exactly where the need is held in full
};

struct Points {
  int total = 0;
  std::vector<NeedPoints> needs;  // in order of RankedFamily::criteria; they add up to `total`
};

Points points(const RankedFamily& family);

int whole_points(double score);

}  // namespace shortlist::reporting
