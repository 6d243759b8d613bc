#pragma once
// Confidence factors: how sure a family's first rank is at the weights that speak most for it.

#include "whatif/contest.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace shortlist::whatif {

// P(rank 1 at its central weights) of each family, over the values that are unknown: by 10,000
// draws of these, or exactly where none is. `central` by column; a family without has none.
std::vector<std::optional<double>> confidence(
    const Contest& contest, const std::vector<std::optional<std::vector<double>>>& central,
    std::uint64_t seed);

}  // namespace shortlist::whatif
