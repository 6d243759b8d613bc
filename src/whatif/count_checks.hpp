#pragma once
// What holds of every tally, however the draws fell.

#include "whatif/tally.hpp"

#include <string>
#include <vector>

namespace shortlist::whatif {

// Each family has one rank in each sample and each rank one family; of two families one is before
// the other or they tie, and of two that are `closed` nothing is counted; the weights of the
// samples in which a family was first sum to as many times 1. One sentence on the first of these
// that fails; empty where all hold.
std::string contradiction(const Tally& tally, const std::vector<bool>& closed);

}  // namespace shortlist::whatif
