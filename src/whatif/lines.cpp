#include "whatif/lines.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

namespace shortlist::whatif {

namespace {

// Sorted by slope; of lines that are one, only the first by tie_break is kept.
void sort_unique(std::vector<Line>& lines, const std::vector<int>& tie_place) {
  const auto place = [&](const Line& line) {
    return tie_place[static_cast<std::size_t>(line.row)];
  };
  std::sort(lines.begin(), lines.end(), [&](const Line& left, const Line& right) {
    const double a = decide::rounded(left.at_one - left.at_zero);
    const double b = decide::rounded(right.at_one - right.at_zero);
    if (a != b) return a < b;
    const double c = decide::rounded(left.at_zero);
    const double d = decide::rounded(right.at_zero);
    return c != d ? c > d : place(left) < place(right);
  });
  // Of parallel lines only the highest can show.
  lines.erase(std::unique(lines.begin(), lines.end(),
                          [](const Line& left, const Line& right) {
                            return decide::rounded(left.at_one - left.at_zero) ==
                                   decide::rounded(right.at_one - right.at_zero);
                          }),
              lines.end());
}

// Where the steeper line overtakes the flatter one; beyond [0, 1] too.
double overtakes(const Line& flatter, const Line& steeper) {
  const double behind = flatter.at_zero - steeper.at_zero;
  return behind / (behind + steeper.at_one - flatter.at_one);
}

}  // namespace

std::vector<Line> lines(const Contest& contest, int column) {
  const auto width = static_cast<int>(contest.weights.size());
  std::vector<Line> all(static_cast<std::size_t>(contest.rows()));
  double others = 0;
  for (int k = 0; k < width; ++k)
    if (k != column) others += contest.weights[static_cast<std::size_t>(k)];
  for (int row = 0; row < contest.rows(); ++row) {
    double sum = 0;
    for (int k = 0; k < width; ++k)
      if (k != column) sum += contest.weights[static_cast<std::size_t>(k)] * contest.value(row, k);
    const double own = contest.value(row, column);
    all[static_cast<std::size_t>(row)] = {others > 0 ? sum / others : own, own, row};
  }
  return all;
}

std::optional<double> crossing(const Line& left, const Line& right) {
  const double at_zero = left.at_zero - right.at_zero;
  const double at_one = left.at_one - right.at_one;
  const bool apart = std::abs(at_zero) > score_grain && std::abs(at_one) > score_grain;
  if (!apart || (at_zero > 0) == (at_one > 0)) return std::nullopt;
  return at_zero / (at_zero - at_one);
}

std::vector<Segment> upper_envelope(std::vector<Line> lines, const std::vector<int>& tie_place) {
  sort_unique(lines, tie_place);
  // From the flattest to the steepest, which is from left to right: a line that is overtaken before
  // it has overtaken its own predecessor never shows.
  std::vector<Line> shown;
  std::vector<double> from;  // where each overtakes the one before
  for (const Line& line : lines) {
    while (!shown.empty()) {
      const double at = overtakes(shown.back(), line);
      if (at > from.back() + score_grain) break;
      shown.pop_back();
      from.pop_back();
    }
    from.push_back(shown.empty() ? 0 : overtakes(shown.back(), line));
    if (from.back() >= 1 - score_grain)
      from.pop_back();  // overtakes beyond the end: it never shows, and steeper ones may
    else
      shown.push_back(line);
  }
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < shown.size(); ++i)
    segments.push_back({from[i], i + 1 < shown.size() ? from[i + 1] : 1.0, shown[i].row});
  return segments;
}

}  // namespace shortlist::whatif
