#include "whatif/confidence.hpp"

#include "whatif/kernel.hpp"
#include "whatif/proposal.hpp"

#include <algorithm>
#include <optional>

namespace shortlist::whatif {

namespace {

constexpr std::uint64_t draws = 10'000;
constexpr std::uint64_t other_seed = 0x9E3779B97F4A7C15;  // not the values the weights met

// The same weights for every draw.
class OneWeighting final : public WeightSource {
 public:
  explicit OneWeighting(const std::vector<double>& weights) : units_(weights.size()) {
    to_units(weights, units_);
  }

  void fill(std::uint64_t /*first*/, int count, std::span<std::int32_t> weights) const override {
    auto next = weights.begin();
    for (const std::int32_t unit : units_) next = std::fill_n(next, count, unit);
  }

 private:
  std::vector<std::int32_t> units_;
};

double first_rank(const Contest& contest, const std::vector<double>& weights, std::size_t family,
                  std::uint64_t seed) {
  std::optional<OneWeighting> source;  // a single weight is 1 without
  if (weights.size() > 1) source.emplace(weights);
  const std::uint64_t samples = contest.low == contest.high ? 1 : draws;
  const Kernel kernel(contest, {.seed = seed ^ other_seed,
                                .source = source ? &*source : nullptr,
                                .pairwise = false,
                                .central = false});
  Tally tally(static_cast<int>(contest.contestants.size()), static_cast<int>(weights.size()));
  kernel.run(0, samples, tally);
  double mass = 0;
  for (const auto& [tied, counts] : tally.by_share)
    mass += static_cast<double>(counts.ranks[family * contest.contestants.size()]) / tied;
  return mass / static_cast<double>(samples);
}

}  // namespace

std::vector<std::optional<double>> confidence(
    const Contest& contest, const std::vector<std::optional<std::vector<double>>>& central,
    std::uint64_t seed) {
  std::vector<std::optional<double>> all;
  for (std::size_t family = 0; family < central.size(); ++family) {
    all.emplace_back();
    if (central[family]) all.back() = first_rank(contest, *central[family], family, seed);
  }
  return all;
}

}  // namespace shortlist::whatif
