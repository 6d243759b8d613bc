#pragma once
// Whether weights put another contestant before the first, several of them moved at once.

#include "whatif/contest.hpp"

#include <optional>

namespace shortlist::whatif {

struct Overturn {
  std::optional<bool> possible;  // none: not settled
  std::optional<int> by;         // a contestant that some weights put first
};

// Where no weight alone does it. Free where the first has one row: then none do (see
// decide/first_place.cpp). Else one program a row of the others that no row of the first dominates,
// for 16 of them at most, those of most points today.
Overturn overturn(const Contest& contest);

// Whether a contestant of the first one's status comes no further than level with it, or with those
// that beat it, whatever the weights. Told by dominance; one program a row where the first has
// several and none of them dominates it.
bool only_draws_level(const Contest& contest, int contestant);

}  // namespace shortlist::whatif
