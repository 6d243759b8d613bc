#pragma once
// Counts one call of the kernel: what its vectors leave to scalar code, and the way from counts by
// competitor to those by family.

#include "whatif/kernel.hpp"
#include "whatif/kernel_plan.hpp"
#include "whatif/referee.hpp"

#include <cstdint>
#include <vector>

namespace shortlist::whatif {

// The keys of a strip: [(vector * competitors + place) * lanes + lane], sorted within each group.
struct SortedKeys {
  std::uint32_t* keys = nullptr;
  int lane_bits = 0;                       // of the number of a lane: 1 << lane_bits lanes
  const std::uint32_t* weights = nullptr;  // [column * strip + lane]
  std::uint64_t first = 0;                 // draw of lane 0 of vector 0
  int begin = 0;                           // lanes of the strip that count: [begin, end)
  int end = strip;

  int lanes() const { return 1 << lane_bits; }
};

class Counter {
 public:
  Counter(const KernelPlan& plan, const KernelOptions& options, Tally& tally);

  // Puts places [from, to) of one lane, whose keys are too close to tell, into the right order, and
  // books what ties among them. They are counted below as if none did.
  void settle(const SortedKeys& sorted, int lane, int from, int to);

  // Counts who stands where in a strip.
  void count_places(const SortedKeys& sorted);
  // Counts made elsewhere. Only where no competitor is more than one family.
  void add_places(int place, int competitor, std::uint64_t samples);

  // Adds up the weights of the competitor in place 0, where asked for, and ends the strip.
  void finish_strip(const SortedKeys& sorted);
  void add_before(int one, int other, std::uint64_t samples);
  void finish_block();

  // Brings all into the tally.
  void finish(std::uint64_t samples);

 private:
  std::uint32_t& key_at(const SortedKeys& sorted, int lane, int place) const;
  void book_tie(const SortedKeys& sorted, int lane, int place, const std::vector<int>& tied);
  void add_weights(std::vector<Wide>& sums, int family, const std::uint32_t* weights) const;
  void flush_places();

  const KernelPlan& plan_;
  const KernelOptions& options_;
  Tally& tally_;
  std::uint32_t mask_;
  std::vector<std::uint16_t> places_;   // [rank * competitors + competitor], of its first family
  int strips_ = 0;                      // in places_
  std::vector<std::uint64_t> weights_;  // [competitor * columns + column]
  std::vector<std::uint64_t> before_;   // [one * competitors + other]
  std::vector<std::uint64_t> firsts_;   // by family, in this block
  std::uint64_t tied_first_ = 0;        // lanes whose place 0 is tied
  std::vector<Scored> run_;
};

}  // namespace shortlist::whatif
