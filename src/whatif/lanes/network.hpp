// Sorts the elements of many draws at once: each lane of a vector is a draw of its own, so a sort
// is a network of least and most of two vectors, without a branch. Compiled once for each target.
//
// Up to `most_in_registers` elements are sorted in registers by Batcher's odd-even merge sort
// ("Sorting networks and their applications", AFIPS 1968), of which the comparators beyond the last
// element are left out. More are sorted so in runs of 16 and merged, bitonically, since there each
// stage splits into parts that do not touch: 16 elements go through four stages between load and
// store.

#if defined(SHORTLIST_LANES_NETWORK) == defined(HWY_TARGET_TOGGLE)
#ifdef SHORTLIST_LANES_NETWORK
#undef SHORTLIST_LANES_NETWORK
#else
#define SHORTLIST_LANES_NETWORK
#endif

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

// `n` vectors, `stride` numbers apart.
template <int n>
void sort_vectors(std::uint32_t* keys, std::size_t stride) {
  const Keys d;
  KeyVector v[static_cast<std::size_t>(n)];
  for (int i = 0; i < n; ++i) v[i] = hn::Load(d, keys + static_cast<std::size_t>(i) * stride);
  sort_registers<n>(v);
  for (int i = 0; i < n; ++i) hn::Store(v[i], d, keys + static_cast<std::size_t>(i) * stride);
}

using SortVectors = void (*)(std::uint32_t*, std::size_t);

template <std::size_t... n>
constexpr auto make_sorts(std::index_sequence<n...> /*sizes less 1*/) {
  return std::array<SortVectors, sizeof...(n)>{&sort_vectors<static_cast<int>(n) + 1>...};
}

// Keys of one vector of draws, one after the other.
class KeySort {
  static std::size_t lanes() { return hn::Lanes(Keys()); }
  static std::uint32_t* at(std::uint32_t* keys, int element) {
    return keys + static_cast<std::size_t>(element) * lanes();
  }
  static const auto& sorts() {
    static constexpr auto table = make_sorts(std::make_index_sequence<most_in_registers>());
    return table;
  }

 public:
  explicit KeySort(int n) : n_(n) {}

  void operator()(std::uint32_t* keys) const {
    if (n_ < 2) return;
    if (n_ <= most_in_registers) {
      sorts()[static_cast<std::size_t>(n_ - 1)](keys, lanes());
      return;
    }
    for (int begin = 0; begin < n_; begin += 16)
      sorts()[static_cast<std::size_t>(std::min(16, n_ - begin) - 1)](at(keys, begin), lanes());
    for (int run = 16; run < n_; run *= 2)
      for (int begin = 0; begin + run < n_; begin += 2 * run) merge(keys, begin, run);
  }

 private:
  // What lies beyond the last element counts as larger than all.
  KeyVector load(const std::uint32_t* keys, int element) const {
    const Keys d;
    return element < n_ ? hn::Load(d, keys + static_cast<std::size_t>(element) * lanes())
                        : hn::Set(d, 0xFFFFFFFFU);
  }
  void store(KeyVector v, std::uint32_t* keys, int element) const {
    if (element < n_) hn::Store(v, Keys(), at(keys, element));
  }

  // Two sorted runs side by side into one: compare them back to front, then halve.
  void merge(std::uint32_t* keys, int begin, int run) const {
    const int end = std::min(n_, begin + 2 * run);
    int step = run / 8;
    for (int j = 0; j < step; ++j) {
      KeyVector left[8];
      KeyVector right[8];
      const int last = begin + 2 * run - 1 - j;
      for (int t = 0; t < 8; ++t) left[t] = load(keys, begin + j + t * step);
      for (int t = 0; t < 8; ++t) right[t] = load(keys, last - t * step);
      for (int t = 0; t < 8; ++t) compare(left[t], right[t]);
      for (int half = 4; half >= 1; half /= 2)
        for (int t = 0; t < 8; ++t)
          if ((t & half) == 0) {
            compare(left[t], left[t + half]);
            compare(right[t + half], right[t]);
          }
      for (int t = 0; t < 8; ++t) store(left[t], keys, begin + j + t * step);
      for (int t = 0; t < 8; ++t) store(right[t], keys, last - t * step);
    }
    for (; step > 16; step /= 16) halve_apart(keys, begin, end, step);
    switch (step) {
      case 2:
        halve<2>(keys, begin, end);
        break;
      case 4:
        halve<4>(keys, begin, end);
        break;
      case 8:
        halve<8>(keys, begin, end);
        break;
      default:
        halve<16>(keys, begin, end);
        break;
    }
  }

  // Four stages of halving in each part of `part` elements.
  void halve_apart(std::uint32_t* keys, int begin, int end, int part) const {
    const int step = part / 16;
    for (int from = begin; from < end; from += part)
      for (int j = 0; j < step; ++j) {
        KeyVector v[16];
        for (int t = 0; t < 16; ++t) v[t] = load(keys, from + j + t * step);
        halve_registers<16>(v);
        for (int t = 0; t < 16; ++t) store(v[t], keys, from + j + t * step);
      }
  }

  // All stages of halving in each part of `part` elements.
  template <int part>
  void halve(std::uint32_t* keys, int begin, int end) const {
    for (int from = begin; from < end; from += 16) {
      KeyVector v[16];
      for (int t = 0; t < 16; ++t) v[t] = load(keys, from + t);
      halve_registers<part>(v);
      for (int t = 0; t < 16; ++t) store(v[t], keys, from + t);
    }
  }

  template <int part>
  static HWY_INLINE void halve_registers(KeyVector* v) {
    for (int half = part / 2; half >= 1; half /= 2)
      for (int t = 0; t < 16; ++t)
        if ((t & half) == 0) compare(v[t], v[t + half]);
  }

  int n_;
};

}  // namespace shortlist::whatif::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
