#pragma once
// Weights and their ranges for people: percent, and a bar.

#include <optional>
#include <string>
#include <utility>

namespace shortlist::reporting {

// "42.9", "100", "0": percent of the whole, to a tenth.
std::string percent_text(double share);

// Twenty characters for [0, 1]: the range heavy, the rest light, `mark` upright.
std::string bar(std::pair<double, double> range, std::optional<double> mark);

}  // namespace shortlist::reporting
