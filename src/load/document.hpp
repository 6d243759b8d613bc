#pragma once
// A TOML file as a tree of values that know where they stand. Tables keep the order of the file.

#include "base/date.hpp"
#include "base/problem.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shortlist::load {

struct Member;

struct Node {
  enum class Type { table, array, text, number, flag, date, null, other };

  Type type = Type::table;
  Where where;
  std::string text;  // Type::text; of Type::other what it is
  double number = 0;
  bool refused = false;  // of a number: not finite, or too large. Of TOML a problem says so.
  bool flag = false;
  Date date;
  bool typed = false;           // on a command line, where parts of a name will do
  std::vector<Node> items;      // Type::array
  std::vector<Member> members;  // Type::table

  // Null when the table has no such key, or the key is null: in JSON that states nothing.
  const Node* find(std::string_view key) const;
};

struct Member {
  std::string key;
  Where where;
  Node value;
};

// "a table", "a number", ...: what a node is, for messages.
std::string what_is(const Node& node);

// Checks the bytes, then parses. The first thing that is wrong is a problem; the tree is then
// empty. `file` is the number of the file in `Where`. O(size of the text).
Node parse(std::string_view text, int file, Problems& problems);

}  // namespace shortlist::load
