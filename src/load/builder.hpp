#pragma once
// Grows a tree from the events of a parser, within bounds.

#include "load/document.hpp"
#include "load/scan.hpp"

#include <cstddef>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace shortlist::load {

constexpr std::size_t most_values = 100'000;

class Builder {
 public:
  explicit Builder(Problems& problems) : problems_(problems) {}

  // Each says whether parsing may go on; when not, a problem tells why.
  bool open(Node::Type type, Where where) {
    if (open_.size() >= deepest_nesting) return refuse(where, "nesting is deeper than 64 levels");
    Frame frame;
    frame.node.type = type;
    frame.node.where = where;
    open_.push_back(std::move(frame));
    return true;
  }
  bool key(std::string name, Where where) {
    Frame& frame = open_.back();
    if (!frame.keys.insert(name).second)
      return refuse(where, "the key '" + name + "' stands twice in a table");
    frame.key = std::move(name);
    frame.key_where = where;
    return true;
  }
  bool close() {
    Node node = std::move(open_.back().node);
    open_.pop_back();
    return add(std::move(node));
  }
  bool add(Node node) {
    if (++values_ > most_values) return refuse(node.where, "there are more than 100,000 values");
    if (open_.empty()) {
      root = std::move(node);
    } else if (Frame& frame = open_.back(); frame.node.type == Node::Type::array) {
      frame.node.items.push_back(std::move(node));
    } else {
      frame.node.members.push_back({std::move(frame.key), frame.key_where, std::move(node)});
    }
    return true;
  }
  bool refuse(Where where, std::string message) {
    problems_.error(where, std::move(message));
    return false;
  }
  bool in_table() const { return !open_.empty() && open_.back().node.type == Node::Type::table; }

  Node root;  // once all is closed

 private:
  struct Frame {
    Node node;
    std::string key;
    Where key_where;
    std::unordered_set<std::string> keys;
  };

  Problems& problems_;
  std::vector<Frame> open_;
  std::size_t values_ = 0;
};

}  // namespace shortlist::load
