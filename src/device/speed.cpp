#include "device/speed.hpp"

#include <algorithm>
#include <cmath>

namespace shortlist::device {

double decode_tokens_per_s(double bandwidth_gb_s, double efficiency, double weight_bytes_read,
                           double kv_bytes_read, double seconds_a_token) {
  const double bytes = weight_bytes_read + kv_bytes_read;
  const double bytes_per_s = bandwidth_gb_s * 1e9 * efficiency;
  if (seconds_a_token == 0) return bytes_per_s / bytes;
  return 1 / (bytes / bytes_per_s + seconds_a_token);
}

double total_tokens_per_s(const Rates& rates, const Step& step) {
  const double reading = step.weight_bytes / rates.bytes_per_s;
  const double computing =
      rates.operations_per_s ? 2 * step.parameters * step.sequences / *rates.operations_per_s : 0;
  const double cache = step.sequences * step.cache_bytes / rates.bytes_per_s;
  return step.sequences / (std::max(reading, computing) + cache + rates.seconds_a_token);
}

double prompt_operations(const Geometry& geometry, double parameters, double tokens) {
  const double width =
      static_cast<double>(geometry.q_heads) * static_cast<double>(geometry.head_dim);
  return 2 * parameters * tokens +
         2 * static_cast<double>(geometry.full_layers) * width * tokens * tokens;
}

// By squares, in place of std::pow, which differs in its last bits from one machine to the next.
double resting_experts(double experts, double share_at_rest, double sequences) {
  double resting = experts;
  double power = share_at_rest;
  for (double left = sequences; left >= 1; left = std::floor(left / 2)) {
    if (std::fmod(left, 2) == 1) resting *= power;
    power *= power;
  }
  return resting;
}

}  // namespace shortlist::device
