#include "whatif/kernel.hpp"

#include "whatif/kernel_lanes.hpp"
#include "whatif/kernel_plan.hpp"

namespace shortlist::whatif {

struct Kernel::State {
  KernelPlan plan;
  KernelOptions options;
  RunLanes run;
};

Kernel::Kernel(const Contest& contest, const KernelOptions& options)
    : state_(std::make_unique<State>(
          State{KernelPlan(contest), options, run_lanes(options.simd.value_or(chosen_simd()))})) {}

Kernel::~Kernel() = default;

void Kernel::run(std::uint64_t begin, std::uint64_t end, Tally& tally) const {
  if (begin < end) state_->run(state_->plan, state_->options, begin, end, tally);
}

}  // namespace shortlist::whatif
