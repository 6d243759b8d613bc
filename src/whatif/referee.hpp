#pragma once
// Decides in double what the presorted keys leave open: the result of a run is what this says.

#include "whatif/kernel_plan.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace shortlist::whatif {

// One draw: weights in units of 2^-31.
struct DrawAt {
  std::uint64_t seed = 0;
  std::uint64_t draw = 0;
  const std::uint32_t* weights = nullptr;  // by column
};

// The best over its rows of the sum, in column order, of weight times value.
double score(const KernelPlan& plan, int competitor, const DrawAt& at);

struct Scored {
  double score = 0;
  int competitor = 0;
};

// Orders by score, the best first; equal ones by number.
void order(const KernelPlan& plan, const DrawAt& at, std::vector<Scored>& run);

}  // namespace shortlist::whatif
