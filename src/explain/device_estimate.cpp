// What a quantisation takes on a device, and the assumptions behind each figure.

#include "explain/device_estimate.hpp"

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "evaluate/fit.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace shortlist::explanation {

namespace {

using model::DeviceKeys;

std::string_view kv_name(KvType type) {
  switch (type) {
    case KvType::q8_0:
      return "q8_0";
    case KvType::q4_0:
      return "q4_0";
    case KvType::fp8:
      return "fp8";
    case KvType::f16:
      break;
  }
  return "f16";
}

std::string budget_text(const DeviceKeys& keys, const model::RuleBase& rules) {
  const double memory =
      keys.device < 0 ? *keys.memory : rules.devices[static_cast<std::size_t>(keys.device)].memory;
  std::string text = "budget: " + bytes_text(memory);
  if (const double share = evaluate::usable_share(keys, rules); share != 1)
    text += ", of which " + number_text(share) + " can be used";
  if (const double share = evaluate::utilisation(keys, rules); share != 1)
    text += ", of which the runtime takes " + number_text(share);
  if (keys.reserve > 0) text += ", less " + bytes_text(keys.reserve) + " for other programs";
  return text;
}

// How several devices share the model.
std::string split_text(const DeviceKeys& keys, const device::Split& split, const Geometry* geometry,
                       bool tensor_parallel) {
  using enum device::Split::By;
  const std::string count = number_text(keys.count);
  if (split.by == tensors) {
    std::string text = count + " devices, tensor parallel: each has its part of every layer";
    if (geometry->mla_kv_lora_rank > 0) return text + ", and the whole cache, which is latent";
    if (split.kv_copies > 1)
      text += ", and one key-value head: " + number_text(split.kv_copies) + " copies of the cache";
    return text;
  }
  std::string text = count + " devices, pooled by layers";
  if (!tensor_parallel) return text;
  if (geometry == nullptr || geometry->q_heads == 0)
    return text + ": how many query heads there are to share is unknown";
  return text + ": its " + std::to_string(geometry->q_heads) + " query heads do not divide";
}

std::string offload_text(const evaluate::Parts& parts) {
  if (parts.host <= 0) return "experts: none to move to the host's memory";
  if (parts.host_least == parts.host)
    return "experts: " + bytes_text(parts.host) + " in the host's memory";
  return "experts: between " + bytes_text(parts.host_least) + " and " + bytes_text(parts.host) +
         " in the host's memory, by the parameters that are active";
}

std::string weights_text(const evaluate::Parts& parts, const evaluate::Subject& subject,
                         const model::Quantisation& quantisation) {
  if (!parts.weights) return "weights: no source gives the parameters or the size of the file";
  if (parts.weights_from >= 0)
    return "weights: the size of the file by " +
           subject.family().family->sources[static_cast<std::size_t>(parts.weights_from)].id;
  if (parts.weights_by_tensor)
    return "weights: by tensor, from the geometry and the bits of each in " + quantisation.id;
  return "weights: parameters x " + number_text(quantisation.bits_per_weight) + " bits";
}

std::string towers_text(const evaluate::Parts& parts) {
  if (parts.towers > 0)
    return "what takes images or sound is asked for, and adds " + bytes_text(parts.towers) +
           " in 16 bits";
  return "of the text part alone: what takes images or sound is a file of its own";
}

std::string interval_text(const Interval& interval) {
  const std::string high = number_text(interval.high);
  return interval.low == interval.high ? high : number_text(interval.low) + " to " + high;
}

// What the interval of a speed comes from.
std::string decode_text(const evaluate::Estimate& estimate) {
  const evaluate::Machine& machine = estimate.machine;
  const bool own = estimate.mixture ? machine.own_mixture : machine.own_dense;
  const auto& share = estimate.mixture ? machine.efficiency.mixture : machine.efficiency.dense;
  std::string text = "decode speed: an estimate, one sequence, " + interval_text(*share) + " of " +
                     interval_text(*machine.bandwidth_gb_s) + " GB/s";
  if (machine.as_listed) text += ", as listed machines of this kind and size have";
  text += own ? ", as measured on it"
              : std::string(", as ") + (estimate.mixture ? "mixtures" : "dense models") +
                    " reach on devices of its kind";
  if (machine.efficiency.milliseconds)
    text += ", and " + interval_text(*machine.efficiency.milliseconds) + " ms a token beside";
  return text;
}

void add_speeds(const evaluate::Speeds& speeds, DeviceEstimate& estimate) {
  const auto set = [](const std::optional<Interval>& found, std::optional<double>& low,
                      std::optional<double>& high) {
    if (!found) return;
    low = found->low;
    high = found->high;
  };
  if (speeds.tokens_per_s) estimate.decode_tokens_per_s = speeds.tokens_per_s->middle();
  set(speeds.tokens_per_s, estimate.tokens_per_s_low, estimate.tokens_per_s_high);
  set(speeds.total_tokens_per_s, estimate.total_tokens_per_s_low, estimate.total_tokens_per_s_high);
  set(speeds.first_token_s, estimate.first_token_s_low, estimate.first_token_s_high);
}

std::vector<std::string> assumptions(const DeviceKeys& keys, const evaluate::Subject& subject,
                                     const evaluate::Estimate& estimate,
                                     const model::Quantisation& quantisation) {
  const model::RuleBase& rules = subject.rules();
  const model::Variant* const variant = subject.variant();
  const Geometry* const geometry = variant != nullptr ? variant->geometry.get() : nullptr;
  std::vector<std::string> all{budget_text(keys, rules),
                               weights_text(estimate.parts, subject, quantisation)};
  if (keys.count > 1)
    all.push_back(
        split_text(keys, estimate.parts.split, geometry, evaluate::tensor_parallel(keys, rules)));
  if (keys.offload_experts) {
    all.push_back("the experts of a mixture move to the host's memory of " +
                  bytes_text(*keys.offload_experts));
    all.push_back(offload_text(estimate.parts));
  }
  std::string run = number_text(estimate.context) + " tokens a sequence";
  if (keys.sequences > 1) run += ", " + number_text(keys.sequences) + " sequences";
  run.append(", cache in ").append(kv_name(keys.kv));
  if (keys.kv_values && *keys.kv_values != keys.kv)
    run.append(" and ").append(kv_name(*keys.kv_values));
  run.append(", batch of ");
  all.push_back(run + number_text(keys.batch) + (keys.flash ? ", flash" : ", no flash") +
                " attention");
  if (geometry != nullptr && geometry->sliding_layers > 0 && keys.kv != KvType::f16)
    all.emplace_back("the cache of the sliding layers is quantised with the rest");
  if (geometry == nullptr)
    all.push_back("without the geometry of its attention the weights are a lower bound" +
                  (estimate.largest_kv
                       ? "; a cache above " + bytes_text(*estimate.largest_kv) + " is not plausible"
                       : std::string{}));
  if (estimate.parts.text_alone) all.push_back(towers_text(estimate.parts));
  if (estimate.parts.compute_decides)
    all.emplace_back("compute: the runtime's activations as measured on another device");
  else if (estimate.parts.compute)
    all.emplace_back("compute: a bound, 1.15 x the formula");
  if (keys.runtime >= 0) {
    const auto& runtime = rules.runtimes[static_cast<std::size_t>(keys.runtime)];
    all.push_back("overhead: " + bytes_text(estimate.parts.overhead) + " by " + runtime.name);
  }
  if (estimate.window && *estimate.window < estimate.context)
    all.push_back("the model's own context is " + number_text(*estimate.window) + " tokens");
  if (estimate.in_window == evaluate::Truth::unknown)
    all.emplace_back("no source says how long the model's own context is");
  if (estimate.speeds.tokens_per_s) all.push_back(decode_text(estimate));
  if (estimate.speeds.first_token_s)
    all.push_back("first token: an estimate, " +
                  interval_text(*estimate.machine.efficiency.compute) + " of " +
                  number_text(*estimate.machine.tflops_fp16) + " TFLOPS, dense");
  return all;
}

}  // namespace

