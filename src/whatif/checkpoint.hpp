#pragma once
// Files of runs: a checkpoint is the document of a shard that is not finished.

#include "whatif/sample_run.hpp"

#include <string>

namespace shortlist::whatif {

// Takes up what the file holds, if there is one. Fails (data) where it is of another run.
Result<void> resume(SampleRun& run, const std::string& path);

// In place of the file, whole or not at all.
Result<void> save(const SampleRun& run, const std::string& path);

}  // namespace shortlist::whatif
