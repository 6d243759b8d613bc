#include "report/part_bar.hpp"

#include <algorithm>

namespace shortlist::reporting {

std::string part_bar(const DeviceEstimate& estimate) {
  constexpr int width = 12;
  const double weights = estimate.weights_bytes.value_or(0);
  const double cache = estimate.kv_bytes.value_or(0) + estimate.state_bytes.value_or(0);
  const double whole = std::max({estimate.budget_bytes, estimate.known_bytes, 1.0});
  const bool over = estimate.known_bytes > estimate.budget_bytes;
  const int end =
      over ? std::min(width - 1, static_cast<int>(estimate.budget_bytes / whole * width)) : width;
  std::string text;
  for (int i = 0; i < width; ++i) {
    const double at = (i + 0.5) / width * whole;
    if (i == end)
      text += "\u2503";
    else if (at < weights)
      text += "\u2588";
    else if (at < weights + cache)
      text += "\u2593";
    else
      text += at < estimate.known_bytes ? "\u2592" : "\u00B7";
  }
  return text;
}

}  // namespace shortlist::reporting
