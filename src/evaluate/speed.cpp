// How fast a quantisation runs on the machine of a need, as an interval from the slowest to the
// fastest that is to be expected; and whether that, and what the machine costs and draws, keeps
// within the limits of the need. A low end of 0 is none: how slow it may be is unknown, of a device
// whose efficiency nobody states, of a cache without geometry, of experts in the host's memory.

#include "device/speed.hpp"

#include "evaluate/fitter.hpp"
#include "evaluate/mix.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>

namespace shortlist::evaluate {

namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();

}  // namespace

// By layers the devices take turns.
double Fitter::at_once(const Parts& parts) const {
  return parts.split.by == device::Split::By::layers ? 1 : keys_.count;
}

// In weights, of those in experts.
double Fitter::resting(double sequences) const {
  if (!parameters_ || !is_mixture()) return 0;
  const Geometry& geometry = geometry_ == nullptr ? Geometry{} : *geometry_;
  const auto experts = device::expert_weights(geometry, *parameters_, active_parameters_);
  if (!experts) return 0;
  return device::resting_experts(
      experts->most, device::share_at_rest(geometry, *parameters_, active_parameters_), sequences);
}

// Where the experts stand on the host, of what stays. At least: the host takes no time.
double Fitter::weights_read(const Parts& parts, int quantisation, double sequences) const {
  const model::Quantisation& entry = at(quantisation);
  const double file = *parts.weights - parts.towers + parts.host_least;
  double read = file;
  if (parameters_) {
    const auto mix = mix_of(entry, runtime_, weights_);
    read = file * (mix ? device::read_share(*weights_, *mix, resting(sequences))
                       : device::read_share(weights_, *parameters_, resting(sequences)));
  } else if (active_parameters_) {
    read = std::min(file, *active_parameters_ * entry.bits_per_weight / 8);
  }
  return parts.host > 0 ? std::min(read, parts.weights_least) : read;
}

std::optional<double> Fitter::parameters_at_work() const {
  if (active_parameters_) return active_parameters_;
  return parameters_ ? std::optional(*parameters_ - resting(1)) : std::nullopt;
}

const std::optional<Interval>& Fitter::efficiency() const {
  return is_mixture() ? machine_.efficiency.mixture : machine_.efficiency.dense;
}

// Of all that nobody states the best is thought.
device::Rates Fitter::fastest(double at_once) const {
  device::Rates rates;
  rates.bytes_per_s =
      machine_.bandwidth_gb_s->high * 1e9 * at_once * (efficiency() ? efficiency()->high : 1);
  if (efficiency() && machine_.efficiency.milliseconds)
    rates.seconds_a_token = machine_.efficiency.milliseconds->low / 1000;
  if (machine_.tflops_fp16 && machine_.efficiency.compute)
    rates.operations_per_s =
        *machine_.tflops_fp16 * 1e12 * at_once * machine_.efficiency.compute->high;
  return rates;
}

device::Rates Fitter::slowest(double at_once) const {
  device::Rates rates;
  rates.bytes_per_s = machine_.bandwidth_gb_s->low * 1e9 * at_once * efficiency()->low;
  if (machine_.efficiency.milliseconds)
    rates.seconds_a_token = machine_.efficiency.milliseconds->high / 1000;
  if (machine_.tflops_fp16 && machine_.efficiency.compute)
    rates.operations_per_s =
        *machine_.tflops_fp16 * 1e12 * at_once * machine_.efficiency.compute->low;
  return rates;
}

bool Fitter::may_be_slow(const Parts& parts) const {
  return !efficiency() || !parts.kv || parts.host > 0;
}

std::optional<Interval> Fitter::tokens_per_s(const Parts& parts, int quantisation) const {
  if (!machine_.bandwidth_gb_s || !parts.weights) return std::nullopt;
  const double bytes = weights_read(parts, quantisation, 1) + cache_read(parts);
  const auto speed = [&](const device::Rates& rates) {
    return device::decode_tokens_per_s(rates.bytes_per_s / 1e9, 1, bytes, 0, rates.seconds_a_token);
  };
  const double most = speed(fastest(at_once(parts)));
  if (may_be_slow(parts)) return Interval{0, most};
  return Interval{speed(slowest(at_once(parts))), most};
}

