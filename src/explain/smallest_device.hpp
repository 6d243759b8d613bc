#pragma once
// The least declared device on which each family meets the musts.

#include "explain/device_estimate.hpp"

#include <cstddef>
#include <vector>

namespace shortlist::explanation {

// By one device need of the profile: every declared device takes its place. O(families x candidates
// x devices x quantisations).
std::vector<SmallestDevice> smallest_devices(const model::Catalogue& catalogue,
                                             const model::Profile& profile, std::size_t need,
                                             const std::vector<Choice>& choices);

}  // namespace shortlist::explanation
