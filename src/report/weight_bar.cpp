#include "report/weight_bar.hpp"

#include "base/quantity.hpp"

#include <algorithm>
#include <cmath>

namespace shortlist::reporting {

std::string percent_text(double share) { return number_text(std::round(share * 1000) / 10); }

std::string bar(std::pair<double, double> range, std::optional<double> mark) {
  constexpr int width = 20;
  const auto cell = [](double at) {
    return std::clamp(static_cast<int>(std::floor(at * width)), 0, width - 1);
  };
  // A range that ends where a cell begins does not reach into it.
  const int first = cell(range.first);
  const int last = std::max(
      first, std::clamp(static_cast<int>(std::ceil(range.second * width)) - 1, 0, width - 1));
  const int marked = mark ? cell(*mark) : -1;
  std::string text;
  for (int i = 0; i < width; ++i) {
    if (i == marked)
      text += "\u2503";  // heavy upright
    else
      text += i >= first && i <= last ? "\u2501" : "\u2500";  // heavy, light
  }
  return text;
}

}  // namespace shortlist::reporting
