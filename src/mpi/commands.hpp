#pragma once
// The commands that run on many machines: each gives the bytes of the command of one process.

#include "cli/arguments.hpp"
#include "mpi/world.hpp"

#include <optional>

namespace shortlist::mpi {

// `whatif sample`: each rank draws one shard, the first adds them up. With --checkpoint FILE each
// keeps FILE.I-of-N, so that what ranks have drawn outlives the loss of one.
int sample(const World& world, const cli::Arguments& arguments);

// `batch`: profiles are dealt out, and the first rank writes the lines in the order of the input.
// What was cut short goes on with --from-line.
int batch(const World& world, const cli::Arguments& arguments);

// As many as --threads says, or the rank's part of the machine's.
int threads_of(const World& world, int stated);

// Says on stderr, once, why one rank or more cannot go on, in the words of the first of those; the
// exit code, or none where all can. All ranks have to ask.
std::optional<int> any_failure(const World& world, const Failure* failure);

}  // namespace shortlist::mpi
