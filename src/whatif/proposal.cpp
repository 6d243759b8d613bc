#include "whatif/proposal.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace shortlist::whatif {

namespace {

constexpr std::int64_t most_units = all_units - 1;  // that an int32 holds

// Uniform on the weights >= 0 that sum to `sum`. No weight is the whole sum.
void spacings(Stream& stream, std::int64_t sum, std::span<std::int32_t> weights) {
  const std::size_t cuts = weights.size() - 1;
  for (std::size_t i = 0; i < cuts; ++i)
    weights[i] = static_cast<std::int32_t>(
        std::max<std::uint64_t>(1, stream.below(static_cast<std::uint64_t>(sum))));
  std::sort(weights.begin(), weights.end() - 1);
  std::int64_t before = 0;
  for (std::size_t i = 0; i <= cuts; ++i) {
    const std::int64_t at = i < cuts ? weights[i] : sum;
    weights[i] = static_cast<std::int32_t>(at - before);
    before = at;
  }
}

bool draw(const AboveLow& shape, Stream& stream, std::span<std::int32_t> weights) {
  spacings(stream, all_units - std::accumulate(shape.low.begin(), shape.low.end(), std::int64_t{0}),
           weights);
  for (std::size_t i = 0; i < weights.size(); ++i)
    weights[i] += static_cast<std::int32_t>(shape.low[i]);
  return true;
}

bool draw(const Ordered& shape, Stream& stream, std::span<std::int32_t> weights) {
  struct Drawn {
    std::int32_t weight;
    int place;
  };
  spacings(stream, all_units, weights);
  std::vector<Drawn> drawn(weights.size());
  for (std::size_t i = 0; i < drawn.size(); ++i) drawn[i] = {weights[i], static_cast<int>(i)};
  std::sort(drawn.begin(), drawn.end(), [](const Drawn& left, const Drawn& right) {
    return left.weight != right.weight ? left.weight > right.weight : left.place < right.place;
  });
  auto next = drawn.begin();
  for (const std::vector<int>& slice : shape.slices) {
    const auto last = next + static_cast<std::ptrdiff_t>(slice.size());
    std::sort(next, last,
              [](const Drawn& left, const Drawn& right) { return left.place < right.place; });
    for (const int column : slice) weights[static_cast<std::size_t>(column)] = (next++)->weight;
  }
  return true;
}

bool draw(const Box& shape, Stream& stream, std::span<std::int32_t> weights) {
  std::size_t widest = 0;
  for (std::size_t i = 1; i < weights.size(); ++i)
    if (shape.high[i] - shape.low[i] > shape.high[widest] - shape.low[widest]) widest = i;
  std::int64_t last = all_units;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (i == widest) continue;
    const auto width = static_cast<std::uint64_t>(shape.high[i] - shape.low[i]) + 1;
    const std::int64_t weight = shape.low[i] + static_cast<std::int64_t>(stream.below(width));
    weights[i] = static_cast<std::int32_t>(weight);
    last -= weight;
  }
  weights[widest] = static_cast<std::int32_t>(std::clamp<std::int64_t>(last, 0, most_units));
  return last >= shape.low[widest] && last <= shape.high[widest];
}

bool draw(const Corners& shape, Stream& stream, std::span<std::int32_t> weights) {
  spacings(stream, all_units, weights);
  std::vector<double> sums(weights.size(), 0.0);
  for (std::size_t corner = 0; corner < weights.size(); ++corner)
    for (std::size_t i = 0; i < weights.size(); ++i)
      sums[i] += std::ldexp(weights[corner], -weight_bits) *
                 shape.corners(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(corner));
  to_units(sums, weights);
  return true;
}

}  // namespace

bool propose(const Proposal& proposal, Stream& stream, std::span<std::int32_t> weights) {
  return std::visit([&](const auto& shape) { return draw(shape, stream, weights); }, proposal);
}

void to_units(std::span<const double> weights, std::span<std::int32_t> units) {
  std::int64_t left = all_units;
  std::size_t largest = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double exact =
        std::clamp(std::ldexp(weights[i], weight_bits), 0.0, static_cast<double>(most_units));
    units[i] = static_cast<std::int32_t>(exact);
    left -= units[i];
    if (units[i] > units[largest]) largest = i;
  }
  // Rounding down has left less than a unit a column: the largest hardly feels it.
  if (units[largest] + left <= most_units) {
    units[largest] = static_cast<std::int32_t>(units[largest] + left);
  } else {
    units[largest] = static_cast<std::int32_t>(most_units);
    units[largest == 0 ? 1 : 0] += 1;
  }
}

bool inside(const Matrix& rows, std::span<const std::int32_t> weights) {
  for (Eigen::Index row = 0; row < rows.rows(); ++row) {
    double sum = 0;
    for (Eigen::Index column = 0; column < rows.cols(); ++column)
      sum += rows(row, column) * weights[static_cast<std::size_t>(column)];
    if (sum < 0) return false;
  }
  return true;
}

}  // namespace shortlist::whatif
