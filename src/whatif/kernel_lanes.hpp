#pragma once
// The kernel's loop over strips of draws, once for each kind of vector.

#include "whatif/kernel.hpp"
#include "whatif/kernel_plan.hpp"
#include "whatif/simd.hpp"

#include <cstdint>

namespace shortlist::whatif {

using RunLanes = void (*)(const KernelPlan& plan, const KernelOptions& options, std::uint64_t begin,
                          std::uint64_t end, Tally& tally);

// Of a kind that is available.
RunLanes run_lanes(Simd simd);

}  // namespace shortlist::whatif
