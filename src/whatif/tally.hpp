#pragma once
// What a sampled run counts: integers only, so that parts add up to the same whole whatever the
// split between threads, shards and sittings.

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace shortlist::whatif {

// A sum that outgrows 64 bits: high * 2^64 + low.
struct Wide {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  void add(std::uint64_t more) {
    low += more;
    high += low < more ? 1U : 0U;
  }
  void add(const Wide& more) {
    add(more.low);
    high += more.high;
  }
  bool above(const Wide& other) const {
    return high != other.high ? high > other.high : low > other.low;
  }
  bool operator==(const Wide&) const = default;
};

// Weights are counted in units of 2^-31.
constexpr int weight_bits = 31;

// Samples in which families stood alone (share 1), or tied with others (share g: a tie of g
// families over ranks r .. r + g - 1 counts once for each of them at each of these ranks, and is
// worth 1 / g).
struct RankCounts {
  std::vector<std::uint64_t> ranks;  // [family * families + rank]
  std::vector<Wide> weights;         // [family * columns + column], sums while it was first

  bool operator==(const RankCounts&) const = default;
};

// Ties of each size are counted apart, the square of the families for each. No more than this.
constexpr std::size_t most_tie_counts = 50'000'000;
struct TooManyTies {
  int families = 0;
};

struct Tally {
  int families = 0;
  int columns = 0;
  std::uint64_t samples = 0;
  std::map<int, RankCounts> by_share;  // 1 always there
  // [i * families + j]: 2 where i is before j, 1 where they tie; 0 on the diagonal.
  std::vector<std::uint64_t> halves;
  // By family, where draws are dependent: squares of the samples of a batch it was first in, alone
  // or tied.
  std::vector<Wide> squares;
  std::size_t most_counts = most_tie_counts;

  Tally() = default;
  Tally(int of_families, int of_columns);

  // The counts of ties of this many families, made where there are none. Throws TooManyTies.
  RankCounts& share(int families_tied);

  // Says of every rank of a tie what `add_ranks` noted where it begins and ends; once, at the end.
  void spread();

  // Both of the same shape, and spread or not alike.
  void add(const Tally& more);
  bool operator==(const Tally&) const = default;
};

// Counts samples of a family in a tie of so many from a rank on, in `counts` of ties of that size.
// A tie then costs as much as it has families, not their square: where there are several, only
// where it begins and ends is noted, rank by rank, the families next to each other.
inline void add_ranks(const Tally& tally, RankCounts& counts, int tied, int family, int first,
                      std::uint64_t more) {
  const auto width = static_cast<std::size_t>(tally.families);
  const auto row = static_cast<std::size_t>(family);
  const auto rank = static_cast<std::size_t>(first);
  if (tied == 1) {
    counts.ranks[row * width + rank] += more;
    return;
  }
  counts.ranks[rank * width + row] += more;
  const std::size_t end = rank + static_cast<std::size_t>(tied);
  if (end < width) counts.ranks[end * width + row] -= more;
}

}  // namespace shortlist::whatif
