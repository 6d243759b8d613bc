#include "whatif/confidence.hpp"

#include "whatif/crew.hpp"
#include "whatif/kernel.hpp"
#include "whatif/kernel_plan.hpp"
#include "whatif/proposal.hpp"
#include "whatif/referee.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>

namespace shortlist::whatif {

namespace {

constexpr std::uint64_t draws = confidence_draws;
constexpr std::chrono::milliseconds between_glances{100};
constexpr std::uint64_t other_seed = 0x9E3779B97F4A7C15;  // not the values the weights met

// The same weights for every draw.
class OneWeighting final : public WeightSource {
 public:
  explicit OneWeighting(const std::vector<double>& weights) : units_(weights.size()) {
    if (weights.size() > 1) to_units(weights, units_);
  }

  void fill(std::uint64_t /*first*/, int count, std::span<std::int32_t> weights) const override {
    auto next = weights.begin();
    for (const std::int32_t unit : units_) next = std::fill_n(next, count, unit);
  }

 private:
  std::vector<std::int32_t> units_;
};

// The first ranks of one family, drawn block by block.
class FirstRank {
 public:
  FirstRank(const Contest& contest, const std::vector<double>& weights, std::size_t family,
            std::uint64_t seed)
      : family_(family),
        source_(weights),
        kernel_(contest, {.seed = seed ^ other_seed,
                          // A single weight is 1 without.
                          .source = weights.size() > 1 ? &source_ : nullptr,
                          .pairwise = false,
                          .central = false}),
        tally_(static_cast<int>(contest.contestants.size()), static_cast<int>(weights.size())) {}

  // Draws a block more; the share once there is none.
  std::optional<double> more() {
    const std::uint64_t end = std::min(draws, next_ + draws_per_block);
    kernel_.run(next_, end, tally_);
    next_ = end;
    if (next_ < draws) return std::nullopt;
    tally_.spread();
    const auto families = static_cast<std::size_t>(tally_.families);
    double mass = 0;
    for (const auto& [tied, counts] : tally_.by_share)
      mass += static_cast<double>(counts.ranks[family_ * families]) / tied;
    return mass / static_cast<double>(draws);
  }

 private:
  std::size_t family_;
  std::uint64_t next_ = 0;
  OneWeighting source_;
  Kernel kernel_;
  Tally tally_;
};

// The same where no value is unknown, so that one look at the scores is enough.
double known_first_rank(const KernelPlan& plan, const std::vector<double>& weights, int family) {
  std::vector<std::int32_t> units(weights.size());
  std::vector<std::uint32_t> drawn{1U << unsigned{weight_bits}};
  if (weights.size() > 1) {
    to_units(weights, units);
    drawn.assign(units.begin(), units.end());
  }
  double best = -1;
  int tied = 0;
  bool among = false;
  for (int i = plan.groups.front().begin; i < plan.groups.front().end; ++i) {
    const Competitor& one = plan.competitors[static_cast<std::size_t>(i)];
    const double own = score(plan, i, {0, 0, drawn.data()});
    if (own < best) continue;
    if (own > best) tied = 0;
    if (own > best) among = false;
    best = own;
    tied += one.size();
    among = among || std::find(one.members.begin(), one.members.end(), family) != one.members.end();
  }
  return among ? 1.0 / tied : 0;
}

}  // namespace

std::optional<Confidence> confidence(const Contest& contest,
                                     const std::vector<std::optional<std::vector<double>>>& central,
                                     std::uint64_t seed, int threads,
                                     const std::function<bool()>& going) {
  std::vector<std::size_t> asked;  // families
  for (std::size_t family = 0; family < central.size(); ++family)
    if (central[family]) asked.push_back(family);
  Confidence all(central.size());
  std::optional<KernelPlan> known;
  if (contest.low == contest.high) known.emplace(contest);
  std::atomic<std::size_t> next = 0;
  std::vector<std::unique_ptr<FirstRank>> at(crew_size(threads, asked.size()));  // by member
  std::vector<std::size_t> family(at.size());
  Crew crew(at.size(), [&](std::size_t member) {
    if (at[member] == nullptr) {
      const std::size_t place = next++;
      if (place >= asked.size()) return false;
      family[member] = asked[place];
      if (known) {
        all[asked[place]] =
            known_first_rank(*known, *central[asked[place]], static_cast<int>(asked[place]));
        return true;
      }
      at[member] = std::make_unique<FirstRank>(contest, *central[asked[place]], asked[place], seed);
    }
    all[family[member]] = at[member]->more();
    if (all[family[member]]) at[member].reset();
    return true;
  });
  bool stopped = false;
  while (!crew.wait(between_glances)) {
    stopped = stopped || !going();
    if (stopped) crew.call_off();
  }
  crew.rethrow();
  if (stopped) return std::nullopt;
  return all;
}

}  // namespace shortlist::whatif
