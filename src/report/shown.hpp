#pragma once
// What of a ranking is shown.

#include "shortlist/report.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

namespace shortlist::reporting {

// The ranking, cut to Style::top.
inline std::span<const RankedFamily> shown(const Ranking& ranking, const Style& style) {
  const std::span<const RankedFamily> all(ranking.ranking);
  if (!style.top || *style.top < 0) return all;
  return all.first(std::min(all.size(), static_cast<std::size_t>(*style.top)));
}

}  // namespace shortlist::reporting
