#pragma once
// A listing as a rectangle: the union of the keys of its items, in order of first appearance.

#include "shortlist/model.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace shortlist::reporting {

inline std::vector<std::string> keys(const Listing& listing) {
  std::vector<std::string> all;
  for (const Record& item : listing.items)
    for (const auto& [key, value] : item)
      if (std::find(all.begin(), all.end(), key) == all.end()) all.push_back(key);
  return all;
}

inline const Datum* find(const Record& item, const std::string& key) {
  for (const auto& [name, value] : item)
    if (name == key) return &value;
  return nullptr;
}

}  // namespace shortlist::reporting
