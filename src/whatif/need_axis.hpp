#pragma once
// The values a key can take, as steps that can be counted: whole numbers where the key counts
// something, else every double there is between the two ends. A threshold lies between two
// neighbouring steps, so that bisection finds it exactly.

#include <cstdint>
#include <numeric>

namespace shortlist::whatif {

// Steps of one axis compare as the values they stand for.
using Step = std::int64_t;

class Axis {
 public:
  // `whole`: whole numbers only; both ends are.
  Axis(double from, double to, bool whole);

  Step first() const { return first_; }
  Step last() const { return last_; }
  bool whole() const { return whole_; }

  double at(Step step) const;
  // The last step whose value is at most x; first() - 1 or last() where that lies outside.
  Step until(double x) const;
  // The first step whose value is at least x; first() or last() + 1 where that lies outside.
  Step since(double x) const;

 private:
  Step step_of(double x) const;

  bool whole_;
  Step first_;
  Step last_;
};

// The first step in (low, high] where `turned` holds: it holds at `high`, not at `low`, and once it
// holds it stays.
template <class Predicate>
Step first_step(Step low, Step high, Predicate turned) {
  while (low + 1 < high) {
    const Step middle = std::midpoint(low, high);
    (turned(middle) ? high : low) = middle;
  }
  return high;
}

// The same, looking round a guess first, in strides that double.
template <class Predicate>
Step first_step(Step low, Step high, Predicate turned, Step guess) {
  if (guess <= low || guess >= high) return first_step(low, high, turned);
  const bool down = turned(guess);
  (down ? high : low) = guess;
  constexpr Step longest = Step{1} << 60;
  for (Step stride = 1; stride < longest && low + stride < high; stride *= 2) {
    const Step next = down ? high - stride : low + stride;
    if (turned(next) != down) {
      (down ? low : high) = next;
      break;
    }
    (down ? high : low) = next;
  }
  return first_step(low, high, turned);
}

}  // namespace shortlist::whatif
