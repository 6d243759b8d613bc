#include "report/weight_bar.hpp"

#include "base/quantity.hpp"
#include "report/family_names.hpp"

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

std::string tipping_text(const WeightAnalysis& analysis) {
  const std::string& winner = analysis.winner.name;
  const auto critical = std::find_if(analysis.criteria.begin(), analysis.criteria.end(),
                                     [](const WeightStability& each) { return each.critical; });
  if (critical == analysis.criteria.end()) {
    const bool never =
        std::none_of(analysis.criteria.begin(), analysis.criteria.end(),
                     [](const WeightStability& each) { return each.below || each.above; });
    return winner + (never ? " stays first whatever any one of the weights is."
                           : " stays first unless one of these weights moves as below.");
  }
  const WeightStability& need = *critical;
  // The way to go is measured as percent_top is: of the weight alone, the others fixed.
  const auto way = [&](double to) {
    return to >= 1 ? 1e300 : std::abs((need.weight - to) / (1 - to));
  };
  const bool down = need.below && (!need.above || way(need.low) <= way(need.high));
  const double to = down ? need.low : need.high;
  return winner + " stays first unless " + need.need_id + (down ? " falls from " : " rises from ") +
         percent_text(need.weight) + " to " + (down ? "below " : "above ") + percent_text(to) +
         ": then " + name_of(analysis.families, down ? *need.below : *need.above) + ".";
}

}  // namespace shortlist::reporting
