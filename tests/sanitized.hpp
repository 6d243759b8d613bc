#pragma once
// What a case repeats over much data it repeats over less of it under a sanitizer, which takes ten
// to fifty times as long and finds in a part what it would find in the whole:
//
//     for (const auto& profile : test::one_in(8, shipped_profiles())) ...

#include <cstddef>
#include <utility>
#include <vector>

namespace shortlist::test {

#ifdef SHORTLIST_SANITIZED
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

// Every n-th of them under a sanitizer, the first among them; else all. O(size).
template <class Item>
std::vector<Item> one_in(std::size_t n, std::vector<Item> items) {
  if (!sanitized) return items;
  std::vector<Item> some;
  for (std::size_t i = 0; i < items.size(); i += n) some.push_back(std::move(items[i]));
  return some;
}

}  // namespace shortlist::test
