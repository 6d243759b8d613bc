#pragma once
// Rank acceptability as one writes it down: a draw at a time, in double, a sort of families.

#include <cstdint>
#include <vector>

namespace peers {

// Counts [family * families + rank] of so many draws; `values` are [family][column].
void count_ranks(const std::vector<std::vector<double>>& values, std::uint64_t samples,
                 std::vector<std::uint64_t>& counts);

}  // namespace peers
