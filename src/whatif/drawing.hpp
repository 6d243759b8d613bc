#pragma once
// Draws the samples of a run: workers that take block after block, watched by the thread that
// calls.

#include "whatif/region.hpp"
#include "whatif/sample_run.hpp"

namespace shortlist::whatif {

// Adds the blocks from run.next on, to the end of the shard or until `options.progress` says stop.
// Rewrites the checkpoint, where one is named, now and then and at the end. Memory: a tally and a
// block of draws a thread. The counts are sums of integers, so they are the same for any number of
// threads and however often the run was stopped.
Result<void> draw(SampleRun& run, const Region& region, const SampleOptions& options);

}  // namespace shortlist::whatif
