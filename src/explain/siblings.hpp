#pragma once
// The other variants of a family, and why none of them stands for it.

#include "explain/describe.hpp"
#include "shortlist/explain.hpp"

#include <vector>

namespace shortlist::explanation {

// Each at its best quantisation, the one that would stand next first. O(variants x needs).
std::vector<Sibling> siblings(const Frame& frame, const decide::Standing& standing,
                              const RankedFamily& own);

}  // namespace shortlist::explanation
