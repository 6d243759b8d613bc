#pragma once
// Weights drawn exactly uniformly from regions of simple shape. Where the region asked for is a
// part of such a shape, draws outside are drawn again.
//
// Weights are integers in units of 2^-31 that sum to 2^31.

#include "whatif/contest.hpp"
#include "whatif/stream.hpp"
#include "whatif/tally.hpp"

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

namespace shortlist::whatif {

using Units = std::vector<std::int64_t>;  // by column
constexpr std::int64_t all_units = std::int64_t{1} << unsigned{weight_bits};

// w >= low: low + what is left, spread by the spacings of sorted uniforms.
struct AboveLow {
  Units low;
};

// Columns in slices, the heaviest first: each weight of a slice is at least as large as any of the
// next. A uniform draw is sorted and dealt out to the slices; inside one, in the order of the draw,
// which the sizes tell nothing about.
struct Ordered {
  std::vector<std::vector<int>> slices;
};

// low <= w <= high: all but the widest uniform in their intervals; accepted where the last, which
// makes up the sum, is in its own. Near the middle that is the case for about one in sqrt(columns).
struct Box {
  Units low;
  Units high;
};

// The hull of as many corners as there are weights, one a column: corners times a uniform draw.
struct Corners {
  Eigen::MatrixXd corners;
};

using Proposal = std::variant<AboveLow, Ordered, Box, Corners>;

// False: draw again, from the same stream.
bool propose(const Proposal& proposal, Stream& stream, std::span<std::int32_t> weights);

// Weights as units that sum to all of them; those given are at least 0 and sum to 1 but for
// rounding.
void to_units(std::span<const double> weights, std::span<std::int32_t> units);

// Whether rows . weights >= 0.
bool inside(const Matrix& rows, std::span<const std::int32_t> weights);

}  // namespace shortlist::whatif
