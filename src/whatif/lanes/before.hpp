// Counts which competitor stands before which. Compiled once for each target.
//
// The sorted keys are turned inside out, into the place of each competitor, a byte a draw: a strip
// is then one vector a competitor, and a pair is one comparison and one population count.

#if defined(SHORTLIST_LANES_BEFORE) == defined(HWY_TARGET_TOGGLE)
#ifdef SHORTLIST_LANES_BEFORE
#undef SHORTLIST_LANES_BEFORE
#else
#define SHORTLIST_LANES_BEFORE
#endif

#include "whatif/aligned.hpp"
#include "whatif/counter.hpp"
#include "whatif/kernel_plan.hpp"
#include "whatif/lanes/network.hpp"

#include <hwy/highway.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

HWY_BEFORE_NAMESPACE();
namespace shortlist::whatif::HWY_NAMESPACE {

class BeforeCounts {
 public:
  BeforeCounts(const KernelPlan& plan, const KernelOptions& options)
      : plan_(plan), size_(static_cast<std::size_t>(plan.size())) {
    for (const Group& group : plan.groups) {
      const int last = options.closed_pairs ? group.end : group.closed;
      if (options.pairwise && last > group.begin)
        counted_.push_back({group.begin, last, group.end});
    }
    if (counted_.empty()) return;
    const std::size_t bytes = size_ * strip * (size_ > 256 ? 2 : 1);
    places_ = allocate_aligned<std::uint8_t>(bytes);
    std::fill_n(places_.get(), bytes, std::uint8_t{0});
    counts_.resize(size_ * size_);
  }

  // `ties` as Counter has them.
  void count(const SortedKeys& sorted, const std::uint64_t* ties, Counter& counter) {
    if (counted_.empty()) return;
    if (++strips_ == strips_per_flush) flush(counter);
    if (size_ > 256)
      count_as<std::uint16_t>(sorted, ties);
    else
      count_as<std::uint8_t>(sorted, ties);
  }

  void flush(Counter& counter) {
    for (const Counted& rows : counted_)
      for (int i = rows.begin; i < rows.last; ++i)
        for (int j = i + 1; j < rows.end; ++j) counter.add_before(i, j, counts_[at(i, j)]);
    std::fill(counts_.begin(), counts_.end(), 0);
    strips_ = 0;
  }

 private:
  static constexpr std::uint32_t strips_per_flush = 1U << 24U;

  // Pairs of competitors [begin, last) with those after them, before `end`.
  struct Counted {
    int begin = 0;
    int last = 0;
    int end = 0;
  };

  std::size_t at(int one, int other) const {
    return static_cast<std::size_t>(one) * size_ + static_cast<std::size_t>(other);
  }

  template <typename Place>
  void count_as(const SortedKeys& sorted, const std::uint64_t* ties) {
    auto* places = reinterpret_cast<Place*>(places_.get());
    invert(sorted, ties, places);
    const auto idle = static_cast<std::uint32_t>(strip - (sorted.end - sorted.begin));
    for (const Counted& rows : counted_)
      for (auto i = static_cast<std::size_t>(rows.begin); i < static_cast<std::size_t>(rows.last);
           ++i) {
        const Place* const one = places + i * strip;
        std::uint32_t* const counts = counts_.data() + i * size_;
        if (ties == nullptr)
          for (std::size_t j = i + 1; j < static_cast<std::size_t>(rows.end); ++j)
            counts[j] += 2 * wins(one, places + j * strip);
        else
          for (std::size_t j = i + 1; j < static_cast<std::size_t>(rows.end); ++j)
            counts[j] += wins_and_ties(one, places + j * strip) - idle;
      }
  }

  // Draws that do not count have place 0 for all. The tied share the first of their places.
  template <typename Place>
  void invert(const SortedKeys& sorted, const std::uint64_t* ties, Place* places) {
    if (sorted.begin > 0 || sorted.end < strip) std::fill_n(places, size_ * strip, Place{0});
    const std::uint32_t mask = plan_.number_mask();
    const std::size_t size = size_;  // a store of bytes might change a member
    const auto lanes = static_cast<std::size_t>(sorted.lanes());
    for (auto lane = static_cast<std::size_t>(sorted.begin);
         lane < static_cast<std::size_t>(sorted.end); ++lane) {
      const std::size_t vector = lane >> static_cast<unsigned>(sorted.lane_bits);
      const std::uint32_t* key = sorted.keys + vector * size * lanes + (lane & (lanes - 1));
      if (ties == nullptr) {
        for (std::size_t place = 0; place < size; ++place, key += lanes)
          places[std::size_t{*key & mask} * strip + lane] = static_cast<Place>(place);
        continue;
      }
      std::size_t shared = 0;
      for (std::size_t place = 0; place < size; ++place, key += lanes) {
        if ((ties[place] >> lane & 1U) == 0) shared = place;
        places[std::size_t{*key & mask} * strip + lane] = static_cast<Place>(shared);
      }
    }
  }

  template <typename Place>
  static HWY_INLINE std::uint32_t wins(const Place* one, const Place* other) {
    const hn::CappedTag<Place, strip> d;
    std::size_t sum = 0;
    for (std::size_t lane = 0; lane < strip; lane += hn::Lanes(d))
      sum += hn::CountTrue(d, hn::Lt(hn::Load(d, one + lane), hn::Load(d, other + lane)));
    return static_cast<std::uint32_t>(sum);
  }

  // 2 a win and 1 a tie.
  template <typename Place>
  static HWY_INLINE std::uint32_t wins_and_ties(const Place* one, const Place* other) {
    const hn::CappedTag<Place, strip> d;
    std::size_t sum = 0;
    for (std::size_t lane = 0; lane < strip; lane += hn::Lanes(d)) {
      const auto a = hn::Load(d, one + lane);
      const auto b = hn::Load(d, other + lane);
      sum += 2 * hn::CountTrue(d, hn::Lt(a, b)) + hn::CountTrue(d, hn::Eq(a, b));
    }
    return static_cast<std::uint32_t>(sum);
  }

  const KernelPlan& plan_;
  std::size_t size_;
  std::vector<Counted> counted_;
  Aligned<std::uint8_t> places_;
  std::vector<std::uint32_t> counts_;  // 2 a win and 1 a tie
  std::uint32_t strips_ = 0;           // in them
};

}  // namespace shortlist::whatif::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
