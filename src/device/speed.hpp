#pragma once
// How fast a model runs, from what a device moves and computes in a second. Pure arithmetic: an
// estimate is made at the slowest and at the fastest that a device may be, and lies between.
//
// Decoding reads the weights that a token takes and the cache of the sequence; a prompt is bound by
// operations. Where operations are unknown the time for them counts as none: what comes out is then
// the most that is possible, and no estimate.

#include "base/geometry.hpp"

#include <optional>

namespace shortlist::device {

// What of a device a runtime reaches.
struct Rates {
  double bytes_per_s = 0;
  double seconds_a_token = 0;  // beside reading and computing: kernels started, words chosen
  std::optional<double> operations_per_s;
};

// The bytes that one token of every sequence takes, side by side.
struct Step {
  double sequences = 1;
  double weight_bytes = 0;  // read once for all
  double cache_bytes = 0;   // of one sequence
  double parameters = 0;    // that one token works with
};

// Tokens a second of one sequence, at most: bandwidth over the bytes read for a token.
double decode_tokens_per_s(double bandwidth_gb_s, double efficiency, double weight_bytes_read,
                           double kv_bytes_read, double seconds_a_token = 0);

// Tokens a second of all sequences together.
double total_tokens_per_s(const Rates& rates, const Step& step);

// Two for each parameter and token, and for each pair of tokens and head dimension of a full layer:
// layers that look back over a window, or keep a state, are linear in the tokens.
double prompt_operations(const Geometry& geometry, double parameters, double tokens);

// How many of so many weights in experts rest while one token of every sequence is worked on, when
// each token takes its own at random: (1 - chosen / all) ^ sequences of them.
double resting_experts(double experts, double share_at_rest, double sequences);

}  // namespace shortlist::device
