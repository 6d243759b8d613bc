#pragma once
// The shape that writing and reading a shard's document share: a line for each key, the last of
// which is the checksum of all that stands before it. It tells damage, not malice.

#include "base/sha256.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace shortlist::whatif {

inline constexpr std::string_view shard_schema = "shortlist/whatif-sample-shard/1";

// The document of the lines of its other keys: from the brace to before what follows the last.
inline std::string sealed(std::string lines) {
  const std::string sum = sha256(lines + "\n}\n");
  return std::move(lines.append(",\n  \"checksum\": \"").append(sum).append("\"\n}\n"));
}

inline bool is_sealed(const std::string& document) {
  static const std::size_t seal = sealed("").size();
  return document.size() >= seal && sealed(document.substr(0, document.size() - seal)) == document;
}

}  // namespace shortlist::whatif
