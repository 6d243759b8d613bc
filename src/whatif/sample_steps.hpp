#pragma once
// How much work a sampled run is, before it is drawn.

#include "whatif/region.hpp"

#include <cstdint>

namespace shortlist::whatif {

// Some seconds of one core with wide vectors.
constexpr double most_quick_steps = 8e9;

// One is about half a nanosecond there. Drawing, scoring, sorting and counting pairs grow in
// different ways, and which of them counts depends on the contest; so this is a sum, measured by
// bench/growth_whatif.cpp.
double sample_steps(const Contest& contest, const Region& region, std::uint64_t samples);

}  // namespace shortlist::whatif
