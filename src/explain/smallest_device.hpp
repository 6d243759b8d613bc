#pragma once
// The least declared device on which each family meets the musts.

#include "explain/device_estimate.hpp"

#include <cstddef>
#include <vector>

namespace shortlist::explanation {

// Declared devices that differ in what a device need judges by: in memory, or in speed where it
// asks for one. O(devices log devices).
std::size_t devices_apart(const model::RuleBase& rules, const model::Need& need);

// By one device need of the profile: every declared device takes its place. O(candidates x
// devices_apart x quantisations + families x devices).
std::vector<SmallestDevice> smallest_devices(const model::Catalogue& catalogue,
                                             const model::Profile& profile, std::size_t need,
                                             const std::vector<Choice>& choices);

}  // namespace shortlist::explanation
