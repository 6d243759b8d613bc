// Counts which competitor stands in which place, without touching a counter in memory for each.
// Compiled once for each target.
//
// A place of 16 draws is a vector of numbers below 32, so 1 << number has one bit for each
// competitor: to count is to add vectors of bits. Carry-save adders do so bit by bit (as in Harley
// and Seal's population count, H. S. Warren, "Hacker's Delight", 5-1): two vectors and a running
// one become a running one and a carry of twice the weight, in two instructions where the target
// has ternary logic. More than 32 competitors take a vector of bits for every 32.

#if defined(SHORTLIST_LANES_COUNT) == defined(HWY_TARGET_TOGGLE)
#ifdef SHORTLIST_LANES_COUNT
#undef SHORTLIST_LANES_COUNT
#else
#define SHORTLIST_LANES_COUNT
#endif

#include "whatif/aligned.hpp"
#include "whatif/counter.hpp"
#include "whatif/kernel_plan.hpp"
#include "whatif/lanes/network.hpp"

#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace shortlist::whatif::HWY_NAMESPACE {

// Beyond so many competitors single counters are faster; none where a vector is one lane.
#if HWY_TARGET <= HWY_AVX3
constexpr int most_sliced = 160;
#elif HWY_TARGET == HWY_SCALAR
constexpr int most_sliced = 0;
#else
constexpr int most_sliced = 64;
#endif

struct Sum {
  KeyVector ones;
  KeyVector twos;
};

HWY_INLINE Sum add(KeyVector a, KeyVector b, KeyVector c) {
  const KeyVector ab = hn::Xor(a, b);
  return {hn::Xor(ab, c), hn::Or(hn::And(a, b), hn::And(ab, c))};
}

class SlicedCounts {
 public:
  explicit SlicedCounts(const KernelPlan& plan)
      : plan_(plan),
        words_((plan.size() + 31) / 32),
        active_(!plan.twins && plan.size() <= most_sliced),
        state_(allocate_aligned<std::uint32_t>(active_ ? total() : 1)) {
    std::fill_n(state_.get(), active_ ? total() : 1, 0U);
  }

  bool active() const { return active_; }

  // A whole strip.
  void count(const std::uint32_t* keys, Counter& counter) {
    const std::size_t lanes = hn::Lanes(Keys());
    const std::size_t vector = static_cast<std::size_t>(plan_.size()) * lanes;
    for (std::size_t i = 0; i < strip / lanes; i += vectors_together) {
      count_vectors(keys + i * vector, vector);
      if (++groups_ == (1U << levels) - 1) flush(counter);
    }
  }

  void flush(Counter& counter) {
    for (int place = 0; place < plan_.size(); ++place)
      for (int word = 0; word < words_; ++word) {
        const int end = std::min(32, plan_.size() - 32 * word);
        for (int bit = 0; bit < end; ++bit)
          counter.add_places(place, 32 * word + bit, samples(place, word, bit));
        std::fill_n(state(place, word), per_state(), 0U);
      }
    groups_ = 0;
  }

 private:
  static constexpr std::size_t vectors_together = 4;
  static constexpr unsigned levels = 12;

  // Of a place and a word: running vectors of weight 1 and 2; then, for weights 4, 8, ..., the
  // running one and the one that waits for its fellow.
  static std::size_t per_state() { return (2 + 2 * levels) * hn::Lanes(Keys()); }
  std::size_t total() const {
    return static_cast<std::size_t>(plan_.size() * words_) * per_state();
  }
  std::uint32_t* state(int place, int word) {
    return state_.get() + static_cast<std::size_t>(place * words_ + word) * per_state();
  }

  HWY_INLINE void count_vectors(const std::uint32_t* keys, std::size_t vector) {
    const Keys d;
    const std::size_t lanes = hn::Lanes(d);
    const KeyVector mask = hn::Set(d, plan_.number_mask());
    const KeyVector one = hn::Set(d, 1);
    for (int place = 0; place < plan_.size(); ++place, keys += lanes) {
      KeyVector numbers[vectors_together];
      for (std::size_t i = 0; i < vectors_together; ++i)
        numbers[i] = hn::And(hn::Load(d, keys + i * vector), mask);
      for (int word = 0; word < words_; ++word) {
        const KeyVector low = hn::Set(d, static_cast<std::uint32_t>(32 * word));
        KeyVector bits[vectors_together];
        for (std::size_t i = 0; i < vectors_together; ++i) bits[i] = bit(one, numbers[i], low);
        std::uint32_t* at = state(place, word);
        const Sum a = add(hn::Load(d, at), bits[0], bits[1]);
        const Sum b = add(a.ones, bits[2], bits[3]);
        const Sum c = add(hn::Load(d, at + lanes), a.twos, b.twos);
        hn::Store(b.ones, d, at);
        hn::Store(c.ones, d, at + lanes);
        carry(at + 2 * lanes, c.twos);
      }
    }
  }

  // 0 where the number is not in this word.
  static HWY_INLINE KeyVector bit(KeyVector one, KeyVector number, KeyVector low) {
    return hn::Shl(one, hn::Sub(number, low));
  }

  HWY_INLINE void carry(std::uint32_t* at, KeyVector more) {
    const Keys d;
    const std::size_t lanes = hn::Lanes(d);
    for (std::uint64_t groups = groups_; (groups & 1U) != 0; groups >>= 1U, at += 2 * lanes) {
      const Sum sum = add(hn::Load(d, at), hn::Load(d, at + lanes), more);
      hn::Store(sum.ones, d, at);
      more = sum.twos;
    }
    hn::Store(more, d, at + lanes);
  }

  std::uint64_t samples(int place, int word, int bit) {
    const Keys d;
    const std::size_t lanes = hn::Lanes(d);
    const KeyVector one = hn::Set(d, 1U << static_cast<unsigned>(bit));
    const auto in = [&](const std::uint32_t* at) HWY_ATTR {
      return std::uint64_t{hn::CountTrue(d, hn::TestBit(hn::Load(d, at), one))};
    };
    const std::uint32_t* at = state(place, word);
    std::uint64_t sum = in(at) + 2 * in(at + lanes);
    at += 2 * lanes;
    for (unsigned level = 0; groups_ >> level != 0; ++level, at += 2 * lanes) {
      sum += in(at) << (2 + level);
      if ((groups_ >> level & 1U) != 0) sum += in(at + lanes) << (2 + level);
    }
    return sum;
  }

  const KernelPlan& plan_;
  int words_;
  bool active_;
  Aligned<std::uint32_t> state_;
  std::uint64_t groups_ = 0;  // of vectors counted since the flush
};

}  // namespace shortlist::whatif::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
