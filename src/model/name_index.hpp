#pragma once
// Names without case and what they stand for: for looking up what a file can hold thousands of.

#include "base/text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace shortlist::model {

class NameIndex {
 public:
  NameIndex() = default;
  template <class Entries>
  explicit NameIndex(const Entries& entries) {
    for (const auto& entry : entries) positions_.emplace(fold(entry.id), static_cast<int>(size_++));
  }

  // The position of the name in the order of adding; false when it is there already.
  bool add(std::string_view name) {
    const bool added = positions_.emplace(fold(name), static_cast<int>(size_)).second;
    if (added) ++size_;
    return added;
  }
  // One more name of the position, unless it is somebody's already.
  void call(std::string_view name, int position) { positions_.emplace(fold(name), position); }

  // -1 when there is none.
  int find(std::string_view name) const {
    const auto found = positions_.find(fold(name));
    return found == positions_.end() ? -1 : found->second;
  }
  std::size_t size() const { return size_; }  // positions

 private:
  std::unordered_map<std::string, int> positions_;
  std::size_t size_ = 0;
};

}  // namespace shortlist::model
