// Strip by strip: draw, score, sort, settle what is too close to tell, count. Compiled once for
// each target.

#if defined(SHORTLIST_LANES_STRIPS) == defined(HWY_TARGET_TOGGLE)
#ifdef SHORTLIST_LANES_STRIPS
#undef SHORTLIST_LANES_STRIPS
#else
#define SHORTLIST_LANES_STRIPS
#endif

#include "whatif/aligned.hpp"
#include "whatif/counter.hpp"
#include "whatif/kernel.hpp"
#include "whatif/kernel_plan.hpp"
#include "whatif/lanes/before.hpp"
#include "whatif/lanes/central.hpp"
#include "whatif/lanes/count.hpp"
#include "whatif/lanes/draw.hpp"
#include "whatif/lanes/network.hpp"
#include "whatif/lanes/score.hpp"

#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

HWY_BEFORE_NAMESPACE();
namespace shortlist::whatif::HWY_NAMESPACE {

template <typename Number>
Aligned<Number> numbers(std::size_t count) {
  auto all = allocate_aligned<Number>(count);
  std::fill_n(all.get(), count, Number{});
  return all;
}

class Strips {
 public:
  Strips(const KernelPlan& plan, const KernelOptions& options, Tally& tally)
      : plan_(plan),
        options_(options),
        columns_(static_cast<std::size_t>(plan.columns)),
        counter_(plan, options, tally),
        sliced_(plan),
        before_(plan, options),
        central_(plan, options),
        of_weights_(options.seed, Purpose::weights),
        of_values_(options.seed, Purpose::values),
        integers_(numbers<std::uint32_t>(columns_ * strip)),
        floats_(numbers<float>(columns_ * strip)),
        scratch_(numbers<std::uint32_t>(std::max<std::size_t>(columns_, 4) * 16)),
        sums_(numbers<float>(plan.one_row_each ? 1 : static_cast<std::size_t>(plan.rows) * strip)),
        keys_(numbers<std::uint32_t>(static_cast<std::size_t>(plan.size()) * strip)) {
    for (const Group& group : plan.groups) sorts_.emplace_back(group.end - group.begin);
  }

  void run(std::uint64_t begin, std::uint64_t end) {
    std::uint64_t block = begin / draws_per_block * draws_per_block;
    for (; block < end; block += draws_per_block) {
      // A source may have to walk to a draw from the start of its block.
      std::uint64_t first = block;
      if (options_.source == nullptr) first = std::max(block, begin / strip * strip);
      for (; first < std::min(end, block + draws_per_block); first += strip)
        run_strip(first, begin, end);
      counter_.finish_block();
    }
    if (sliced_.active()) sliced_.flush(counter_);
    before_.flush(counter_);
    central_.flush(counter_);
    counter_.finish(end - begin);
  }

 private:
  void run_strip(std::uint64_t first, std::uint64_t begin, std::uint64_t end) {
    draw(first);
    if (first + strip <= begin) return;
    of_values_.at(first);
    score_strip(plan_, floats_.get(), of_values_, sums_.get(), scratch_.get(), keys_.get());
    const SortedKeys sorted{keys_.get(),
                            std::countr_zero(static_cast<unsigned>(hn::Lanes(Keys()))),
                            integers_.get(),
                            first,
                            static_cast<int>(std::max(begin, first) - first),
                            static_cast<int>(std::min(end - first, std::uint64_t{strip}))};
    const std::size_t lanes = hn::Lanes(Keys());
    for (std::size_t vector = 0; vector < strip / lanes; ++vector) sort(sorted, vector);
    if (sliced_.active() && sorted.begin == 0 && sorted.end == strip)
      sliced_.count(keys_.get(), counter_);
    else
      counter_.count_places(sorted);
    before_.count(sorted, counter_.ties(), counter_);
    const std::uint64_t alone = counter_.alone_first(sorted);
    counter_.add_firsts(sorted, alone, central_.add(sorted, alone, counter_));
    counter_.finish_strip();
  }

  void draw(std::uint64_t first) {
    const Weights weights{integers_.get(), floats_.get()};
    if (options_.source == nullptr) {
      of_weights_.at(first);
      uniform_weights(of_weights_, plan_.columns, weights, scratch_.get());
      return;
    }
    drawn_.resize(columns_ * strip);
    options_.source->fill(first, strip, drawn_);
    std::copy(drawn_.begin(), drawn_.end(), integers_.get());
    convert(weights, plan_.columns);
  }

