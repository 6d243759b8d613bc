#pragma once
// Which of several alternatives is best from where to where along the axis of a key.
//
// Between cuts any two of them change places at most once, so the best of all is found by divide
// and conquer: the best of either half, then of the two, cut only where the winner's own line
// bends or the lead changes (upper envelopes: Hershberger 1989). N alternatives of C cuts each cost
// O(N C log N) places while envelopes of many stay as short as those of few.

#include "whatif/need_track.hpp"

#include <vector>

namespace shortlist::whatif {

constexpr int nobody = -1;

// From a step on, until the next stretch, this alternative is best; or all are excluded.
struct Stretch {
  Step from = 0;
  int mover = nobody;
  Place place;  // at `from`
};

// Covers the axis, from its first step on.
using Envelope = std::vector<Stretch>;

// Where `left` goes before `right`, of which either may be excluded.
bool precedes(const Place& left, const Place& right);

// Of the movers [first, last), of which there is at least one.
Envelope envelope(Track& track, int first, int last);

// Of all together, of which there is at least one.
Envelope upper(Track& track, const std::vector<Envelope>& envelopes);

}  // namespace shortlist::whatif
