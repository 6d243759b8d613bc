#pragma once
// Numbers as people write them: "128K", "8.03B" (shortlist/text.hpp), "24 GiB"; and back again.

#include "base/interval.hpp"
#include "shortlist/text.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace shortlist {

// Nothing counted here is larger, and arithmetic on it stays exact enough and finite.
inline constexpr double largest_quantity = 1e18;

// As parse_number, with a unit of memory: B, KB MB GB TB (powers of 1000), KiB MiB GiB TiB (powers
// of 1024). Bytes. Nothing for any other text, a bare number among them.
std::optional<double> parse_memory(std::string_view text);

// "8 GiB", "1500 MB", "7 B": in the unit that takes the fewest digits; parse_memory reads the same
// number back.
std::string memory_text(double bytes);

// "23.6 GiB", "512 MiB": bytes in one decimal of a binary unit.
std::string bytes_text(double bytes);

// "119", "9.4": an estimate, with two digits or so. Of an interval "12 to 18", "about 38" where
// both ends are alike, "at most 60" where the low end is 0.
std::string estimate_text(double estimate);
std::string estimate_text(const Interval& interval);

}  // namespace shortlist
