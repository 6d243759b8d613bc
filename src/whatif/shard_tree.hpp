#pragma once
// The JSON of a shard as a tree. That of the parser would do, but its destructor takes memory:
// where there is none left it ends the program. A list of numbers is held as such, since the values
// of the families are most of a document.

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace shortlist::whatif {

constexpr std::size_t most_rows = 1'000'000;
constexpr std::size_t most_cells = 50'000'000;

// Thrown by what reads a shard and caught where the reading begins: the first thing that is wrong.
struct Damage {
  std::string what;
};

[[noreturn]] void damaged(const std::string& what);

struct ShardNode;
struct ShardMember;
using ShardNumbers = std::vector<double>;
using ShardList = std::vector<ShardNode>;  // of anything but numbers; what is empty is one
using ShardObject = std::vector<ShardMember>;

struct ShardNode {
  std::variant<std::monostate, bool, double, std::string, ShardNumbers, ShardList, ShardObject>
      value;
};

struct ShardMember {
  std::string key;
  ShardNode value;
};

// Throws Damage where it is no object of JSON, or has more values, or deeper, than a shard of its
// size can have: in memory an empty list is some twenty times as long as in the text.
ShardNode parse_shard(std::string_view text);

}  // namespace shortlist::whatif
