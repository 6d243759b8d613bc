#pragma once
// The whole ranking along the axis of a key: where it changes, and what it is between.

#include "whatif/need_track.hpp"

#include <optional>
#include <vector>

namespace shortlist::whatif {

// The steps from..to, ends included, over which the ranking stays the same.
struct Span {
  Step from = 0;
  Step to = 0;
  State state;
};

// Covers the axis; adjacent spans differ. Nothing where there are too many to say.
std::optional<std::vector<Span>> course(Track& track);

}  // namespace shortlist::whatif
