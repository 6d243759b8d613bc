// What would let a device need pass that a variant fails. Each way changes one key and loses
// nothing that is known. Memory alone has no bandwidth and no price, so a device of which one is
// asked for keeps its id. And memory is named as it is installed, at the share of it that the
// device can use: more of it than the device has.

#include "base/quantity.hpp"
#include "evaluate/best_fit.hpp"
#include "evaluate/fitter.hpp"
#include "evaluate/kinds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::evaluate {

namespace {

using model::DeviceKeys;

// Of a context that the window holds: with less than that it is another use.
constexpr double least_share = 1.0 / 16;

// Best the whole window, of one that is too short; else what fits.
Relaxation fewer_tokens(const Fitter& fitter) {
  const double window = fitter.window() ? std::floor(*fitter.window()) : 0;
  const bool beyond = fitter.in_window() == Truth::no;
  Truth at_window = Truth::no;
  if (beyond)
    for (const int each : fitter.allowed())
      at_window = either(at_window, fitter.fit(fitter.weigh(each), each, window).fits);
  double most = at_window == Truth::yes ? window : 0;
  if (most == 0)
    for (const int each : fitter.allowed())
      most = std::max(most, fitter.max_context(each).value_or(0));
  if (most == 0 && at_window == Truth::unknown) most = window;
  if (most < 1 || (!beyond && most < least_share * fitter.context())) return std::nullopt;
  return std::pair{std::string("context"), Datum(most)};
}

// A speed in three digits, not above it.
double rounded_down(double tokens_per_s) {
  double parts = 1;  // of 1
  while (parts < 1e6 && tokens_per_s * parts < 100) parts *= 10;
  const double down = std::floor(tokens_per_s * parts) / parts;
  return down <= tokens_per_s ? down : (std::floor(tokens_per_s * parts) - 1) / parts;
}

// A limit in three digits, not above it or not below it.
double rounded_up(double limit) {
  double parts = 1;  // of 1
  while (parts < 1e6 && limit * parts < 100) parts *= 10;
  const double up = std::ceil(limit * parts) / parts;
  return up >= limit ? up : (std::ceil(limit * parts) + 1) / parts;
}

// The speed of the fastest quantisation that is only too slow: its low end, and where nobody knows
// that its high end.
Relaxation less_speed(const DeviceKeys& keys, const Fitter& fitter, const char* key,
                      std::optional<Interval> (Fitter::*speed)(const Parts&, int) const) {
  std::pair<bool, double> fastest{false, 0};  // those that fit for certain come first
  for (const int each : fitter.allowed()) {
    const Fitter::Sized fit = fitter.fit(each);
    if (fit.least > fitter.budget()) continue;
    if (fit.parts.host_least > keys.offload_experts.value_or(fit.parts.host_least)) continue;
    const auto found = (fitter.*speed)(fit.parts, each);
    if (!found) continue;
    const bool certain = found->low > 0 && fit.parts.complete() && fit.total <= fitter.budget();
    fastest = std::max(fastest, {certain, found->low > 0 ? found->low : found->high});
  }
  const double to = rounded_down(fastest.second);
  if (to <= 0) return std::nullopt;
  return std::pair{std::string(key), Datum(to)};
}

// The slower end of the quickest quantisation.
Relaxation later_first_token(const Fitter& fitter) {
  double soonest = std::numeric_limits<double>::infinity();
  for (const int each : fitter.allowed())
    if (const auto found = fitter.first_token_s(fitter.fit(each).parts))
      soonest = std::min(soonest, std::isfinite(found->high) ? found->high : found->low);
  if (!std::isfinite(soonest)) return std::nullopt;
  return std::pair{std::string("max_first_token_s"), Datum(rounded_up(soonest))};
}

// The fewest that fit for certain, else those that may.
Relaxation more_devices(const DeviceKeys& keys, const model::Device& device, const Subject& subject,
                        const model::Profile& profile) {
  DeviceKeys more = keys;
  double count = 0;
  while (more.count < most_devices(device.kind)) {
    ++more.count;
    const Fitter fitter(more, subject, profile);
    const Verdict verdict = best_of(fitter, fitter.allowed()).outcome.verdict;
    if (verdict == Verdict::unmet || (verdict == Verdict::unknown && count > 0)) continue;
    count = more.count;
    if (verdict == Verdict::met) break;
  }
  if (count == 0) return std::nullopt;
  return std::pair{std::string("count"), Datum(count)};
}

// What holds the smallest allowed quantisation, in steps of 0.1 GiB.
Relaxation more_memory(const DeviceKeys& keys, const Fitter& fitter, const model::RuleBase& rules) {
  double least = -1;
  for (const int each : fitter.allowed()) {
    const Fitter::Sized fit = fitter.fit(each);
    const bool host = fit.parts.host <= keys.offload_experts.value_or(fit.parts.host);
    if (fit.parts.weights && host && (least < 0 || fit.total < least)) least = fit.total;
  }
  if (least < 0) return std::nullopt;
  // More of a bare memory may be usable in another share.
  const bool bare = keys.device < 0 && keys.kind;
  const auto share = [&](double memory) {
    return (bare ? usable_share(*keys.kind, memory, rules) : usable_share(keys, rules)) *
           utilisation(keys, rules);
  };
  const auto text = [](double tenths) {
    const auto whole = static_cast<long long>(tenths);
    return std::to_string(whole / 10) + "." + std::to_string(whole % 10) + " GiB";
  };
  const auto holds = [&](double tenths) {
    const auto bytes = parse_memory(text(tenths));
    return bytes && device::budget_bytes(*bytes, share(*bytes), keys.reserve, keys.count) >= least;
  };
  double below = 0;
  double steps = 1e7;
  if (!holds(steps)) return std::nullopt;
  while (steps - below > 1) {
    const double middle = std::floor((below + steps) / 2);
    (holds(middle) ? steps : below) = middle;
  }
  return std::pair{std::string("memory"), Datum(text(steps))};
}

// The limits that are not kept to, each at what would be.
std::vector<Relaxation> looser(const DeviceKeys& keys, const Fitter& fitter) {
  std::vector<Relaxation> ways;
  if (keys.min_tokens_per_s)
    ways.push_back(less_speed(keys, fitter, "min_tokens_per_s", &Fitter::tokens_per_s));
  if (keys.min_total_tokens_per_s)
    ways.push_back(less_speed(keys, fitter, "min_total_tokens_per_s", &Fitter::total_tokens_per_s));
  if (keys.max_first_token_s) ways.push_back(later_first_token(fitter));
  if (const auto price = fitter.price_usd(); price && keys.max_price_usd)
    ways.emplace_back(std::pair{std::string("max_price_usd"), Datum(*price)});
  if (const auto power = fitter.power_w(); power && keys.max_power_w)
    ways.emplace_back(std::pair{std::string("max_power_w"), Datum(*power)});
  return ways;
}

// The need with one key as a relaxation has it.
DeviceKeys with(DeviceKeys keys, const std::string& key, const Datum& to) {
  if (key == "memory") {
    keys.memory = parse_memory(std::get<std::string>(to));
    keys.device = -1;
    return keys;
  }
  const double number = std::get<double>(to);
  if (key == "count") keys.count = number;
  if (key == "context") keys.context = number;
  if (key == "min_tokens_per_s") keys.min_tokens_per_s = number;
  if (key == "min_total_tokens_per_s") keys.min_total_tokens_per_s = number;
  if (key == "max_first_token_s") keys.max_first_token_s = number;
  if (key == "max_price_usd") keys.max_price_usd = number;
  if (key == "max_power_w") keys.max_power_w = number;
  return keys;
}

}  // namespace