DeviceEstimate device_estimate(const model::Need& need, const model::Profile& profile,
                               const evaluate::Subject& subject, int quantisation) {
  const auto& keys = std::get<DeviceKeys>(need.keys);
  const model::RuleBase& rules = subject.rules();
  const auto& entry = rules.quantisations[static_cast<std::size_t>(quantisation)];
  const evaluate::Estimate found = evaluate::estimate(keys, subject, profile, quantisation);
  DeviceEstimate estimate;
  estimate.need_id = need.id;
  estimate.family = subject.family().family->id;
  estimate.name = subject.family().family->name;
  estimate.variant_name = estimate.name;
  if (const model::Variant* const variant = subject.variant()) {
    estimate.variant = variant->id;
    estimate.variant_name = variant->name;
  }
  estimate.quantisation = entry.id;
  if (keys.device >= 0) estimate.device = rules.devices[static_cast<std::size_t>(keys.device)].id;
  estimate.place = keys.device < 0 && keys.count <= 1 ? bytes_text(*keys.memory)
                                                      : evaluate::place_text(keys, rules);
  estimate.count = keys.count;
  estimate.context_tokens = found.context;
  estimate.weights_bytes = found.parts.weights;
  estimate.kv_bytes = found.parts.kv;
  estimate.state_bytes = found.parts.state;
  estimate.compute_bytes = found.parts.compute;
  estimate.overhead_bytes = found.parts.overhead;
  estimate.host_bytes = found.parts.host;
  estimate.known_bytes = found.parts.complete() ? found.parts.total() : found.least;
  if (found.parts.complete()) estimate.total_bytes = estimate.known_bytes;
  estimate.budget_bytes = found.budget;
  if (found.fits != evaluate::Truth::unknown) estimate.fits = found.fits == evaluate::Truth::yes;
  estimate.max_context_tokens = found.max_context;
  add_speeds(found.speeds, estimate);
  estimate.assumptions = assumptions(keys, subject, found, entry);
  estimate.beyond_cost = found.affordable == evaluate::Truth::no;
  estimate.beyond_window = found.in_window == evaluate::Truth::no;
  return estimate;
}

}  // namespace shortlist::explanation
