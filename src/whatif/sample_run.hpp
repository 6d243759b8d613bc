#pragma once
// A sampled run, or a shard of one, while it is drawn and after: what it is of, and what it counts.

#include "shortlist/result.hpp"
#include "whatif/contest.hpp"
#include "whatif/tally.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace shortlist::whatif {

// What counts grow with the square of the families, and are kept once a thread.
constexpr int most_families = 2000;
constexpr std::uint64_t most_samples = 10'000'000'000'000;
constexpr int most_shards = 1'000'000;

struct SampleRun {
  Inputs inputs;
  Contest contest;
  std::string weights;     // the region in words
  bool dependent = false;  // draws of a block hang together
  Matrix simplex;          // corners of the region, one a row, where it is one: pairs of families
                           // that have a closed form there are not counted
  std::uint64_t samples = 0;
  std::uint64_t seed = 1;
  int shard = 1;
  int shards = 1;
  std::uint64_t next = 0;  // blocks before it, from the first of the shard on, are counted
  Tally tally;
};

// What a run fails with (usage) whose ties come in too many sizes.
Failure too_many_ties(const TooManyTies& ties);

// The blocks of a shard, [first, last): shards are contiguous and differ by at most a block.
std::pair<std::uint64_t, std::uint64_t> blocks(const SampleRun& run);

// How many samples are in the blocks first .. last - 1.
std::uint64_t samples_in(const SampleRun& run, std::uint64_t first, std::uint64_t last);

bool finished(const SampleRun& run);

// What the counts say. Confidence, which is drawn, only of a finished run, by so many threads;
// where `going` says stop, the analysis is interrupted too.
SampleAnalysis analyse(
    const SampleRun& run, int threads = 0,
    const std::function<bool()>& going = [] { return true; });

}  // namespace shortlist::whatif
