// Adds up the weights at which competitors are first. Compiled once for each target.
//
// Most draws of a strip belong to a few competitors. All draws are added, without asking whose they
// are, and those of these competitors, under masks; what is left goes draw by draw, but for the
// draws of the competitor that is first most often: it has what the others have not.
//
// Sums have 32 bits, which hold a few weights, as long as those of all draws do not overflow: those
// of a part of them are no larger. Now and then, and where one would, they join sums of 64 bits.

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
#include <utility>
#include <vector>

HWY_BEFORE_NAMESPACE();
namespace shortlist::whatif::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR

// A vector is one draw.
class CentralSums {
 public:
  CentralSums(const KernelPlan& /*plan*/, const KernelOptions& /*options*/) {}
  std::uint64_t add(const SortedKeys& /*sorted*/, std::uint64_t lanes, Counter& /*counter*/) const {
    return lanes;
  }
  void flush(Counter& /*counter*/) const {}
};

#else

class CentralSums {
 public:
  CentralSums(const KernelPlan& plan, const KernelOptions& options)
      : options_(options),
        size_(static_cast<std::size_t>(plan.size())),
        columns_(static_cast<std::size_t>(plan.columns)),
        mask_(plan.number_mask()),
        active_(options.central && columns_ > 1),
        most_groups_(std::min(most_chosen, size_ + together - 2) / together),
        most_since_(std::max<std::size_t>(1, columns_ / 4)) {
    if (!active_) return;
    const std::size_t sums = columns_ * (1 + together * most_groups_);
    parts_ = allocate_aligned<std::uint32_t>(sums * key_lanes);
    std::fill_n(parts_.get(), sums * key_lanes, 0U);
    wholes_ = allocate_aligned<std::uint64_t>(sums * wide_lanes);
    std::fill_n(wholes_.get(), sums * wide_lanes, std::uint64_t{0});
    all_.resize(columns_);
    seen_.resize(size_);
  }

  // Of the draws in `lanes`, those that the counter has to add before the next strip comes.
  std::uint64_t add(const SortedKeys& sorted, std::uint64_t lanes, Counter& counter) {
    if (!active_) return lanes;
    find_firsts(sorted, lanes);
    look(lanes, counter);
    if (options_.source != nullptr && any_corner(sorted.weights)) {
      add_to_all(sorted.weights, lanes, 1);
      return lanes;
    }
    if (lanes != ~std::uint64_t{0}) add_to_all(sorted.weights, ~lanes, -1);
    std::uint64_t others = 0;
    for (std::size_t quad = 0; quad < quads; ++quad) {
      others |= find_own(quad);
      if (++since_ > most_since_) {
        widen(0, columns_);
        since_ = 1;
      }
      add_columns(sorted.weights, quad);
    }
    return others & lanes;
  }

  void flush(Counter& counter) {
    if (!active_ || strips_ == 0) return;
    widen(0, columns_);
    const std::uint64_t* at = wholes_.get();
    const auto sum = [&] {
      at += wide_lanes;
      return std::accumulate(at - wide_lanes, at, std::uint64_t{0});
    };
    for (std::size_t column = 0; column < columns_; ++column) {
      all_[column] += sum();
      for (std::size_t i = 0; i < chosen(); ++i) {
        const std::uint64_t own = sum();
        if (numbers_[i] < size_)
          counter.add_weights(static_cast<int>(numbers_[i]), static_cast<int>(column), own);
      }
    }
    std::fill_n(wholes_.get(), columns_ * rows() * wide_lanes, std::uint64_t{0});
    counter.add_rest(static_cast<int>(rest_), all_);
  }

 private:
  using Wide = hn::Repartition<std::uint64_t, Keys>;
  using KeyMask = hn::Mask<Keys>;

  static constexpr std::size_t key_lanes = hn::MaxLanes(Keys());
  static constexpr std::size_t wide_lanes = key_lanes / 2;
  static constexpr std::size_t quads = strip / key_lanes / 4;  // four vectors of draws
#if HWY_TARGET <= HWY_AVX3
  static constexpr std::size_t together = 3;  // competitors whose draws are added in one go
#else
  static constexpr std::size_t together = 1;
#endif
  static constexpr std::size_t most_chosen = 24;
  static constexpr std::uint64_t fewest_of = 24;   // one in so many draws is worth the vectors
  static constexpr std::uint64_t strips_seen = 8;  // before the choice of competitors is final
  static constexpr std::uint32_t none = ~0U;

  // Of a competitor, in four vectors.
  struct Own {
    KeyMask draws[4];
  };

  std::size_t chosen() const { return together * groups_; }
  std::size_t rows() const { return 1 + chosen(); }

  void find_firsts(const SortedKeys& sorted, std::uint64_t lanes) {
    const Keys d;
    const KeyVector mask = hn::Set(d, mask_);
    const std::size_t vector = size_ * key_lanes;
    for (std::size_t i = 0; i < strip / key_lanes; ++i)
      hn::Store(hn::And(hn::Load(d, sorted.keys + i * vector), mask), d, firsts_ + i * key_lanes);
    for (std::uint64_t idle = ~lanes; idle != 0; idle &= idle - 1)
      firsts_[std::countr_zero(idle)] = none;
  }

