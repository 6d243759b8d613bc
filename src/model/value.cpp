#include "model/value.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace shortlist::model {

Item make_item(std::string_view text) { return {std::string(text), fold(text)}; }

ItemSet make_set(std::vector<Item> items, bool open) {
  std::stable_sort(items.begin(), items.end(),
                   [](const Item& left, const Item& right) { return left.key < right.key; });
  items.erase(std::unique(items.begin(), items.end()), items.end());
  return {std::move(items), open};
}

}  // namespace shortlist::model
