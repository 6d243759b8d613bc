#include "load/efficiency.hpp"

#include "shortlist/text.hpp"

#include <optional>
#include <string>

namespace shortlist::load {

namespace {

// A number, or the list of two that it lies between.
struct Bounds {
  double least;
  double most;
  const char* expected;  // in words
};
constexpr Bounds share{1e-6, 1, "a share above 0 and up to 1, or [low, high] of such"};
constexpr Bounds milliseconds{0, 1e6, "milliseconds from 0 on, or [low, high] of such"};

std::optional<Interval> read_interval(Reader& reader, const Node& node, const std::string& key,
                                      const Bounds& bounds) {
  const auto within = [&](const Node& each) -> std::optional<double> {
    const auto number = as_number(each);
    if (number && *number >= bounds.least && *number <= bounds.most) return number;
    if (number)
      reader.problems().error(each.where, "'" + key + "' of " + reader.what() + " is " +
                                              bounds.expected + ", not " + number_text(*number));
    else
      reader.wrong(each, key, bounds.expected);
    return std::nullopt;
  };
  if (node.type != Node::Type::array) {
    const auto both = within(node);
    return both ? std::optional(Interval{*both, *both}) : std::nullopt;
  }
  if (node.items.size() != 2) {
    reader.wrong(node, key, bounds.expected, "a list has the low end and the high end");
    return std::nullopt;
  }
  const auto low = within(node.items[0]);
  const auto high = within(node.items[1]);
  if (!low || !high) return std::nullopt;
  if (*low <= *high) return Interval{*low, *high};
  reader.problems().error(node.where, "the low end of '" + key + "' is above its high end",
                          "the lower number comes first");
  return std::nullopt;
}

std::optional<Interval> read_interval(Reader& reader, const std::string& key,
                                      const Bounds& bounds) {
  const Node* const node = reader.find(key);
  return node == nullptr ? std::nullopt : read_interval(reader, *node, key, bounds);
}

}  // namespace

model::Efficiency read_efficiency(Reader& reader, const std::string& key) {
  model::Efficiency efficiency;
  const Node* const node = reader.find(key);
  if (node == nullptr) return efficiency;
  if (node->type != Node::Type::table) {
    efficiency.dense = read_interval(reader, *node, key, share);
    efficiency.mixture = efficiency.dense;
    return efficiency;
  }
  Reader table(*node, "'" + key + "'", reader.problems());
  efficiency.dense = read_interval(table, "dense", share);
  efficiency.mixture = read_interval(table, "mixture", share);
  efficiency.compute = read_interval(table, "compute", share);
  efficiency.milliseconds = read_interval(table, "token_ms", milliseconds);
  table.finish();
  return efficiency;
}

}  // namespace shortlist::load
