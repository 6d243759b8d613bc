#pragma once
// What a ranking and an explanation say first.

#include "shortlist/explain.hpp"
#include "shortlist/whatif.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shortlist::reporting {

// The verdict, then what could overturn it, with the weight that does where `stability` is not
// null; at least one sentence. Where no family qualifies, the smallest change of the profile that
// would readmit one is among them.
std::vector<std::string> headline(const Ranking& ranking, const WeightAnalysis* stability);

// "1 of 12 families qualifies, 3 are to be verified, 8 are excluded."
std::string tally(const Ranking& ranking);

// "X qualifies; it ranks 2 with 70 of 100 points, ..."
std::string headline(const Explanation& explanation);

// Why the family stands before the other, or that it does not. Needs Explanation::against.
std::string argument(const Explanation& explanation);

// What weights mean; said once in an explanation.
inline constexpr std::string_view about_weights =
    "Weights are swing weights: what it is worth to go from a criterion's floor to the aim.";

inline constexpr std::string_view about_siblings =
    "Its other variants, and why none of them stands for it";

// The excluded family that the fewest changes would readmit, the earliest of such; null if none.
const ExcludedFamily* nearest_excluded(const std::vector<ExcludedFamily>& excluded);

}  // namespace shortlist::reporting
