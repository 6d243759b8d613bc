#pragma once
// Partial values on fixed scales.

#include "evaluate/outcome.hpp"
#include "model/criterion.hpp"

#include <utility>
#include <vector>

namespace shortlist::evaluate {

// Natural logarithm of a positive number, the same bits on every machine: libm's differs between
// processors, this is plain arithmetic. Within 2 units in the last place.
double logarithm(double number);

// 0 at `zero`, 1 at `one`, clipped; straight between them in x or in log x. `zero` may lie on
// either side of `one`; where they meet it is a step that is 1 at `one` and beyond.
double partial_value(double x, double zero, double one, model::Scale scale);

// The least and the largest value on a curve.
Interval reach(const std::vector<std::pair<double, double>>& points);

// Straight between the points, clipped outside; x rising.
double on_curve(double x, const std::vector<std::pair<double, double>>& points);

}  // namespace shortlist::evaluate
