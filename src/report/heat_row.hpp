#pragma once
// Probabilities of ranks as a row of shaded blocks, for a terminal.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::reporting {

// A block a rank, from the first on; where there are more than `most`, a block for as many
// neighbouring ranks as it takes. One of · ░ ▒ ▓ █: below 0.5 %, then to a quarter, half, three
// quarters, all.
std::string heat_row(const std::vector<double>& ranks, std::size_t most = 30);

// How many ranks a block stands for.
std::size_t ranks_a_block(std::size_t ranks, std::size_t most = 30);

inline constexpr std::string_view heat_legend =
    "\u00B7 below 0.5 %, \u2591 up to 25, \u2592 50, \u2593 75, \u2588 100";

}  // namespace shortlist::reporting
