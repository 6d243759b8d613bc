#pragma once
// The parts of a model's memory as a bar, for a terminal.

#include "shortlist/device.hpp"

#include <string>
#include <string_view>

namespace shortlist::reporting {

// Twelve cells for the budget, or for the parts where they are more; a mark where the budget ends.
std::string part_bar(const DeviceEstimate& estimate);

inline constexpr std::string_view part_legend =
    "\u2588 weights, \u2593 cache and state, \u2592 compute and runtime, \u00B7 free, \u2503 end "
    "of the budget";

}  // namespace shortlist::reporting
