// Sorts the elements of many draws at once: each lane of a vector is a draw of its own, so a sort
// is a network of least and most of two vectors, without a branch. Compiled once for each target.
//
// Up to `most_in_registers` elements are sorted in registers by Batcher's odd-even merge sort
// ("Sorting networks and their applications", AFIPS 1968), of which the comparators beyond the last
// element are left out. More are sorted so in runs of 32 and merged, bitonically, since there each
// stage splits into parts that do not touch: what is loaded goes through four or five stages before
// it is stored.

#if defined(SHORTLIST_LANES_NETWORK) == defined(HWY_TARGET_TOGGLE)
#ifdef SHORTLIST_LANES_NETWORK
#undef SHORTLIST_LANES_NETWORK
#else
#define SHORTLIST_LANES_NETWORK
#endif

#include <hwy/aligned_allocator.h>
#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

HWY_BEFORE_NAMESPACE();
namespace shortlist::whatif::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Keys = hn::CappedTag<std::uint32_t, 16>;
using KeyVector = hn::Vec<Keys>;

constexpr int most_in_registers = 32;

struct Comparator {
  int low = 0;
  int high = 0;
};

// Calls `visit` with the comparators of odd-even merge sort for n elements, in order.
template <typename Visit>
constexpr void odd_even_merge_sort(int n, Visit visit) {
  for (int run = 1; run < n; run *= 2)
    for (int step = run; step >= 1; step /= 2)
      for (int from = step % run; from + step < n; from += 2 * step)
        for (int i = from; i < from + step && i + step < n; ++i)
          if (i / (2 * run) == (i + step) / (2 * run)) visit(Comparator{i, i + step});
}

constexpr int count_comparators(int n) {
  int count = 0;
  odd_even_merge_sort(n, [&](Comparator) { ++count; });
  return count;
}

template <int n>
constexpr auto make_network() {
  std::array<Comparator, static_cast<std::size_t>(count_comparators(n))> network{};
  std::size_t at = 0;
  odd_even_merge_sort(n, [&](Comparator each) { network[at++] = each; });
  return network;
}

template <int n>
constexpr auto network_of = make_network<n>();

HWY_INLINE void compare(KeyVector& low, KeyVector& high) {
  const KeyVector least = hn::Min(low, high);
  high = hn::Max(low, high);
  low = least;
}

template <int n, std::size_t... each>
HWY_INLINE void sort_registers([[maybe_unused]] KeyVector* v,
                               std::index_sequence<each...> /*comparators*/) {
  (compare(v[network_of<n>[each].low], v[network_of<n>[each].high]), ...);
}

template <int n>
HWY_INLINE void sort_registers(KeyVector* v) {
  sort_registers<n>(v, std::make_index_sequence<network_of<n>.size()>());
}

// `n` vectors.
template <int n>
void sort_vectors(const std::uint32_t* from, std::uint32_t* to) {
  const Keys d;
  const std::size_t lanes = hn::Lanes(d);
  KeyVector v[static_cast<std::size_t>(n)];
  for (int i = 0; i < n; ++i) v[i] = hn::Load(d, from + static_cast<std::size_t>(i) * lanes);
  sort_registers<n>(v);
  for (int i = 0; i < n; ++i) hn::Store(v[i], d, to + static_cast<std::size_t>(i) * lanes);
}

using SortVectors = void (*)(const std::uint32_t*, std::uint32_t*);

template <std::size_t... n>
constexpr auto make_sorts(std::index_sequence<n...> /*sizes less 1*/) {
  return std::array<SortVectors, sizeof...(n)>{&sort_vectors<static_cast<int>(n) + 1>...};
}

// Sorts keys of one vector of draws, one after the other.
class KeySort {
 public:
  explicit KeySort(int n) : n_(n) {
    if (n_ <= most_in_registers) return;
    const std::size_t size = static_cast<std::size_t>(blocks()) * block * lanes();
    runs_ = hwy::AllocateAligned<std::uint32_t>(size);
    std::fill_n(runs_.get(), size, 0xFFFFFFFFU);
  }

  void operator()(std::uint32_t* keys) const {
    if (n_ < 2) return;
    if (n_ <= most_in_registers) {
      sort(keys, keys, n_);
      return;
    }
    for (int begin = 0; begin < n_; begin += most_in_registers)
      sort(keys + at(begin), runs_.get() + at(begin), std::min(most_in_registers, n_ - begin));
    for (int run = most_in_registers; run < n_; run *= 2) {
      std::uint32_t* to = 2 * run < n_ ? runs_.get() : keys;
      for (int begin = 0; begin < n_; begin += 2 * run) merge(begin, run, to);
    }
  }

 private:
  static constexpr int block = 16;

