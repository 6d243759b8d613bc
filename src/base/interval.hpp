#pragma once
// What lies between two numbers, both of them in it.

#include <compare>

namespace shortlist {

struct Interval {
  double low = 0;
  double high = 0;

  double middle() const { return (low + high) / 2; }
  auto operator<=>(const Interval&) const =
      default;  // NOLINT(modernize-use-nullptr): clang-tidy 14
};

}  // namespace shortlist
