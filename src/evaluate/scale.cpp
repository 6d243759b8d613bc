#include "evaluate/scale.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace shortlist::evaluate {

// x = m 2^e with m in [1/sqrt 2, sqrt 2): log x = e log 2 + 2 artanh s, s = (m-1)/(m+1), |s| <
// 0.172. The series of artanh ends below 1e-17 after twelve terms. frexp is exact.
double logarithm(double number) {
  int exponent = 0;
  double mantissa = std::frexp(number, &exponent);
  if (mantissa < 1 / std::numbers::sqrt2) {
    mantissa *= 2;
    --exponent;
  }
  const double s = (mantissa - 1) / (mantissa + 1);
  const double square = s * s;
  double series = 0;
  for (int term = 23; term >= 1; term -= 2) series = series * square + 1.0 / term;
  return exponent * std::numbers::ln2 + 2 * s * series;
}

double partial_value(double x, double zero, double one, model::Scale scale) {
  if (zero == one) return x >= one ? 1 : 0;
  const bool rising = zero < one;
  if (rising ? x >= one : x <= one) return 1;
  if (rising ? x <= zero : x >= zero) return 0;
  if (scale == model::Scale::linear) return (x - zero) / (one - zero);
  const double from = logarithm(zero);
  return std::clamp((logarithm(x) - from) / (logarithm(one) - from), 0.0, 1.0);
}

Interval reach(const std::vector<std::pair<double, double>>& points) {
  const auto [low, high] = std::minmax_element(
      points.begin(), points.end(),
      [](const auto& left, const auto& right) { return left.second < right.second; });
  return {low->second, high->second};
}

double on_curve(double x, const std::vector<std::pair<double, double>>& points) {
  if (x <= points.front().first) return points.front().second;
  if (x >= points.back().first) return points.back().second;
  const auto right =
      std::upper_bound(points.begin(), points.end(), x,
                       [](double at, const auto& point) { return at < point.first; });
  const auto left = right - 1;
  const double share = (x - left->first) / (right->first - left->first);
  return std::clamp(left->second + share * (right->second - left->second), 0.0, 1.0);
}

}  // namespace shortlist::evaluate
