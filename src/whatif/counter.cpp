#include "whatif/counter.hpp"

#include <algorithm>
#include <bit>
#include <iterator>

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
      firsts_(options.batches ? static_cast<std::size_t>(plan.families) : 0),
      tied_(static_cast<std::size_t>(plan.size())),
      weights_of_lane_(static_cast<std::size_t>(plan.columns)) {}

std::uint32_t& Counter::key_at(const SortedKeys& sorted, int lane, int place) const {
  const int vector = lane >> sorted.lane_bits;
  return sorted
      .keys[at(vector * plan_.size() + place, sorted.lanes(), lane & (sorted.lanes() - 1))];
}

void Counter::settle(const SortedKeys& sorted, int lane, int from, int to) {
  run_.clear();
  for (int place = from; place < to; ++place)
    run_.push_back({0, static_cast<int>(key_at(sorted, lane, place) & mask_)});
  for (int column = 0; column < plan_.columns; ++column)
    weights_of_lane_[static_cast<std::size_t>(column)] = sorted.weights[at(column, strip, lane)];
  order(plan_,
        {options_.seed, sorted.first + static_cast<std::uint64_t>(lane), weights_of_lane_.data()},
        run_);
  for (int place = from; place < to; ++place) {
    std::uint32_t& key = key_at(sorted, lane, place);
    key = (key & ~mask_) |
          static_cast<std::uint32_t>(run_[static_cast<std::size_t>(place - from)].competitor);
  }
  for (std::size_t i = 0; i < run_.size();) {
    std::size_t j = i + 1;
    while (j < run_.size() && run_[j].score == run_[i].score) ++j;
    if (j - i > 1) book_tie(sorted, lane, from + static_cast<int>(i), i, j);
    i = j;
  }
}

int Counter::rank_at(const SortedKeys& sorted, int lane, int place) {
  if (!plan_.twins) return place;
  Rank& at = ranks_[static_cast<std::size_t>(lane)];
  for (; at.place < place; ++at.place)
    at.rank += plan_.competitors[key_at(sorted, lane, at.place) & mask_].size();
  return at.rank;
}

// Of run_[from .. to), in the places from `place` on.
void Counter::book_tie(const SortedKeys& sorted, int lane, int place, std::size_t from,
                       std::size_t to) {
  const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(lane);
  for (std::size_t i = from + 1; i < to; ++i)
    tied_[static_cast<std::size_t>(place) + (i - from)] |= bit;
  any_tied_ = true;
  const int first = rank_at(sorted, lane, place);
  Tie& tie = tie_of(from, to, first);
  ++tie.samples;
  if (first > 0) return;
  tied_first_ |= bit;
  for (int column = 0; options_.central && column < plan_.columns; ++column)
    tie.weights[static_cast<std::size_t>(column)] += sorted.weights[at(column, strip, lane)];
}

Counter::Tie& Counter::tie_of(std::size_t from, std::size_t to, int first) {
  constexpr std::size_t kept = 256;
  if (ties_.empty()) ties_.resize(kept);
  const auto same = [](int competitor, const Scored& scored) {
    return competitor == scored.competitor;
  };
  const auto begin = run_.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = run_.begin() + static_cast<std::ptrdiff_t>(to);
  const auto hash = static_cast<std::size_t>(31 * begin->competitor + first) + 7 * (to - from);
  Tie& tie = ties_[hash % kept];
  if (tie.first == first &&
      std::equal(tie.competitors.begin(), tie.competitors.end(), begin, end, same))
    return tie;
  flush_tie(tie);
  tie.first = first;
  tie.competitors.clear();
  std::transform(begin, end, std::back_inserter(tie.competitors),
                 [](const Scored& scored) { return scored.competitor; });
  tie.weights.assign(first == 0 && options_.central ? at(plan_.columns, 1, 0) : 0, 0);
  return tie;
}

// Places were counted as if none of these tied, so what they say wrongly is taken back; in between,
// counts may be below 0, that is, close to 2^64.
void Counter::flush_tie(Tie& tie) {
  if (tie.samples == 0) return;
  int families = 0;
  for (const int one : tie.competitors)
    families += plan_.competitors[static_cast<std::size_t>(one)].size();
  RankCounts& counts = tally_.share(families);
  int rank = tie.first;
  for (const int one : tie.competitors) {
    const Competitor& competitor = plan_.competitors[static_cast<std::size_t>(one)];
    RankCounts& own = tally_.share(competitor.size());
    for (const int family : competitor.members) {
      add_ranks(tally_, own, competitor.size(), family, rank, 0 - tie.samples);
      add_ranks(tally_, counts, families, family, tie.first, tie.samples);
      for (std::size_t column = 0; column < tie.weights.size(); ++column)
        counts.weights[at(family, plan_.columns, static_cast<int>(column))].add(
            tie.weights[column]);
      if (tie.first == 0 && options_.batches)
        firsts_[static_cast<std::size_t>(family)] += tie.samples;
    }
    rank += competitor.size();
  }
  tie.samples = 0;
  std::fill(tie.weights.begin(), tie.weights.end(), 0);
}

