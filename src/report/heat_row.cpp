#include "report/heat_row.hpp"

#include <algorithm>
#include <numeric>

namespace shortlist::reporting {

namespace {

std::string_view shade(double share) {
  if (share < 0.005) return "\u00B7";
  if (share <= 0.25) return "\u2591";
  if (share <= 0.5) return "\u2592";
  return share <= 0.75 ? "\u2593" : "\u2588";
}

}  // namespace

std::size_t ranks_a_block(std::size_t ranks, std::size_t most) {
  return std::max<std::size_t>(1, (ranks + most - 1) / most);
}

std::string heat_row(const std::vector<double>& ranks, std::size_t most) {
  const std::size_t step = ranks_a_block(ranks.size(), most);
  std::string row;
  for (std::size_t at = 0; at < ranks.size(); at += step) {
    const auto first = ranks.begin() + static_cast<std::ptrdiff_t>(at);
    const auto last = first + static_cast<std::ptrdiff_t>(std::min(step, ranks.size() - at));
    row += shade(std::accumulate(first, last, 0.0));
  }
  return row;
}

}  // namespace shortlist::reporting
