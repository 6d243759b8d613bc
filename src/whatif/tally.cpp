#include "whatif/tally.hpp"

#include <cassert>
#include <cstddef>
#include <utility>

namespace shortlist::whatif {

namespace {

template <typename Number, typename Add>
void add_each(std::vector<Number>& to, const std::vector<Number>& more, Add add) {
  assert(to.size() == more.size());
  for (std::size_t i = 0; i < to.size(); ++i) add(to[i], more[i]);
}

void add_counts(std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& more) {
  add_each(to, more, [](std::uint64_t& a, std::uint64_t b) { a += b; });
}

void add_sums(std::vector<Wide>& to, const std::vector<Wide>& more) {
  add_each(to, more, [](Wide& a, const Wide& b) { a.add(b); });
}

}  // namespace

Tally::Tally(int of_families, int of_columns)
    : families(of_families),
      columns(of_columns),
      halves(static_cast<std::size_t>(of_families) * static_cast<std::size_t>(of_families)),
      squares(static_cast<std::size_t>(of_families)) {
  share(1);
}

RankCounts& Tally::share(int families_tied) {
  const auto found = by_share.find(families_tied);
  if (found != by_share.end()) return found->second;
  const auto height = static_cast<std::size_t>(families);
  if (by_share.size() > 1 && (by_share.size() + 1) * height * height > most_counts)
    throw TooManyTies{families};
  RankCounts& counts = by_share[families_tied];
  counts.ranks.resize(height * height);
  counts.weights.resize(height * static_cast<std::size_t>(columns));
  return counts;
}

void Tally::spread() {
  const auto width = static_cast<std::size_t>(families);
  for (auto& [tied, counts] : by_share) {
    if (tied == 1) continue;
    std::vector<std::uint64_t>& ranks = counts.ranks;
    for (std::size_t i = width; i < ranks.size(); ++i) ranks[i] += ranks[i - width];
    for (std::size_t i = 0; i < width; ++i)
      for (std::size_t j = 0; j < i; ++j) std::swap(ranks[i * width + j], ranks[j * width + i]);
  }
}

void Tally::add(const Tally& more) {
  assert(families == more.families && columns == more.columns);
  samples += more.samples;
  for (const auto& [tied, counts] : more.by_share) {
    RankCounts& to = share(tied);
    add_counts(to.ranks, counts.ranks);
    add_sums(to.weights, counts.weights);
  }
  add_counts(halves, more.halves);
  add_sums(squares, more.squares);
}

}  // namespace shortlist::whatif
