#include "whatif/counter.hpp"

#include <algorithm>
#include <cstddef>

namespace shortlist::whatif {

namespace {

std::size_t at(int row, int width, int column) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
         static_cast<std::size_t>(column);
}

constexpr int strips_per_flush = 0xFFFF / strip;

}  // namespace

Counter::Counter(const KernelPlan& plan, const KernelOptions& options, Tally& tally)
    : plan_(plan),
      options_(options),
      tally_(tally),
      mask_(plan.number_mask()),
      places_(at(plan.families, plan.size(), 0)),
      weights_(options.central ? at(plan.size(), plan.columns, 0) : 0),
      before_(options.pairwise ? at(plan.size(), plan.size(), 0) : 0),
      firsts_(options.batches ? static_cast<std::size_t>(plan.families) : 0) {}

std::uint32_t& Counter::key_at(const SortedKeys& sorted, int lane, int place) const {
  const int vector = lane >> sorted.lane_bits;
  return sorted
      .keys[at(vector * plan_.size() + place, sorted.lanes(), lane & (sorted.lanes() - 1))];
}

void Counter::settle(const SortedKeys& sorted, int lane, int from, int to) {
  run_.clear();
  for (int place = from; place < to; ++place)
    run_.push_back({0, static_cast<int>(key_at(sorted, lane, place) & mask_)});
  order(plan_,
        {options_.seed, sorted.first + static_cast<std::uint64_t>(lane), sorted.weights + lane},
        run_);
  for (int place = from; place < to; ++place) {
    std::uint32_t& key = key_at(sorted, lane, place);
    key = (key & ~mask_) |
          static_cast<std::uint32_t>(run_[static_cast<std::size_t>(place - from)].competitor);
  }
  for (std::size_t i = 0; i < run_.size();) {
    std::vector<int> tied;
    std::size_t j = i;
    for (; j < run_.size() && run_[j].score == run_[i].score; ++j)
      tied.push_back(run_[j].competitor);
    if (tied.size() > 1) book_tie(sorted, lane, from + static_cast<int>(i), tied);
    i = j;
  }
}

// The counts to come take the tied for ordered, so what they will say wrongly is taken back here;
// in between, counts may be below 0, that is, close to 2^64.
void Counter::book_tie(const SortedKeys& sorted, int lane, int place,
                       const std::vector<int>& tied) {
  int first = 0;
  for (int before = 0; before < place; ++before)
    first += plan_.competitors[key_at(sorted, lane, before) & mask_].size();
  int families = 0;
  for (const int one : tied) families += plan_.competitors[static_cast<std::size_t>(one)].size();

  RankCounts& counts = tally_.share(families);
  int rank = first;
  for (const int one : tied) {
    const Competitor& competitor = plan_.competitors[static_cast<std::size_t>(one)];
    std::vector<std::uint64_t>& own = tally_.share(competitor.size()).ranks;
    for (const int family : competitor.members) {
      for (int i = 0; i < competitor.size(); ++i) --own[at(family, plan_.families, rank + i)];
      for (int i = 0; i < families; ++i) ++counts.ranks[at(family, plan_.families, first + i)];
      if (first == 0 && options_.central)
        add_weights(counts.weights, family, sorted.weights + lane);
      if (first == 0 && options_.batches) ++firsts_[static_cast<std::size_t>(family)];
    }
    rank += competitor.size();
  }
  if (first == 0) tied_first_ |= std::uint64_t{1} << static_cast<unsigned>(lane);

  if (!options_.pairwise) return;
  for (std::size_t i = 0; i < tied.size(); ++i)
    for (std::size_t j = i + 1; j < tied.size(); ++j)
      for (const int a : plan_.competitors[static_cast<std::size_t>(tied[i])].members)
        for (const int b : plan_.competitors[static_cast<std::size_t>(tied[j])].members) {
          --tally_.halves[at(a, plan_.families, b)];
          ++tally_.halves[at(b, plan_.families, a)];
        }
}

void Counter::add_weights(std::vector<Wide>& sums, int family, const std::uint32_t* weights) const {
  for (int column = 0; column < plan_.columns; ++column)
    sums[at(family, plan_.columns, column)].add(weights[at(column, strip, 0)]);
}

