#pragma once
// How much memory things take, with what the allocator adds; and, of what is not made yet, how much
// at most.

#include "evaluate/subject.hpp"
#include "model/profile.hpp"
#include "shortlist/batch.hpp"

#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

namespace shortlist::batching {

constexpr std::size_t a_block = 16;  // what the allocator adds to each

inline std::size_t bytes_of(const std::string& text) {
  constexpr std::size_t within = 15;  // the string itself
  return text.capacity() <= within ? 0 : text.capacity() + 1 + a_block;
}

inline std::size_t bytes_of(const model::Item& item) {
  return bytes_of(item.text) + bytes_of(item.key);
}
std::size_t bytes_of(const model::StatedKey& key);
std::size_t bytes_of(const model::Need& need);
std::size_t bytes_of(const model::Profile& profile);
std::size_t bytes_of(const evaluate::Subject& subject);

template <class T>
std::size_t bytes_of(const std::vector<T>& all) {
  std::size_t bytes = all.capacity() * sizeof(T) + a_block;
  if constexpr (!std::is_arithmetic_v<T>)
    for (const T& each : all) bytes += bytes_of(each);
  return bytes;
}

// To read a profile, whose text has so many bytes: its tree, its needs and all that is wrong with
// them. By the marks that stand between values.
class ReadingCost {
 public:
  explicit ReadingCost(const model::RuleBase& rules);
  std::size_t of(const BatchProfile& profile) const;

 private:
  std::size_t largest_set_ = 0;  // items
  std::size_t all_sets_ = 0;
};

}  // namespace shortlist::batching