double Fitter::cache_read(const Parts& parts) const {
  return (parts.kv.value_or(0) + parts.state.value_or(0)) / keys_.sequences;
}

std::optional<Interval> Fitter::total_tokens_per_s(const Parts& parts, int quantisation) const {
  if (!machine_.bandwidth_gb_s || !parts.weights) return std::nullopt;
  const auto working = parameters_at_work();
  const device::Step step{keys_.sequences, weights_read(parts, quantisation, keys_.sequences),
                          cache_read(parts), working.value_or(0)};
  const double most = device::total_tokens_per_s(fastest(at_once(parts)), step);
  if (may_be_slow(parts) || !working) return Interval{0, most};
  const device::Rates rates = slowest(at_once(parts));
  if (!rates.operations_per_s) return Interval{0, most};
  return Interval{device::total_tokens_per_s(rates, step), most};
}

// Parts of a prompt may be read by all devices at the same time, by layers too.
std::optional<Interval> Fitter::first_token_s(const Parts& parts) const {
  const auto working = parameters_at_work();
  if (!machine_.tflops_fp16 || !machine_.efficiency.compute || !working) return std::nullopt;
  const double tokens = keys_.prompt.value_or(plan_.context);
  const double operations =
      device::prompt_operations(geometry_ == nullptr ? Geometry{} : *geometry_, *working, tokens);
  const Interval& share = *machine_.efficiency.compute;
  const double peak = *machine_.tflops_fp16 * 1e12;
  const bool known = geometry_ != nullptr && parts.host == 0;
  return Interval{operations / (peak * keys_.count * share.high),
                  known ? operations / (peak * at_once(parts) * share.low) : unbounded};
}

Truth Fitter::fast_enough(const Parts& parts, int quantisation) const {
  Truth enough = Truth::yes;
  if (keys_.min_tokens_per_s)
    enough = both(enough, reaches(tokens_per_s(parts, quantisation), *keys_.min_tokens_per_s));
  if (keys_.min_total_tokens_per_s)
    enough = both(enough,
                  reaches(total_tokens_per_s(parts, quantisation), *keys_.min_total_tokens_per_s));
  if (keys_.max_first_token_s)
    enough = both(enough, keeps_to(first_token_s(parts), *keys_.max_first_token_s));
  return enough;
}

std::optional<double> Fitter::price_usd() const {
  return machine_.price_usd ? std::optional(*machine_.price_usd * keys_.count) : std::nullopt;
}

std::optional<double> Fitter::power_w() const {
  return machine_.power_w ? std::optional(*machine_.power_w * keys_.count) : std::nullopt;
}

Truth Fitter::affordable() const {
  const auto keeps = [](const std::optional<double>& found, const std::optional<double>& limit) {
    if (!limit) return Truth::yes;
    return found ? truth(*found <= *limit) : Truth::unknown;
  };
  return both(keeps(price_usd(), keys_.max_price_usd), keeps(power_w(), keys_.max_power_w));
}

Truth Fitter::within_limits(const Parts& parts, int quantisation) const {
  const Truth cost = affordable();
  return keys_.asks_for_speed() ? both(cost, fast_enough(parts, quantisation)) : cost;
}

Speeds Fitter::speeds(const Parts& parts, int quantisation) const {
  Speeds speeds;
  const auto estimated = [](std::optional<Interval> found) {
    return found && found->low > 0 && found->high < unbounded ? found : std::nullopt;
  };
  speeds.tokens_per_s = estimated(tokens_per_s(parts, quantisation));
  if (keys_.sequences > 1 || keys_.min_total_tokens_per_s)
    speeds.total_tokens_per_s = estimated(total_tokens_per_s(parts, quantisation));
  if (keys_.prompt || keys_.max_first_token_s)
    speeds.first_token_s = estimated(first_token_s(parts));
  return speeds;
}

}  // namespace shortlist::evaluate