void Counter::count_places(const SortedKeys& sorted) {
  const int size = plan_.size();
  if (plan_.twins) {
    for (int lane = sorted.begin; lane < sorted.end; ++lane)
      for (int place = 0, rank = 0; place < size; ++place) {
        const std::uint32_t competitor = key_at(sorted, lane, place) & mask_;
        ++places_[at(rank, size, static_cast<int>(competitor))];
        rank += plan_.competitors[competitor].size();
      }
  } else {
    for (int place = 0; place < size; ++place) {
      std::uint16_t* row = &places_[at(place, size, 0)];
      if (sorted.begin == 0 && sorted.end == strip) {
        const std::uint32_t* keys = sorted.keys + at(place, sorted.lanes(), 0);
        for (int lane = 0; lane < strip;
             lane += sorted.lanes(), keys += at(size, sorted.lanes(), 0))
          for (int i = 0; i < sorted.lanes(); ++i) ++row[keys[i] & mask_];
        continue;
      }
      for (int lane = sorted.begin; lane < sorted.end; ++lane)
        ++row[key_at(sorted, lane, place) & mask_];
    }
  }
  if (++strips_ == strips_per_flush) flush_places();
}

void Counter::flush_places() {
  for (int rank = 0; rank < plan_.families; ++rank)
    for (int i = 0; i < plan_.size(); ++i) {
      std::uint16_t& samples = places_[at(rank, plan_.size(), i)];
      if (samples == 0) continue;
      const Competitor& one = plan_.competitors[static_cast<std::size_t>(i)];
      std::vector<std::uint64_t>& ranks = tally_.share(one.size()).ranks;
      for (const int family : one.members)
        for (int k = 0; k < one.size(); ++k) ranks[at(family, plan_.families, rank + k)] += samples;
      samples = 0;
    }
  strips_ = 0;
}

void Counter::add_places(int place, int competitor, std::uint64_t samples) {
  const int family = plan_.competitors[static_cast<std::size_t>(competitor)].members.front();
  tally_.by_share.at(1).ranks[at(family, plan_.families, place)] += samples;
}

void Counter::finish_strip(const SortedKeys& sorted) {
  if (options_.central || options_.batches)
    for (int lane = sorted.begin; lane < sorted.end; ++lane) {
      if ((tied_first_ >> static_cast<unsigned>(lane) & 1U) != 0) continue;
      const auto first = static_cast<int>(key_at(sorted, lane, 0) & mask_);
      if (options_.central) {
        std::uint64_t* sums = &weights_[at(first, plan_.columns, 0)];
        const std::uint32_t* weights = sorted.weights + lane;
        for (int column = 0; column < plan_.columns; ++column, weights += strip)
          sums[column] += *weights;
      }
      if (options_.batches)
        for (const int family : plan_.competitors[static_cast<std::size_t>(first)].members)
          ++firsts_[static_cast<std::size_t>(family)];
    }
  tied_first_ = 0;
}

void Counter::add_before(int one, int other, std::uint64_t samples) {
  before_[at(one, plan_.size(), other)] += samples;
}

void Counter::finish_block() {
  for (std::size_t family = 0; family < firsts_.size(); ++family) {
    tally_.squares[family].add(firsts_[family] * firsts_[family]);
    firsts_[family] = 0;
  }
}

void Counter::finish(std::uint64_t samples) {
  tally_.samples += samples;
  flush_places();
  if (options_.central)
    for (int i = 0; i < plan_.size(); ++i) {
      const Competitor& one = plan_.competitors[static_cast<std::size_t>(i)];
      std::vector<Wide>& sums = tally_.share(one.size()).weights;
      for (const int family : one.members)
        for (int column = 0; column < plan_.columns; ++column)
          sums[at(family, plan_.columns, column)].add(weights_[at(i, plan_.columns, column)]);
    }
  if (!options_.pairwise) return;

  const auto halves = [&](int a, int b) -> std::uint64_t& {
    return tally_.halves[at(a, plan_.families, b)];
  };
  for (int i = 0; i < plan_.size(); ++i) {
    const std::vector<int>& own = plan_.competitors[static_cast<std::size_t>(i)].members;
    for (const int a : own)
      for (const int b : own)
        if (a != b) halves(a, b) += samples;
    for (int j = i + 1; j < plan_.size(); ++j) {
      const bool together = std::any_of(plan_.groups.begin(), plan_.groups.end(), [&](auto group) {
        return group.first <= i && j < group.second;
      });
      const std::uint64_t wins = together ? before_[at(i, plan_.size(), j)] : samples;
      for (const int a : own)
        for (const int b : plan_.competitors[static_cast<std::size_t>(j)].members) {
          halves(a, b) += 2 * wins;
          halves(b, a) += 2 * (samples - wins);
        }
    }
  }
}

}  // namespace shortlist::whatif
