// Random numbers and weights of a strip of draws. Compiled once for each target.

#if defined(SHORTLIST_LANES_DRAW) == defined(HWY_TARGET_TOGGLE)
#ifdef SHORTLIST_LANES_DRAW
#undef SHORTLIST_LANES_DRAW
#else
#define SHORTLIST_LANES_DRAW
#endif

#include "whatif/kernel_plan.hpp"
#include "whatif/lanes/network.hpp"
#include "whatif/random.hpp"
#include "whatif/tally.hpp"

#include <hwy/highway.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

HWY_BEFORE_NAMESPACE();
namespace shortlist::whatif::HWY_NAMESPACE {

using Floats = hn::CappedTag<float, 16>;
using Signed = hn::CappedTag<std::int32_t, 16>;

// Uniform 31-bit numbers of the draws of a strip, as random.hpp defines them. A register holds the
// words of one counter for four neighbouring draws, or of four counters where the target does a
// round of AES on 512 bits at once.
class Uniforms {
 public:
  Uniforms(std::uint64_t seed, Purpose purpose) : purpose_(purpose) {
    const Words key{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U), 0,
                    0};
    keys_ = ars_keys<ars_rounds>(key);
  }

  void at(std::uint64_t first_draw) { counter_ = first_draw / 4; }

  // Into `strip` numbers.
  HWY_INLINE void draw(std::uint32_t dimension, std::uint32_t* numbers) const;

 private:
  Words counter(std::uint64_t offset, std::uint32_t dimension) const {
    const std::uint64_t four = counter_ + offset;
    return {static_cast<std::uint32_t>(four), static_cast<std::uint32_t>(four >> 32U), dimension,
            static_cast<std::uint32_t>(purpose_)};
  }

  Purpose purpose_;
  std::array<Words, ars_rounds + 1> keys_{};
  std::uint64_t counter_ = 0;
};

#if HWY_TARGET == HWY_SCALAR

void Uniforms::draw(std::uint32_t dimension, std::uint32_t* numbers) const {
  for (std::uint64_t i = 0; i < strip / 4; ++i)
    for (const std::uint32_t word : ars(counter(i, dimension), keys_[0])) *numbers++ = word >> 1U;
}

#else

#if HWY_TARGET <= HWY_AVX3_DL
using Counters = hn::CappedTag<std::uint32_t, 16>;
#else
using Counters = hn::CappedTag<std::uint32_t, 4>;
#endif

void Uniforms::draw(std::uint32_t dimension, std::uint32_t* numbers) const {
  const Counters d;
  const hn::Repartition<std::uint8_t, Counters> bytes;
  constexpr std::size_t words = HWY_MIN(16, hn::MaxLanes(Counters()));
  // Lane 0 of each counter takes its number; a strip begins where the low bits of it are 0.
  alignas(64) static constexpr std::uint32_t steps[16] = {0, 0, 0, 0, 1, 0, 0, 0,
                                                          2, 0, 0, 0, 3, 0, 0, 0};
  const auto base = hn::Xor(hn::LoadDup128(d, counter(0, dimension).data()), hn::Load(d, steps));
  const auto state_of = [&](std::uint32_t i) HWY_ATTR {
    alignas(16) const std::uint32_t step[4] = {i, 0, 0, 0};
    return hn::Xor(base, hn::LoadDup128(d, step));
  };
  const auto key = [&](std::size_t i)
                       HWY_ATTR { return hn::BitCast(bytes, hn::LoadDup128(d, keys_[i].data())); };
  constexpr std::size_t together = 4;  // rounds take several cycles each
  for (std::size_t done = 0; done < strip; done += together * words) {
    hn::Vec<decltype(bytes)> state[together];
    for (std::size_t i = 0; i < together; ++i)
      state[i] = hn::Xor(
          hn::BitCast(bytes, state_of(static_cast<std::uint32_t>((done + i * words) / 4))), key(0));
    for (std::size_t round = 1; round < ars_rounds; ++round)
      for (std::size_t i = 0; i < together; ++i) state[i] = hn::AESRound(state[i], key(round));
    for (std::size_t i = 0; i < together; ++i) {
      state[i] = hn::AESLastRound(state[i], key(ars_rounds));
      hn::Store(hn::ShiftRight<1>(hn::BitCast(d, state[i])), d, numbers + done + i * words);
    }
  }
}