  // Sorts the keys of one vector, group by group.
  void sort(const SortedKeys& sorted, std::size_t vector) {
    const std::size_t lanes = hn::Lanes(Keys());
    std::uint32_t* keys = sorted.keys + vector * static_cast<std::size_t>(plan_.size()) * lanes;
    for (std::size_t group = 0; group < sorts_.size(); ++group) {
      const Group& of = plan_.groups[group];
      const KeyVector gaps = sorts_[group](keys + static_cast<std::size_t>(of.begin) * lanes);
      if (!hn::AllFalse(Keys(), hn::Lt(gaps, hn::Set(Keys(), plan_.near))))
        settle(sorted, vector, keys, of.begin, of.end);
    }
  }

  // Finds neighbours too close to tell apart, sixteen places at a time, since there are few.
  HWY_NOINLINE void settle(const SortedKeys& sorted, std::size_t vector, const std::uint32_t* keys,
                           int begin, int end) {
    const Keys d;
    const std::size_t lanes = hn::Lanes(d);
    const KeyVector near = hn::Set(d, plan_.near);
    constexpr int together = 16;
    std::uint32_t settled[16] = {};  // of each lane, the end of its last run
    for (int from = begin; from + 1 < end; from += together) {
      const int last = std::min(from + together, end - 1);
      const std::uint32_t* at = keys + static_cast<std::size_t>(from) * lanes;
      KeyVector least = near;
      KeyVector one = hn::Load(d, at);
      for (int place = from; place < last; ++place) {
        at += lanes;
        const KeyVector next = hn::Load(d, at);
        least = hn::Min(least, hn::Sub(next, one));
        one = next;
      }
      if (HWY_LIKELY(hn::AllTrue(d, hn::Eq(least, near)))) continue;
      for (int place = from; place < last; ++place) settle_at(sorted, vector, place, end, settled);
    }
  }

  // Settles the runs that begin at a place.
  void settle_at(const SortedKeys& sorted, std::size_t vector, int place, int end,
                 std::uint32_t* settled) {
    const Keys d;
    const std::size_t lanes = hn::Lanes(d);
    const std::uint32_t* keys =
        sorted.keys +
        (vector * static_cast<std::size_t>(plan_.size()) + static_cast<std::size_t>(place)) * lanes;
    const KeyVector gaps = hn::Sub(hn::Load(d, keys + lanes), hn::Load(d, keys));
    if (hn::AllFalse(d, hn::Lt(gaps, hn::Set(d, plan_.near)))) return;
    alignas(64) std::uint32_t gap[16];
    hn::Store(gaps, d, gap);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const auto draw = static_cast<int>(vector * lanes + lane);
      if (gap[lane] >= plan_.near || place < static_cast<int>(settled[lane])) continue;
      if (draw < sorted.begin || draw >= sorted.end) continue;
      int run_end = place + 2;
      const std::uint32_t* last = keys + lanes + lane;
      while (run_end < end && last[lanes] - last[0] < plan_.near) {
        last += lanes;
        ++run_end;
      }
      counter_.settle(sorted, draw, place, run_end);
      settled[lane] = static_cast<std::uint32_t>(run_end);
    }
  }

  const KernelPlan& plan_;
  const KernelOptions& options_;
  std::size_t columns_;
  Counter counter_;
  SlicedCounts sliced_;
  BeforeCounts before_;
  CentralSums central_;
  Uniforms of_weights_;
  Uniforms of_values_;
  Aligned<std::uint32_t> integers_;
  Aligned<float> floats_;
  Aligned<std::uint32_t> scratch_;
  Aligned<float> sums_;
  Aligned<std::uint32_t> keys_;
  std::vector<std::int32_t> drawn_;
  std::vector<KeySort> sorts_;
};

inline void run(const KernelPlan& plan, const KernelOptions& options, std::uint64_t begin,
                std::uint64_t end, Tally& tally) {
  Strips(plan, options, tally).run(begin, end);
}

}  // namespace shortlist::whatif::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
