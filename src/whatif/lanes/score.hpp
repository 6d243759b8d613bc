// Scores of a strip of draws, as keys to sort by. Compiled once for each target.

#if defined(SHORTLIST_LANES_SCORE) == defined(HWY_TARGET_TOGGLE)
#ifdef SHORTLIST_LANES_SCORE
#undef SHORTLIST_LANES_SCORE
#else
#define SHORTLIST_LANES_SCORE
#endif

#include "whatif/kernel_plan.hpp"
#include "whatif/lanes/draw.hpp"

#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace shortlist::whatif::HWY_NAMESPACE {

using FloatVector = hn::Vec<Floats>;

// Base less the score, its fraction shifted up, the competitor's number below.
HWY_INLINE KeyVector make_key(float base, int shift, FloatVector negated, std::size_t competitor) {
  const Keys d;
  const auto bits = hn::BitCast(d, hn::Add(negated, hn::Set(Floats(), base)));
  return hn::Or(hn::ShiftLeftSame(bits, shift), hn::Set(d, static_cast<std::uint32_t>(competitor)));
}

#if HWY_TARGET <= HWY_AVX3
constexpr int rows_together = 4;
#else
constexpr int rows_together = 2;  // half the registers
#endif

// Calls emit(row, vector, sum) with the negated score of each row for each vector of the strip. A
// tile of rows times four vectors is summed in registers, so that each number loaded is used by all
// of the tile.
template <typename Emit>
HWY_INLINE void sum_rows(const KernelPlan& plan, const float* weights, Emit emit) {
  const Floats d;
  constexpr std::size_t vectors = 4;
  const std::size_t lanes = hn::Lanes(d);
  const auto columns = static_cast<std::size_t>(plan.columns);
  const int rows = plan.rows;  // a store might change a member
  for (std::size_t vector = 0; vector < strip / lanes; vector += vectors)
    for (int row = 0; row < rows; row += rows_together) {
      const float* values = plan.table.data() + static_cast<std::size_t>(row) * columns;
      FloatVector sums[rows_together][vectors];
      alignas(64) float before[rows_together][vectors][16];
      std::size_t first = 0;
      do {
        for (auto& each : sums)
          for (auto& sum : each) sum = hn::Zero(d);
        const std::size_t last = HWY_MIN(columns, first + columns_a_sum);
        for (std::size_t column = first; column < last; ++column) {
          const float* at = weights + column * strip + vector * lanes;
          FloatVector w[vectors];
          for (std::size_t i = 0; i < vectors; ++i) w[i] = hn::Load(d, at + i * lanes);
          for (std::size_t r = 0; r < rows_together; ++r) {
            const FloatVector value = hn::Set(d, values[r * columns + column]);
            for (std::size_t i = 0; i < vectors; ++i)
              sums[r][i] = hn::MulAdd(w[i], value, sums[r][i]);
          }
        }
        if (HWY_LIKELY(columns <= columns_a_sum)) break;
        for (std::size_t r = 0; r < rows_together; ++r)
          for (std::size_t i = 0; i < vectors; ++i) {
            if (first > 0) sums[r][i] = hn::Add(hn::Load(d, before[r][i]), sums[r][i]);
            hn::Store(sums[r][i], d, before[r][i]);
          }
        first += columns_a_sum;
      } while (first < columns);
      for (int r = 0; r < rows_together && row + r < rows; ++r)
        for (std::size_t i = 0; i < vectors; ++i)
          emit(row + r, vector + i, sums[static_cast<std::size_t>(r)][i]);
    }
}

// Keys [(vector * competitors + competitor) * lanes + lane]. `sums` holds rows * strip floats where
// a competitor has several rows or unknown cells.
inline void score_strip(const KernelPlan& plan, const float* weights, const Uniforms& values,
                        float* sums, std::uint32_t* drawn, std::uint32_t* keys) {
  const Floats d;
  const Keys of_keys;
  const std::size_t lanes = hn::Lanes(d);
  const auto size = static_cast<std::size_t>(plan.size());
  const float base = plan.base;
  const int shift = plan.shift;
  const auto key_at = [&](std::size_t vector, std::size_t competitor) {
    return keys + (vector * size + competitor) * lanes;
  };
  if (plan.one_row_each) {
    sum_rows(plan, weights, [&](int row, std::size_t vector, FloatVector sum) HWY_ATTR {
      const auto competitor = static_cast<std::size_t>(row);
      hn::Store(make_key(base, shift, sum, competitor), of_keys, key_at(vector, competitor));
    });
    return;
  }

  sum_rows(plan, weights, [&](int row, std::size_t vector, FloatVector sum) HWY_ATTR {
    hn::Store(sum, d, sums + static_cast<std::size_t>(row) * strip + vector * lanes);
  });
  for (const UnknownCell& cell : plan.unknown) {
    values.draw(cell.dimension, drawn);
    const FloatVector width = hn::Set(d, cell.width);
    for (std::size_t lane = 0; lane < strip; lane += lanes) {
      const auto number = hn::ConvertTo(d, hn::BitCast(Signed(), hn::Load(of_keys, drawn + lane)));
      const auto weight =
          hn::Load(d, weights + static_cast<std::size_t>(cell.column) * strip + lane);
      float* sum = sums + static_cast<std::size_t>(cell.row) * strip + lane;
      hn::Store(hn::MulAdd(hn::Mul(weight, width), number, hn::Load(d, sum)), d, sum);
    }
  }
  for (std::size_t vector = 0; vector < strip / lanes; ++vector)
    for (std::size_t i = 0; i < size; ++i) {
      const Competitor& one = plan.competitors[i];
      const float* at = sums + vector * lanes;
      FloatVector best = hn::Load(d, at + static_cast<std::size_t>(one.first) * strip);
      for (int row = one.first + 1; row < one.last; ++row)
        best = hn::Min(best, hn::Load(d, at + static_cast<std::size_t>(row) * strip));
      hn::Store(make_key(base, shift, best, i), of_keys, key_at(vector, i));
    }
}

}  // namespace shortlist::whatif::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