#endif

// Weights of a strip, as integers and as floats: [column * strip + lane].
struct Weights {
  std::uint32_t* integers;
  float* floats;
};

// n uniform numbers, in the first rows of the weights, become n + 1 weights: the gaps they leave on
// 0 .. 2^31, which are uniform on the simplex. The largest number is at least 1, so that each gap
// fits 31 bits.
template <int n>
void space(const Weights& weights) {
  const Keys d;
  const Floats floats;
  for (std::size_t lane = 0; lane < strip; lane += hn::Lanes(d)) {
    KeyVector v[static_cast<std::size_t>(n)];
    for (int i = 0; i < n; ++i)
      v[i] = hn::Load(d, weights.integers + static_cast<std::size_t>(i) * strip + lane);
    apply<sorting_network<n>>(v);
    v[n - 1] = hn::Max(v[n - 1], hn::Set(d, 1));
    KeyVector below = hn::Zero(d);
    for (int i = 0; i <= n; ++i) {
      const KeyVector number = i < n ? v[i] : hn::Set(d, 1U << weight_bits);
      const KeyVector gap = hn::Sub(number, below);
      below = number;
      const std::size_t at = static_cast<std::size_t>(i) * strip + lane;
      hn::Store(gap, d, weights.integers + at);
      hn::Store(hn::ConvertTo(floats, hn::BitCast(Signed(), gap)), floats, weights.floats + at);
    }
  }
}

// Any n, through memory.
inline void space_many(const Weights& weights, int n, std::uint32_t* scratch) {
  const Keys d;
  const std::size_t lanes = hn::Lanes(d);
  const KeySort sort(n);
  for (std::size_t lane = 0; lane < strip; lane += lanes) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i)
      hn::Store(hn::Load(d, weights.integers + i * strip + lane), d, scratch + i * lanes);
    sort(scratch);
    KeyVector below = hn::Zero(d);
    for (std::size_t i = 0; i <= static_cast<std::size_t>(n); ++i) {
      KeyVector number = hn::Set(d, 1U << weight_bits);
      if (i < static_cast<std::size_t>(n)) number = hn::Load(d, scratch + i * lanes);
      if (i + 1 == static_cast<std::size_t>(n)) number = hn::Max(number, hn::Set(d, 1));
      hn::Store(hn::Sub(number, below), d, weights.integers + i * strip + lane);
      below = number;
    }
  }
}

// A weight of 2^31 does not fit a signed lane: its sign is dropped.
inline void convert(const Weights& weights, int columns) {
  const Floats floats;
  for (std::size_t at = 0; at < static_cast<std::size_t>(columns) * strip;
       at += hn::Lanes(floats)) {
    const auto integer = hn::BitCast(Signed(), hn::Load(Keys(), weights.integers + at));
    hn::Store(hn::Abs(hn::ConvertTo(floats, integer)), floats, weights.floats + at);
  }
}

using Space = void (*)(const Weights&);

constexpr int most_spaced_in_registers = 24;

template <std::size_t... n>
constexpr auto make_spaces(std::index_sequence<n...> /*sizes less 1*/) {
  return std::array<Space, sizeof...(n)>{&space<static_cast<int>(n) + 1>...};
}

inline void uniform_weights(const Uniforms& uniforms, int columns, const Weights& weights,
                            std::uint32_t* scratch) {
  static constexpr auto spaces = make_spaces(std::make_index_sequence<most_spaced_in_registers>());
  const int numbers = columns - 1;
  for (int i = 0; i < numbers; ++i)
    uniforms.draw(static_cast<std::uint32_t>(i),
                  weights.integers + static_cast<std::size_t>(i) * strip);
  if (numbers > 0 && numbers <= most_spaced_in_registers) {
    spaces[static_cast<std::size_t>(numbers - 1)](weights);
    return;
  }
  space_many(weights, numbers, scratch);
  convert(weights, columns);
}

}  // namespace shortlist::whatif::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
