#pragma once
// Named sets, flattened: each holds its own items and those of the sets it names.

#include "load/entries.hpp"

#include <vector>

namespace shortlist::load {

// In the order of the entries. Sets that contain themselves, sets that are not there, and lists
// that come to more items than anything real has are problems. Linear in what it returns.
std::vector<model::NamedSet> flatten_sets(Context& context, const Entries& entries);

}  // namespace shortlist::load
