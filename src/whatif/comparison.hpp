#pragma once
// Linear comparisons between weights, as a buyer states them.
//
//     language + context >= 2 tools        context <= 0.3        0.5 language <= context + 0.1
//
// A side is a sum of terms; a term is a need id, a number before a need id, or a number alone.
// Weights are those that sum to 1, so that every comparison is a row c with c . w >= 0: a number
// alone is that number times the sum of all weights.

#include "shortlist/result.hpp"
#include "whatif/contest.hpp"

#include <string>
#include <vector>

namespace shortlist::whatif {

struct Comparison {
  std::string text;         // as stated, single spaces
  std::vector<double> row;  // by column; c . w >= 0
};

// Needs whose weight is 0 count as 0. Fails (usage) with everything that is wrong in any of them.
Result<std::vector<Comparison>> parse_comparisons(const std::vector<std::string>& texts,
                                                  const Contest& contest);

}  // namespace shortlist::whatif
