#pragma once
// Numbers as people write them: "128K", "8.03B", "24 GiB"; and back again.

#include <optional>
#include <string>
#include <string_view>

namespace shortlist {

// Nothing counted here is larger, and arithmetic on it stays exact enough and finite.
inline constexpr double largest_quantity = 1e18;

// Digits with an optional fraction and underscores, an optional space, and one of the suffixes
// K M B T (powers of 1000) or Ki Mi Gi Ti (powers of 1024). The decimal is scaled before it is
// rounded to double, so "8.03B" is 8030000000. Nothing for any other text, or above 10^18.
std::optional<double> parse_number(std::string_view text);

// The same digits with a unit of memory: B, KB MB GB TB (powers of 1000), KiB MiB GiB TiB (powers
// of 1024). Bytes. Nothing for any other text, a bare number among them.
std::optional<double> parse_memory(std::string_view text);

// "131,072", "0.25": the shortest digits that read back, whole part in groups of three.
std::string number_text(double number);

// "27.4B", "3.8B", "270M": parameters in at most three significant digits.
std::string count_text(double number);

// "8 GiB", "1500 MB", "7 B": in the unit that takes the fewest digits; parse_memory reads the same
// number back.
std::string memory_text(double bytes);

// "23.6 GiB", "512 MiB": bytes in one decimal of a binary unit.
std::string bytes_text(double bytes);

}  // namespace shortlist
