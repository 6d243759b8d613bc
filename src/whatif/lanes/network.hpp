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

#include "whatif/aligned.hpp"

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

// Of halving, for n elements in parts of `part`: the halves of each part, then of each half, are
// compared one to one.
template <typename Visit>
constexpr void halving(int n, int part, Visit visit) {
  for (int half = part / 2; half >= 1; half /= 2)
    for (int i = 0; i < n; ++i)
      if ((i & half) == 0) visit(Comparator{i, i + half});
}

// Of two runs of which one goes back to front: they are compared one to one and halved, each in its
// direction. The second is the elements from `width` on.
template <typename Visit>
constexpr void folding(int width, Visit visit) {
  for (int i = 0; i < width; ++i) visit(Comparator{i, width + i});
  halving(width, width, visit);
  halving(width, width, [&](Comparator each) {
    visit(Comparator{width + each.high, width + each.low});
  });
}

template <typename List>
constexpr int count(List list) {
  int count = 0;
  list([&](Comparator) { ++count; });
  return count;
}

template <int size, typename List>
constexpr auto make_network(List list) {
  std::array<Comparator, static_cast<std::size_t>(size)> network{};
  std::size_t at = 0;
  list([&](Comparator each) { network[at++] = each; });
  return network;
}

constexpr auto list_sort = [](int n) { return [n](auto visit) { odd_even_merge_sort(n, visit); }; };
constexpr auto list_halving = [](int n, int part) {
  return [n, part](auto visit) { halving(n, part, visit); };
};
constexpr auto list_folding = [](int width) {
  return [width](auto visit) { folding(width, visit); };
};

template <int n>
constexpr auto sorting_network = make_network<count(list_sort(n))>(list_sort(n));
template <int n, int part>
constexpr auto halving_network = make_network<count(list_halving(n, part))>(list_halving(n, part));
template <int width>
constexpr auto folding_network = make_network<count(list_folding(width))>(list_folding(width));

HWY_INLINE void compare(KeyVector& low, KeyVector& high) {
  const KeyVector least = hn::Min(low, high);
  high = hn::Max(low, high);
  low = least;
}

// Without a loop, which would keep the vectors in memory.
template <const auto& network, std::size_t... each>
HWY_INLINE void apply([[maybe_unused]] KeyVector* v, std::index_sequence<each...> /*comparators*/) {
  (compare(v[network[each].low], v[network[each].high]), ...);
}

template <const auto& network>
HWY_INLINE void apply(KeyVector* v) {
  apply<network>(v, std::make_index_sequence<network.size()>());
}

// `n` vectors, by way of `v`.
template <int n>
HWY_INLINE void sort_through(KeyVector* v, const std::uint32_t* from, std::uint32_t* to) {
  const Keys d;
  const std::size_t lanes = hn::Lanes(d);
  for (int i = 0; i < n; ++i) v[i] = hn::Load(d, from + static_cast<std::size_t>(i) * lanes);
  apply<sorting_network<n>>(v);
  for (int i = 0; i < n; ++i) hn::Store(v[i], d, to + static_cast<std::size_t>(i) * lanes);
}

// Gives the least gaps between neighbours as well.
template <int n>
KeyVector sort_vectors(const std::uint32_t* from, std::uint32_t* to) {
  KeyVector v[static_cast<std::size_t>(n)];
  sort_through<n>(v, from, to);
  KeyVector least = hn::Set(Keys(), 0xFFFFFFFFU);
  for (int i = 0; i + 1 < n; ++i) least = hn::Min(least, hn::Sub(v[i + 1], v[i]));
  return least;
}

using SortVectors = KeyVector (*)(const std::uint32_t*, std::uint32_t*);

template <std::size_t... n>
constexpr auto make_sorts(std::index_sequence<n...> /*sizes less 1*/) {
  return std::array<SortVectors, sizeof...(n)>{&sort_vectors<static_cast<int>(n) + 1>...};
}

// Sorts keys of one vector of draws, one after the other, and gives the least gaps between
// neighbours; or less, where there are many.
class KeySort {
 public:
  explicit KeySort(int n) : n_(n) {
    if (n_ <= most_in_registers) return;
    const std::size_t size = static_cast<std::size_t>(blocks()) * block * lanes();
    runs_ = allocate_aligned<std::uint32_t>(size);
    std::fill_n(runs_.get(), size, 0xFFFFFFFFU);
  }

  KeyVector operator()(std::uint32_t* keys) const {
    if (n_ < 2) return hn::Set(Keys(), 0xFFFFFFFFU);
    if (n_ <= most_in_registers) return sort(keys, keys, n_);
    int begin = 0;
    for (; begin + most_in_registers <= n_; begin += most_in_registers) {
      KeyVector v[most_in_registers];
      sort_through<most_in_registers>(v, keys + at(begin), runs_.get() + at(begin));
    }
    if (begin < n_) sort(keys + at(begin), runs_.get() + at(begin), n_ - begin);
    for (int run = most_in_registers; run < n_; run *= 2) {
      std::uint32_t* to = 2 * run < n_ ? runs_.get() : keys;
      for (int first = 0; first < n_; first += 2 * run) merge(first, run, to);
    }
    return hn::Zero(Keys());
  }

 private:
  static constexpr int block = 16;

  static std::size_t lanes() { return hn::Lanes(Keys()); }
  static std::size_t at(int element) { return static_cast<std::size_t>(element) * lanes(); }
  int blocks() const { return (n_ + block - 1) / block; }

  static KeyVector sort(const std::uint32_t* from, std::uint32_t* to, int n) {
    static constexpr auto sorts = make_sorts(std::make_index_sequence<most_in_registers>());
    return sorts[static_cast<std::size_t>(n - 1)](from, to);
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
    KeyVector v[2 * static_cast<std::size_t>(width)];
    for (int t = 0; t < width; ++t) {
      const int of_right = last - t * step;
      v[t] = hn::Load(d, runs_.get() + at(first + t * step));
      v[width + t] =
          there(of_right) ? hn::Load(d, runs_.get() + at(of_right)) : hn::Set(d, 0xFFFFFFFFU);
    }
    apply<folding_network<width>>(v);
    for (int t = 0; t < width; ++t) {
      const int of_right = last - t * step;
      hn::Store(v[t], d, runs_.get() + at(first + t * step));
      if (there(of_right)) hn::Store(v[width + t], d, runs_.get() + at(of_right));
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
        apply<halving_network<block, block>>(v);
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
      apply<halving_network<block, part>>(v);
      const int count = to == runs_.get() ? block : std::min(block, n_ - from);
      if (count == block)
        for (int t = 0; t < block; ++t) hn::Store(v[t], d, to + at(from + t));
      else
        for (int t = 0; t < count; ++t) hn::Store(v[t], d, to + at(from + t));
    }
  }

  int n_;
  Aligned<std::uint32_t> runs_;  // whole blocks; the largest where none is
};

}  // namespace shortlist::whatif::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