// Of the ways that readmit it the first after which it is met for certain, else the first.
Relaxation relax_device(const model::Criterion& /*criterion*/, const DeviceKeys& keys,
                        const Subject& subject, const model::Profile& profile) {
  const Fitter fitter(keys, subject, profile);
  if (fitter.in_window() == Truth::no) return fewer_tokens(fitter);
  const model::RuleBase& rules = subject.rules();
  const model::Device* const device = device_of(keys, rules);
  const bool limited = keys.asks_for_speed() || keys.max_price_usd || keys.max_power_w;
  if (!limited) return more_memory(keys, fitter, rules);
  std::vector<Relaxation> ways = looser(keys, fitter);
  // A device of which nobody states the speed has none to lose.
  const bool keeps_id = device != nullptr && (device->bandwidth_gb_s || !keys.asks_for_speed() ||
                                              keys.max_price_usd || keys.max_power_w);
  if (!keeps_id) ways.push_back(more_memory(keys, fitter, rules));
  if (device != nullptr) ways.push_back(more_devices(keys, *device, subject, profile));
  ways.push_back(fewer_tokens(fitter));
  Relaxation possible;
  for (Relaxation& way : ways) {
    if (!way) continue;
    const DeviceKeys changed = with(keys, way->first, way->second);
    const Fitter then(changed, subject, profile);
    const Verdict verdict = best_of(then, then.allowed()).outcome.verdict;
    if (verdict == Verdict::met) return way;
    if (verdict == Verdict::unknown && !possible) possible = std::move(way);
  }
  return possible;
}

}  // namespace shortlist::evaluate