  static std::size_t lanes() { return hn::Lanes(Keys()); }
  static std::size_t at(int element) { return static_cast<std::size_t>(element) * lanes(); }
  int blocks() const { return (n_ + block - 1) / block; }

  static void sort(const std::uint32_t* from, std::uint32_t* to, int n) {
    static constexpr auto sorts = make_sorts(std::make_index_sequence<most_in_registers>());
    sorts[static_cast<std::size_t>(n - 1)](from, to);
  }

  // Two sorted runs side by side into one, the last stages of it into `to`.
  void merge(int begin, int run, std::uint32_t* to) const {
    if (begin + run >= n_) return;
    int step = run / 8;
    if (step <= block) {
      fold<8>(begin, run);
    } else {
      step = run / 16;
      fold<16>(begin, run);
    }
    const int end = std::min(begin + 2 * run, blocks() * block);
    for (; step > block; step /= block) halve_apart(begin, end, step);
    switch (step) {
      case 4:
        halve<4>(begin, end, to);
        break;
      case 8:
        halve<8>(begin, end, to);
        break;
      case 2:
        halve<2>(begin, end, to);
        break;
      default:
        halve<16>(begin, end, to);
        break;
    }
  }

  // Compares the runs back to front, then halves until parts are run / width: of each part one
  // element at a time, `width` of either run in registers.
  template <int width>
  void fold(int begin, int run) const {
    const int step = run / width;
    for (int j = 0; j < step; ++j) {
      const int last = begin + 2 * run - 1 - j;
      if (last < blocks() * block)
        fold_step<width>(begin + j, last, step, [](int) { return true; });
      else
        fold_step<width>(begin + j, last, step, [&](int at) { return at < blocks() * block; });
    }
  }

  // What is not there counts as larger than all.
  template <int width, typename There>
  HWY_INLINE void fold_step(int first, int last, int step, There there) const {
    const Keys d;
    KeyVector left[static_cast<std::size_t>(width)];
    KeyVector right[static_cast<std::size_t>(width)];
    for (int t = 0; t < width; ++t) {
      const int of_right = last - t * step;
      left[t] = hn::Load(d, runs_.get() + at(first + t * step));
      right[t] =
          there(of_right) ? hn::Load(d, runs_.get() + at(of_right)) : hn::Set(d, 0xFFFFFFFFU);
    }
    for (int t = 0; t < width; ++t) compare(left[t], right[t]);
    for (int half = width / 2; half >= 1; half /= 2)
      for (int t = 0; t < width; ++t)
        if ((t & half) == 0) {
          compare(left[t], left[t + half]);
          compare(right[t + half], right[t]);
        }
    for (int t = 0; t < width; ++t) {
      const int of_right = last - t * step;
      hn::Store(left[t], d, runs_.get() + at(first + t * step));
      if (there(of_right)) hn::Store(right[t], d, runs_.get() + at(of_right));
    }
  }

  // Four stages of halving in each part of `part` elements.
  void halve_apart(int begin, int end, int part) const {
    const Keys d;
    const int step = part / block;
    for (int from = begin; from < end; from += part)
      for (int j = from; j < from + step; ++j) {
        KeyVector v[block];
        for (int t = 0; t < block; ++t)
          v[t] = j + t * step < end ? hn::Load(d, runs_.get() + at(j + t * step))
                                    : hn::Set(d, 0xFFFFFFFFU);
        halve_registers<block>(v);
        for (int t = 0; t < block; ++t)
          if (j + t * step < end) hn::Store(v[t], d, runs_.get() + at(j + t * step));
      }
  }

  // All stages of halving in each part of `part` elements.
  template <int part>
  void halve(int begin, int end, std::uint32_t* to) const {
    const Keys d;
    for (int from = begin; from < end; from += block) {
      KeyVector v[block];
      for (int t = 0; t < block; ++t) v[t] = hn::Load(d, runs_.get() + at(from + t));
      halve_registers<part>(v);
      const int count = to == runs_.get() ? block : std::min(block, n_ - from);
      if (count == block)
        for (int t = 0; t < block; ++t) hn::Store(v[t], d, to + at(from + t));
      else
        for (int t = 0; t < count; ++t) hn::Store(v[t], d, to + at(from + t));
    }
  }

  template <int part>
  static HWY_INLINE void halve_registers(KeyVector* v) {
    for (int half = part / 2; half >= 1; half /= 2)
      for (int t = 0; t < block; ++t)
        if ((t & half) == 0) compare(v[t], v[t + half]);
  }

  int n_;
  hwy::AlignedFreeUniquePtr<std::uint32_t[]> runs_;  // whole blocks; the largest where none is
};

}  // namespace shortlist::whatif::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
