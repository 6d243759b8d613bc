#include "peers/plain.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <utility>

namespace peers {

namespace {

// xoshiro256+ of Blackman & Vigna: among the fastest that pass the usual tests.
class Random {
 public:
  double fraction() {
    const std::uint64_t sum = state_[0] + state_[3];
    const std::uint64_t shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return static_cast<double>(sum >> 11U) * 0x1p-53;
  }

 private:
  std::uint64_t state_[4] = {1, 2, 3, 4};
};

}  // namespace

void count_ranks(const std::vector<std::vector<double>>& values, std::uint64_t samples,
                 std::vector<std::uint64_t>& counts) {
  Random random;
  const std::size_t families = values.size();
  const std::size_t columns = values.front().size();
  std::vector<double> cuts(columns + 1);
  std::vector<double> weights(columns);
  std::vector<std::pair<double, std::size_t>> order(families);
  for (std::uint64_t i = 0; i < samples; ++i) {
    cuts.front() = 0;
    cuts.back() = 1;
    for (std::size_t column = 1; column < columns; ++column) cuts[column] = random.fraction();
    std::sort(cuts.begin() + 1, cuts.end() - 1);
    for (std::size_t column = 0; column < columns; ++column)
      weights[column] = cuts[column + 1] - cuts[column];
    for (std::size_t family = 0; family < families; ++family) {
      double score = 0;
      for (std::size_t column = 0; column < columns; ++column)
        score += weights[column] * values[family][column];
      order[family] = {-score, family};
    }
    std::sort(order.begin(), order.end());
    for (std::size_t rank = 0; rank < families; ++rank)
      ++counts[order[rank].second * families + rank];
  }
}

}  // namespace peers