void Counter::flush_ties() {
  for (Tie& tie : ties_) flush_tie(tie);
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
      RankCounts& counts = tally_.share(one.size());
      for (const int family : one.members)
        add_ranks(tally_, counts, one.size(), family, rank, samples);
      samples = 0;
    }
  strips_ = 0;
}

void Counter::add_places(int place, int competitor, std::uint64_t samples) {
  const int family = plan_.competitors[static_cast<std::size_t>(competitor)].members.front();
  tally_.by_share.at(1).ranks[at(family, plan_.families, place)] += samples;
}

std::uint64_t Counter::alone_first(const SortedKeys& sorted) const {
  const auto upto = [](int lane) {
    return lane == strip ? ~std::uint64_t{0}
                         : (std::uint64_t{1} << static_cast<unsigned>(lane)) - 1;
  };
  return upto(sorted.end) & ~upto(sorted.begin) & ~tied_first_;
}

void Counter::add_firsts(const SortedKeys& sorted, std::uint64_t alone, std::uint64_t weighed) {
  const auto first = [&](std::uint64_t lanes) {
    return static_cast<int>(key_at(sorted, std::countr_zero(lanes), 0) & mask_);
  };
  if (options_.central)
    for (std::uint64_t lanes = weighed; lanes != 0; lanes &= lanes - 1) {
      std::uint64_t* sums = &weights_[at(first(lanes), plan_.columns, 0)];
      const std::uint32_t* weights = sorted.weights + std::countr_zero(lanes);
      for (int column = 0; column < plan_.columns; ++column, weights += strip)
        sums[column] += *weights;
    }
  if (options_.batches)
    for (std::uint64_t lanes = alone; lanes != 0; lanes &= lanes - 1)
      for (const int family : plan_.competitors[static_cast<std::size_t>(first(lanes))].members)
        ++firsts_[static_cast<std::size_t>(family)];
}

void Counter::add_weights(int competitor, int column, std::uint64_t sum) {
  weights_[at(competitor, plan_.columns, column)] += sum;
}

void Counter::add_rest(int competitor, const std::vector<std::uint64_t>& all) {
  std::vector<std::uint64_t> rest = all;
  for (auto from = weights_.begin(); from != weights_.end();)
    for (std::uint64_t& each : rest) each -= *from++;
  for (int column = 0; column < plan_.columns; ++column)
    add_weights(competitor, column, rest[static_cast<std::size_t>(column)]);
}

void Counter::finish_strip() {
  tied_first_ = 0;
  if (!any_tied_) return;
  any_tied_ = false;
  std::fill(tied_.begin(), tied_.end(), 0);
  ranks_ = {};
}

void Counter::add_before(int one, int other, std::uint64_t halves) {
  if (before_.empty()) before_.resize(at(plan_.size(), plan_.size(), 0));
  before_[at(one, plan_.size(), other)] += halves;
}

void Counter::finish_block() {
  flush_ties();
  for (std::size_t family = 0; family < firsts_.size(); ++family) {
    tally_.squares[family].add(firsts_[family] * firsts_[family]);
    firsts_[family] = 0;
  }
}

void Counter::finish(std::uint64_t samples) {
  tally_.samples += samples;
  flush_places();
  flush_ties();
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
    const Competitor& one = plan_.competitors[static_cast<std::size_t>(i)];
    const bool open_only = one.closed && !options_.closed_pairs;
    for (const int a : one.members)
      for (const int b : one.members)
        if (a != b && !open_only) halves(a, b) += samples;
    for (const Group& group : plan_.groups) {
      const bool together = group.begin <= i;
      const int end = open_only ? group.closed : group.end;
      for (int j = std::max(i + 1, group.begin); j < end; ++j) {
        const std::uint64_t before = together ? before_[at(i, plan_.size(), j)] : 2 * samples;
        for (const int a : one.members)
          for (const int b : plan_.competitors[static_cast<std::size_t>(j)].members) {
            halves(a, b) += before;
            halves(b, a) += 2 * samples - before;
          }
      }
    }
  }
}

}  // namespace shortlist::whatif
