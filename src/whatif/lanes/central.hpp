// Adds up the weights at which competitors are first. Compiled once for each target.
//
// Most draws of a strip belong to a few competitors. The draws of each of these are added a vector
// at a time, under a mask; what is left is too little for that and goes draw by draw.

#if defined(SHORTLIST_LANES_CENTRAL) == defined(HWY_TARGET_TOGGLE)
#ifdef SHORTLIST_LANES_CENTRAL
#undef SHORTLIST_LANES_CENTRAL
#else
#define SHORTLIST_LANES_CENTRAL
#endif

#include "whatif/aligned.hpp"
#include "whatif/counter.hpp"
#include "whatif/kernel.hpp"
#include "whatif/kernel_plan.hpp"
#include "whatif/lanes/network.hpp"

#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numeric>

HWY_BEFORE_NAMESPACE();
namespace shortlist::whatif::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR

// A vector is one draw.
class CentralSums {
 public:
  CentralSums(const KernelPlan& /*plan*/, const KernelOptions& /*options*/) {}
  std::uint64_t add(const SortedKeys& /*sorted*/, std::uint64_t lanes) const { return lanes; }
  void flush(Counter& /*counter*/) const {}
};

#else

class CentralSums {
 public:
  // A weight of 2^31, which a single column has, would overflow the sum of two.
  CentralSums(const KernelPlan& plan, const KernelOptions& options)
      : plan_(plan),
        columns_(static_cast<std::size_t>(plan.columns)),
        active_(options.central && columns_ > 1 && cells() <= most_cells),
        sums_(allocate_aligned<std::uint64_t>(active_ ? cells() * wide_lanes : 1)) {
    std::fill_n(sums_.get(), active_ ? cells() * wide_lanes : 1, std::uint64_t{0});
  }

  // Of the draws in `lanes`, those that are not added.
  std::uint64_t add(const SortedKeys& sorted, std::uint64_t lanes) {
    if (!active_) return lanes;
    find_firsts(sorted, lanes);
    std::uint64_t left = 0;
    while (lanes != 0) {
      const std::uint32_t competitor = firsts_[std::countr_zero(lanes)];
      KeyMask own[vectors];
      const std::uint64_t draws = draws_of(competitor, own);
      if (std::popcount(draws) < fewest)
        left |= draws;
      else
        add_draws(sorted.weights, own, sums_.get() + competitor * columns_ * wide_lanes);
      lanes &= ~draws;
    }
    return left;
  }

  void flush(Counter& counter) {
    std::uint64_t* at = sums_.get();
    for (int competitor = 0; active_ && competitor < plan_.size(); ++competitor)
      for (int column = 0; column < plan_.columns; ++column, at += wide_lanes) {
        counter.add_weights(competitor, column,
                            std::accumulate(at, at + wide_lanes, std::uint64_t{0}));
        std::fill_n(at, wide_lanes, std::uint64_t{0});
      }
  }

 private:
  using Wide = hn::Repartition<std::uint64_t, Keys>;
  using KeyMask = hn::Mask<Keys>;

  static constexpr std::size_t key_lanes = hn::MaxLanes(Keys());
  static constexpr std::size_t wide_lanes = key_lanes / 2;
  static constexpr std::size_t vectors = strip / key_lanes;
  static constexpr int fewest = 3 * static_cast<int>(vectors) / 2;  // draws worth their vectors
  static constexpr std::size_t most_cells = 1U << 14U;              // 1 MiB of sums
  static constexpr std::uint32_t none = ~0U;

  std::size_t cells() const { return static_cast<std::size_t>(plan_.size()) * columns_; }

  void find_firsts(const SortedKeys& sorted, std::uint64_t lanes) {
    const Keys d;
    const KeyVector mask = hn::Set(d, plan_.number_mask());
    const std::size_t vector = static_cast<std::size_t>(plan_.size()) * key_lanes;
    for (std::size_t i = 0; i < vectors; ++i)
      hn::Store(hn::And(hn::Load(d, sorted.keys + i * vector), mask), d, firsts_ + i * key_lanes);
    for (std::uint64_t idle = ~lanes; idle != 0; idle &= idle - 1)
      firsts_[std::countr_zero(idle)] = none;
  }

  std::uint64_t draws_of(std::uint32_t competitor, KeyMask* own) const {
    const Keys d;
    const KeyVector number = hn::Set(d, competitor);
    std::uint64_t draws = 0;
    for (std::size_t i = 0; i < vectors; ++i) {
      own[i] = hn::Eq(hn::Load(d, firsts_ + i * key_lanes), number);
      std::uint8_t bits[8] = {};
      hn::StoreMaskBits(d, own[i], bits);
      draws |= (bits[0] | std::uint64_t{bits[1]} << 8U) << (i * key_lanes);
    }
    return draws;
  }

  // Two weights below 2^31 fit 32 bits; then each half of a lane of 64 is added to one of its own.
  HWY_INLINE void add_draws(const std::uint32_t* weights, const KeyMask* own,
                            std::uint64_t* sums) const {
    const Keys d;
    const Wide wide;
    const auto low = hn::Set(wide, 0xFFFFFFFFU);
    for (std::size_t column = 0; column < columns_; ++column) {
      auto sum = hn::Load(wide, sums);
      for (std::size_t i = 0; i < vectors; i += 2, weights += 2 * key_lanes) {
        const KeyVector two =
            hn::Add(hn::IfThenElseZero(own[i], hn::Load(d, weights)),
                    hn::IfThenElseZero(own[i + 1], hn::Load(d, weights + key_lanes)));
        const auto both = hn::BitCast(wide, two);
        sum = hn::Add(sum, hn::Add(hn::And(both, low), hn::ShiftRight<32>(both)));
      }
      hn::Store(sum, wide, sums);
      sums += wide_lanes;
    }
  }

  const KernelPlan& plan_;
  std::size_t columns_;
  bool active_;
  Aligned<std::uint64_t> sums_;                   // [competitor * columns + column], lanes each
  alignas(64) std::uint32_t firsts_[strip] = {};  // of each draw, or none
};

#endif

}  // namespace shortlist::whatif::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
