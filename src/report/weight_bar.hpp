#pragma once
// Weights and their ranges for people: percent, a bar, and the one line a ranking ends with.

#include "shortlist/whatif.hpp"

#include <optional>
#include <string>
#include <utility>

namespace shortlist::reporting {

// "42.9", "100", "0": percent of the whole, to a tenth.
std::string percent_text(double share);

// Twenty characters for [0, 1]: the range heavy, the rest light, `mark` upright.
std::string bar(std::pair<double, double> range, std::optional<double> mark);

// "Qwen3.5 stays first unless context rises from 20 to above 31: then Gemma 4."
std::string tipping_text(const WeightAnalysis& analysis);

}  // namespace shortlist::reporting
