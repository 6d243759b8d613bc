#pragma once
// The values that facts have: numbers, dates, levels, text, sets and flags.

#include "base/date.hpp"
#include "shortlist/model.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace shortlist::model {

// A word of a set or list: as written, and folded for comparing.
struct Item {
  std::string text;
  std::string key;

  bool operator==(const Item& other) const { return key == other.key; }
};

Item make_item(std::string_view text);

// Items sorted by key, each once. `open`: what the set leaves out is unknown, not absent.
struct ItemSet {
  std::vector<Item> items;
  bool open = false;

  bool operator==(const ItemSet&) const = default;
};

ItemSet make_set(std::vector<Item> items, bool open);

// Position in the `levels` of the fact, lowest first.
struct Level {
  int position = 0;

  bool operator==(const Level&) const = default;
};

// Text that compares without case.
using Value = std::variant<double, Date, Level, Item, bool, ItemSet>;

enum class FactType { number, date, level, text, set, flag };

enum class Unit { none, tokens, bytes, parameters, count, usd, tokens_per_second };

// How the items of a set or text fact match those of a need.
enum class Match { exact, language, region };

}  // namespace shortlist::model
