#include "oracle/speed.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace oracle {
namespace {

std::optional<Ends> either(const std::optional<Ends>& own, const std::optional<Ends>& of_kind) {
  return own ? own : of_kind;
}

std::optional<Ends> share(const Machine& machine, const Network& network) {
  return network.experts > 0 ? either(machine.own.mixture, machine.of_kind.mixture)
                             : either(machine.own.dense, machine.of_kind.dense);
}

std::vector<double> corners(const std::optional<Ends>& ends) {
  return ends ? std::vector<double>{ends->low, ends->high} : std::vector<double>{0};
}

Ends hull(const std::vector<double>& found) {
  const auto [least, most] = std::minmax_element(found.begin(), found.end());
  return {*least, *most};
}

double expert_weights(const Network& network) {
  return network.layers * network.experts * 3 * network.hidden * network.expert_width;
}

// Experts that at least one of so many tokens chooses, each at random.
double weights_read(const Network& network, double tokens) {
  const double embedding = network.tied ? 0 : network.vocabulary * network.hidden;
  if (network.experts == 0) return network.parameters - embedding;
  const double left_alone = std::pow(1 - network.chosen / network.experts, tokens);
  return network.parameters - embedding - expert_weights(network) * left_alone;
}

double parameters_of_a_token(const Network& network) {
  if (network.experts == 0) return network.parameters;
  return network.parameters - expert_weights(network) * (1 - network.chosen / network.experts);
}

double cache(const Network& network, const Run& run) {
  return network.layers * network.kv_heads * 2 * network.head_dim * 2 * run.context;
}

}  // namespace

std::optional<Ends> tokens_per_s(const Machine& machine, const Network& network, const Run& run) {
  const auto reached = share(machine, network);
  if (!reached) return std::nullopt;
  std::vector<double> speeds;
  for (const double of : corners(reached))
    for (const double ms : corners(either(machine.own.token_ms, machine.of_kind.token_ms))) {
      const double seconds =
          (weights_read(network, 1) + cache(network, run)) / (machine.bandwidth_gb_s * 1e9 * of);
      speeds.push_back(1 / (seconds + ms / 1000));
    }
  return hull(speeds);
}

std::optional<Ends> total_tokens_per_s(const Machine& machine, const Network& network,
                                       const Run& run) {
  const auto reached = share(machine, network);
  const auto compute = either(machine.own.compute, machine.of_kind.compute);
  if (!reached || !compute || !machine.tflops) return std::nullopt;
  std::vector<double> speeds;
  for (const double of : corners(reached))
    for (const double part : corners(compute))
      for (const double ms : corners(either(machine.own.token_ms, machine.of_kind.token_ms))) {
        const double bandwidth = machine.bandwidth_gb_s * 1e9 * of;
        const double reading = weights_read(network, run.sequences) / bandwidth;
        const double computing =
            2 * parameters_of_a_token(network) * run.sequences / (*machine.tflops * 1e12 * part);
        const double caches = run.sequences * cache(network, run) / bandwidth;
        speeds.push_back(run.sequences / (std::max(reading, computing) + caches + ms / 1000));
      }
  return hull(speeds);
}

std::optional<Ends> first_token_s(const Machine& machine, const Network& network, const Run& run) {
  const auto compute = either(machine.own.compute, machine.of_kind.compute);
  if (!compute || !machine.tflops) return std::nullopt;
  const double tokens = run.prompt.value_or(run.context);
  const double operations = 2 * parameters_of_a_token(network) * tokens +
                            2 * network.layers * network.heads * network.head_dim * tokens * tokens;
  std::vector<double> seconds;
  for (const double part : corners(compute))
    for (const double at_once : {1.0, machine.count})
      seconds.push_back(operations / (*machine.tflops * 1e12 * part * at_once));
  return hull(seconds);
}

Verdict reaches(const std::optional<Ends>& ends, double asked) {
  if (!ends) return Verdict::unknown;
  if (ends->low >= asked) return Verdict::met;
  return ends->high >= asked ? Verdict::unknown : Verdict::unmet;
}

Verdict keeps_to(const std::optional<Ends>& ends, double limit) {
  if (!ends) return Verdict::unknown;
  if (ends->high <= limit) return Verdict::met;
  return ends->low <= limit ? Verdict::unknown : Verdict::unmet;
}

}  // namespace oracle
