#pragma once
// How fast a model runs, read a second time: every corner of what is not known exactly is tried,
// and the interval is what the corners come to. One byte a weight, two an element of the cache,
// devices that share a model by layers.

#include "oracle/oracle.hpp"

#include <optional>

namespace oracle {

struct Ends {
  double low = 0;
  double high = 0;
};

// What a device says of how much it reaches, or its kind.
struct Reached {
  std::optional<Ends> dense{};
  std::optional<Ends> mixture{};
  std::optional<Ends> compute{};
  std::optional<Ends> token_ms{};
};

struct Machine {
  double bandwidth_gb_s = 1;
  std::optional<double> tflops{};
  std::optional<double> price_usd{};
  std::optional<double> power_w{};
  Reached own{};
  Reached of_kind{};
  double count = 1;
};

// All layers attend to all tokens; experts 0: a dense model.
struct Network {
  double parameters = 0;
  double layers = 0;
  double hidden = 0;
  double vocabulary = 0;
  double heads = 0;
  double kv_heads = 0;
  double head_dim = 0;
  bool tied = false;
  double experts = 0;
  double chosen = 0;
  double expert_width = 0;
};

struct Run {
  double context = 1;
  double sequences = 1;
  std::optional<double> prompt{};
};

// Nothing where how slow it may be is unknown.
std::optional<Ends> tokens_per_s(const Machine& machine, const Network& network, const Run& run);
std::optional<Ends> total_tokens_per_s(const Machine& machine, const Network& network,
                                       const Run& run);
std::optional<Ends> first_token_s(const Machine& machine, const Network& network, const Run& run);

// At least, or at most, so much of what lies there.
Verdict reaches(const std::optional<Ends>& ends, double asked);
Verdict keeps_to(const std::optional<Ends>& ends, double limit);

}  // namespace oracle
