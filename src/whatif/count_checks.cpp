#include "whatif/count_checks.hpp"

#include <cstddef>
#include <cstdint>

namespace shortlist::whatif {

namespace {

// Sums of counts, each far below 2^64, of which there are at most some thousand: no overflow that
// could hide anything, since a count above `samples` times the families is refused first.
class Checks {
 public:
  Checks(const Tally& tally, const std::vector<bool>& closed)
      : tally_(tally), closed_(closed), families_(static_cast<std::size_t>(tally.families)) {}

  bool bounded() const {
    for (const auto& [tied, counts] : tally_.by_share)
      for (const std::uint64_t each : counts.ranks)
        if (each > tally_.samples) return false;
    for (const std::uint64_t each : tally_.halves)
      if (each > 2 * tally_.samples) return false;
    return true;
  }

  // One rank a family (`stride` 1 within, families apart) or one family a rank: counts of a tie of
  // g come g at a time.
  bool one_each(std::size_t outer, std::size_t inner) const {
    for (std::size_t i = 0; i < families_; ++i) {
      std::uint64_t sum = 0;
      for (const auto& [tied, counts] : tally_.by_share) {
        std::uint64_t times = 0;
        for (std::size_t j = 0; j < families_; ++j) times += counts.ranks[i * outer + j * inner];
        if (times % static_cast<std::uint64_t>(tied) != 0) return false;
        sum += times / static_cast<std::uint64_t>(tied);
      }
      if (sum != tally_.samples) return false;
    }
    return true;
  }

  bool pairs() const {
    for (std::size_t i = 0; i < families_; ++i)
      for (std::size_t j = 0; j <= i; ++j) {
        const std::uint64_t both =
            tally_.halves[i * families_ + j] + tally_.halves[j * families_ + i];
        const bool counted = i != j && !(closed_[i] && closed_[j]);
        if (both != (counted ? 2 * tally_.samples : 0)) return false;
      }
    return true;
  }

  bool weights() const {
    const auto columns = static_cast<std::size_t>(tally_.columns);
    constexpr unsigned word = 64;
    for (const auto& [tied, counts] : tally_.by_share)
      for (std::size_t i = 0; i < families_; ++i) {
        const std::uint64_t first = counts.ranks[i * families_];
        const Wide all{first >> (word - weight_bits), first << unsigned{weight_bits}};
        Wide sum;
        for (std::size_t column = 0; column < columns; ++column) {
          const Wide& part = counts.weights[i * columns + column];
          if (part.above(all)) return false;  // so sums, of some thousand, do not wrap
          sum.add(part);
        }
        if (sum != all) return false;
      }
    return true;
  }

 private:
  const Tally& tally_;
  const std::vector<bool>& closed_;
  std::size_t families_;
};

}  // namespace

std::string contradiction(const Tally& tally, const std::vector<bool>& closed) {
  const Checks checks(tally, closed);
  const auto families = static_cast<std::size_t>(tally.families);
  if (!checks.bounded()) return "it counts more than its samples";
  if (!checks.one_each(families, 1)) return "a family does not have one rank in each sample";
  if (!checks.one_each(1, families)) return "a rank does not have one family in each sample";
  if (!checks.pairs()) return "two families are not ordered in each sample";
  if (!checks.weights()) return "the weights of a first rank do not sum to 1";
  return {};
}

}  // namespace shortlist::whatif
