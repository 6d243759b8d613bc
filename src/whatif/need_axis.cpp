#include "whatif/need_axis.hpp"

#include "base/bit_cast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace shortlist::whatif {

namespace {

// IEEE doubles of one sign order as their bits do; negative ones the other way round.
Step ordinal(double x) {
  const auto bits = bit_cast<Step>(x == 0 ? 0.0 : x);
  return bits >= 0 ? bits : std::numeric_limits<Step>::min() - bits;
}

double number(Step ordinal) {
  return bit_cast<double>(ordinal >= 0 ? ordinal : std::numeric_limits<Step>::min() - ordinal);
}

}  // namespace

Axis::Axis(double from, double to, bool whole)
    : whole_(whole), first_(step_of(from)), last_(step_of(to)) {}

Step Axis::step_of(double x) const { return whole_ ? static_cast<Step>(x) : ordinal(x); }

double Axis::at(Step step) const { return whole_ ? static_cast<double>(step) : number(step); }

Step Axis::until(double x) const {
  if (x < at(first_)) return first_ - 1;
  return x >= at(last_) ? last_ : step_of(whole_ ? std::floor(x) : x);
}

Step Axis::since(double x) const {
  if (x > at(last_)) return last_ + 1;
  return x <= at(first_) ? first_ : step_of(whole_ ? std::ceil(x) : x);
}

}  // namespace shortlist::whatif
