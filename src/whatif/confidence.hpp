#pragma once
// Confidence factors: how sure a family's first rank is at the weights that speak most for it.

#include "whatif/contest.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace shortlist::whatif {

// P(rank 1 at its central weights) of each family, over the values that are unknown: by 10,000
// draws of these, or exactly where none is. `central` by column; a family without has none. The
// same for any number of threads (0: as many as the machine has). Nothing where `going`, asked now
// and then by the thread that calls, says false.
constexpr int confidence_draws = 10'000;
using Confidence = std::vector<std::optional<double>>;
std::optional<Confidence> confidence(const Contest& contest,
                                     const std::vector<std::optional<std::vector<double>>>& central,
                                     std::uint64_t seed, int threads,
                                     const std::function<bool()>& going);

}  // namespace shortlist::whatif
