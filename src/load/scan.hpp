#pragma once
// A look at the bytes of a TOML file before the parser sees them. It refuses what the parser
// handles badly or not at all: bytes that are not UTF-8, characters outside ASCII where only
// strings and comments may have them (undefined behaviour in toml++ 3.3), and nesting deep enough
// to exhaust a stack. Linear in the size.

#include "base/printable.hpp"
#include "base/problem.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace shortlist::load {

constexpr std::size_t largest_file = 4U << 20U;  // bytes
constexpr int deepest_nesting = 64;              // brackets, and parts of a dotted key
constexpr int most_headers = 50'000;  // [table] and [[table]]: the parser's time is quadratic

// Bytes of the byte order mark at the front of a text: 3, or 0 where it has none.
inline std::size_t byte_order_mark(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

using shortlist::sequence;

// The text without its comments, every character of the rest in its place: a fifth of a well-kept
// file that the parser need not see. Nothing when something is wrong; the first of it is then a
// problem.
std::optional<std::string> scan(std::string_view text, int file, Problems& problems);

}  // namespace shortlist::load
