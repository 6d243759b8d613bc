#pragma once
// Scores as whole points of 100 that add up as shown.

#include "shortlist/explain.hpp"

#include <vector>

namespace shortlist::reporting {

// Whole numbers that sum to round(100 x sum of `parts`), each within 1 of 100 x its part: the
// largest remainders are rounded up (Hamilton's method). A part of 0 stays 0.
std::vector<int> apportioned(const std::vector<double>& parts);

// Two families, part by part. Each adds up as above, and what is equal is equal as shown.
struct PointsOfTwo {
  std::vector<int> own;
  std::vector<int> other;
};

PointsOfTwo apportioned(const std::vector<double>& own, const std::vector<double>& other);

struct NeedPoints {
  int own = 0;
  int of = 0;  // the weight; equal to `own` exactly where the need is held in full
};

struct Points {
  int total = 0;
  std::vector<NeedPoints> needs;  // in order of RankedFamily::criteria; they add up to `total`
};

Points points(const RankedFamily& family);

// Of the explained family; those that `points_of_two` shows of it where it is held against another.
Points points(const Explanation& explanation);
PointsOfTwo points_of_two(const Comparison& against);

int whole_points(double score);

}  // namespace shortlist::reporting