  // Chooses by the first strip, and again by the first few.
  HWY_INLINE void look(std::uint64_t lanes, Counter& counter) {
    if (HWY_LIKELY(strips_ > strips_seen)) return;
    for (std::uint64_t each = lanes; each != 0; each &= each - 1)
      ++seen_[firsts_[std::countr_zero(each)]];
    if (strips_ == 0 || strips_ == strips_seen) {
      flush(counter);
      choose();
    }
    ++strips_;
  }

  HWY_NOINLINE void choose() {
    std::vector<std::uint32_t> order(size_);
    std::iota(order.begin(), order.end(), 0U);
    const auto most = std::min(size_, 1 + together * most_groups_);
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(most), order.end(),
                      [&](std::uint32_t a, std::uint32_t b) {
                        return std::pair(seen_[b], a) < std::pair(seen_[a], b);
                      });
    rest_ = order.front();
    const std::uint64_t draws = std::accumulate(seen_.begin(), seen_.end(), std::uint64_t{0});
    for (groups_ = 0; groups_ < most_groups_; ++groups_) {
      std::uint64_t own = 0;
      for (std::size_t i = chosen(); i < chosen() + together; ++i) {
        numbers_[i] = 1 + i < most ? order[1 + i] : none - 1;
        if (1 + i < most) own += seen_[numbers_[i]];
      }
      if (own * fewest_of < draws * together) break;
    }
  }

  // A weight of 2^31: two of them would overflow a sum of two.
  HWY_NOINLINE bool any_corner(const std::uint32_t* weights) const {
    const Keys d;
    KeyVector any = hn::Zero(d);
    for (std::size_t at = 0; at < columns_ * strip; at += key_lanes)
      any = hn::Or(any, hn::Load(d, weights + at));
    return !hn::AllFalse(d, hn::Lt(hn::Set(d, (1U << weight_bits) - 1), any));
  }

  // Draws that no sum of vectors has, or that one has and must not.
  HWY_NOINLINE void add_to_all(const std::uint32_t* weights, std::uint64_t lanes, int sign) {
    for (; lanes != 0; lanes &= lanes - 1)
      for (std::size_t column = 0; column < columns_; ++column) {
        const std::uint64_t weight =
            weights[column * strip + static_cast<std::size_t>(std::countr_zero(lanes))];
        all_[column] += sign < 0 ? 0 - weight : weight;
      }
  }

  // Finds whose draws they are. Gives the lanes of those who are neither chosen nor the one with
  // the rest.
  HWY_INLINE std::uint64_t find_own(std::size_t quad) {
    const Keys d;
    const std::size_t lane = quad * 4 * key_lanes;
    KeyVector firsts[4];
    KeyMask named[4];
    for (std::size_t i = 0; i < 4; ++i) {
      firsts[i] = hn::Load(d, firsts_ + lane + i * key_lanes);
      named[i] = hn::Eq(firsts[i], hn::Set(d, rest_));
    }
    for (std::size_t first = 0; first < chosen(); first += together)
      for (std::size_t j = first; j < first + together; ++j)
        for (std::size_t i = 0; i < 4; ++i) {
          const KeyMask draws = hn::Eq(firsts[i], hn::Set(d, numbers_[j]));
          own_[j].draws[i] = draws;
          named[i] = hn::Or(named[i], draws);
        }
    std::uint64_t lanes = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      std::uint8_t bits[8] = {};
      hn::StoreMaskBits(d, hn::Not(named[i]), bits);
      lanes |= (bits[0] | std::uint64_t{bits[1]} << 8U) << (lane + i * key_lanes);
    }
    return lanes;
  }

  // Columns go in fours, before them some threes, or in twos where there are no more.
  HWY_INLINE void add_columns(const std::uint32_t* weights, std::size_t quad) {
    weights += quad * 4 * key_lanes;
    std::size_t column = 0;
    for (; (columns_ - column) % 4 != 0 && columns_ - column >= 3; column += 3)
      add_columns<3>(weights, quad, column);
    for (; columns_ - column >= 4; column += 4) add_columns<4>(weights, quad, column);
    if (column < columns_) add_columns<2>(weights, quad, column);
  }

  template <std::size_t width>
  HWY_INLINE void add_columns(const std::uint32_t* weights, std::size_t quad, std::size_t column) {
    weights += column * strip;
    if (HWY_LIKELY(add_quad<width>(weights, column))) return;
    widen(column, width);
    if (!add_quad<width>(weights, column)) add_singly(weights, quad, column, width);
  }

  // Four vectors of some columns; nothing where a sum of all draws would overflow.
  template <std::size_t width>
  HWY_INLINE bool add_quad(const std::uint32_t* weights, std::size_t column) {
    if (groups_ == 0) return add_group<0, true, width>(weights, column, 0);
    if (HWY_UNLIKELY(!(add_group<together, true, width>(weights, column, 0)))) return false;
    for (std::size_t first = together; first < chosen(); first += together)
      add_group<together, false, width>(weights, column, first);
    return true;
  }

  // Competitors from one on, and all draws where asked for.
  template <std::size_t named, bool all, std::size_t width>
  HWY_INLINE bool add_group(const std::uint32_t* weights, std::size_t column, std::size_t first) {
    const Keys d;
    const std::size_t next = rows() * key_lanes;
    std::uint32_t* at = parts_.get() + column * next + (all ? 0 : 1 + first) * key_lanes;
    KeyVector sums[width][named + all];
    for (std::size_t j = 0; j < width; ++j)
      for (std::size_t i = 0; i < named + all; ++i)
        sums[j][i] = hn::Load(d, at + j * next + i * key_lanes);
    KeyMask over = hn::Lt(hn::Zero(d), hn::Zero(d));
    add_two<named, all, width>(weights, own_ + first, 0, sums, over);
    add_two<named, all, width>(weights, own_ + first, 2, sums, over);
    if (all && HWY_UNLIKELY(!hn::AllFalse(d, over))) return false;
    for (std::size_t j = 0; j < width; ++j)
      for (std::size_t i = 0; i < named + all; ++i)
        hn::Store(sums[j][i], d, at + j * next + i * key_lanes);
    return true;
  }

  template <std::size_t named, bool all, std::size_t width, std::size_t rows>
  static HWY_INLINE void add_two(const std::uint32_t* weights, const Own* owns, std::size_t vector,
                                 KeyVector (&sums)[width][rows], KeyMask& over) {
    const Keys d;
    weights += vector * key_lanes;
    KeyMask own[rows][2];
    for (std::size_t i = 0; i < named; ++i)
      for (std::size_t j = 0; j < 2; ++j) own[i][j] = owns[i].draws[vector + j];
    for (std::size_t j = 0; j < width; ++j) {
      const KeyVector one = hn::Load(d, weights + j * strip);
      const KeyVector other = hn::Load(d, weights + j * strip + key_lanes);
      for (std::size_t i = 0; i < named; ++i) {
        KeyVector& sum = sums[j][i + all];
        sum = hn::IfThenElse(own[i][0], hn::Add(one, sum), sum);
        sum = hn::IfThenElse(own[i][1], hn::Add(other, sum), sum);
      }
      if (!all) continue;
      const KeyVector two = hn::Add(one, other);
      sums[j][0] = hn::Add(sums[j][0], two);
      over = hn::Or(over, hn::Lt(sums[j][0], two));
    }
  }

  // Four vectors whose sum overflows.
  HWY_NOINLINE void add_singly(const std::uint32_t* weights, std::size_t quad, std::size_t column,
                               std::size_t columns) {
    for (std::size_t lane = 0; lane < 4 * key_lanes; ++lane) {
      const auto own = static_cast<std::size_t>(
          std::find(numbers_, numbers_ + chosen(), firsts_[quad * 4 * key_lanes + lane]) -
          numbers_);
      for (std::size_t i = 0; i < columns; ++i) {
        const std::uint32_t weight = weights[i * strip + lane];
        std::uint64_t* sums = wholes_.get() + (column + i) * rows() * wide_lanes;
        sums[0] += weight;
        if (own < chosen()) sums[(1 + own) * wide_lanes] += weight;
      }
    }
  }

  // Each half of a lane of 64 bits joins one of its own.
  HWY_NOINLINE void widen(std::size_t column, std::size_t columns) {
    const Keys d;
    const Wide wide;
    const auto low = hn::Set(wide, 0xFFFFFFFFU);
    std::uint32_t* part = parts_.get() + column * rows() * key_lanes;
    std::uint64_t* whole = wholes_.get() + column * rows() * wide_lanes;
    for (std::size_t i = 0; i < columns * rows(); ++i) {
      const auto both = hn::BitCast(wide, hn::Load(d, part));
      const auto halves = hn::Add(hn::And(both, low), hn::ShiftRight<32>(both));
      hn::Store(hn::Add(hn::Load(wide, whole), halves), wide, whole);
      hn::Store(hn::Zero(d), d, part);
      part += key_lanes;
      whole += wide_lanes;
    }
  }

  const KernelOptions& options_;
  std::size_t size_;
  std::size_t columns_;
  std::uint32_t mask_;
  bool active_;
  std::size_t most_groups_;
  std::uint64_t strips_ = 0;         // up to the last choice
  std::vector<std::uint64_t> seen_;  // by competitor, in these strips
  std::uint32_t rest_ = 0;           // the competitor that has what others have not
  std::size_t groups_ = 0;
  std::uint32_t numbers_[most_chosen] = {};  // of the competitors chosen, a group after the other

  alignas(64) std::uint32_t firsts_[strip] = {};  // of each draw, or none
  Own own_[most_chosen] = {};

  std::size_t most_since_;  // times four weights seldom overflow
  std::size_t since_ = 0;
  // [column * rows + row], lanes each, of all draws, then of those of each competitor chosen
  Aligned<std::uint32_t> parts_;
  Aligned<std::uint64_t> wholes_;
  std::vector<std::uint64_t> all_;  // by column, of all draws that count, without the wholes
};

#endif

}  // namespace shortlist::whatif::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
