#pragma once
// Counts one call of the kernel: what its vectors leave to scalar code, and the way from counts by
// competitor to those by family.

#include "whatif/kernel.hpp"
#include "whatif/kernel_plan.hpp"
#include "whatif/referee.hpp"

#include <array>
#include <cstddef>
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
  // books what ties among them. Places are counted below as if none did. Of one lane, places rise.
  void settle(const SortedKeys& sorted, int lane, int from, int to);

  // Counts who stands where in a strip.
  void count_places(const SortedKeys& sorted);
  // Counts made elsewhere. Only where no competitor is more than one family.
  void add_places(int place, int competitor, std::uint64_t samples);

  // The lanes that count and whose place 0 is not tied, a bit each.
  std::uint64_t alone_first(const SortedKeys& sorted) const;
  // Books the competitors in place 0 of the lanes `alone`, where asked for, and adds up the weights
  // of those `weighed`.
  void add_firsts(const SortedKeys& sorted, std::uint64_t alone, std::uint64_t weighed);
  // Sums made elsewhere.
  void add_weights(int competitor, int column, std::uint64_t sum);
  // What is left of the sums of all, by column, when everyone's are taken away.
  void add_rest(int competitor, const std::vector<std::uint64_t>& all);

  void finish_strip();
  // By place, the lanes of the strip whose place is tied with the one before; null: none is.
  const std::uint64_t* ties() const { return any_tied_ ? tied_.data() : nullptr; }
  // Of two of one group that are not both closed, or any where closed pairs are counted.
  void add_before(int one, int other, std::uint64_t halves);
  void finish_block();

  // Brings all into the tally.
  void finish(std::uint64_t samples);

 private:
  // Competitors that tied, from one rank on, and in how many samples that are not in the tally yet.
  struct Tie {
    std::vector<int> competitors;
    int first = 0;
    std::uint64_t samples = 0;
    std::vector<std::uint64_t> weights;  // by column, sums, where they tied for first
  };

  // The rank that the competitor in a place begins at.
  struct Rank {
    int place = 0;
    int rank = 0;
  };

  std::uint32_t& key_at(const SortedKeys& sorted, int lane, int place) const;
  int rank_at(const SortedKeys& sorted, int lane, int place);
  void book_tie(const SortedKeys& sorted, int lane, int place, std::size_t from, std::size_t to);
  Tie& tie_of(std::size_t from, std::size_t to, int first);
  void flush_tie(Tie& tie);
  void flush_ties();
  void flush_places();

  const KernelPlan& plan_;
  const KernelOptions& options_;
  Tally& tally_;
  std::uint32_t mask_;
  std::vector<std::uint16_t> places_;   // [rank * competitors + competitor], of its first family
  int strips_ = 0;                      // in places_
  std::vector<std::uint64_t> weights_;  // [competitor * columns + column]
  std::vector<std::uint64_t> before_;   // [one * competitors + other], 2 a win and 1 a tie
  std::vector<std::uint64_t> firsts_;   // by family, in this block
  std::uint64_t tied_first_ = 0;        // lanes whose place 0 is tied
  std::vector<std::uint64_t> tied_;     // as ties() says
  bool any_tied_ = false;
  std::array<Rank, strip> ranks_{};  // of each lane, where the last tie began
  std::vector<Tie> ties_;            // by their hash
  std::vector<Scored> run_;
  std::vector<std::uint32_t> weights_of_lane_;  // that is settled, next to each other
};

}  // namespace shortlist::whatif
