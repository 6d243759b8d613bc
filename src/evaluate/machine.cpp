#include "evaluate/machine.hpp"

#include "base/quantity.hpp"
#include "device/memory.hpp"
#include "evaluate/mix.hpp"

#include <algorithm>
#include <cstddef>

namespace shortlist::evaluate {

namespace {

using model::DeviceKeys;

// Share of the installed memory that the model may take.
double share_of(const DeviceKeys& keys, const model::RuleBase& rules) {
  return usable_share(keys, rules) * utilisation(keys, rules);
}

bool has_bandwidth(const model::Device& device, model::DeviceKind kind) {
  return device.kind == kind && device.bandwidth_gb_s;
}

// Of the listed devices of that size; where there are none, of the next smaller and the next larger
// ones.
std::optional<Interval> listed_bandwidth(model::DeviceKind kind, double memory,
                                         const model::RuleBase& rules) {
  std::optional<double> below;
  std::optional<double> above;
  for (const model::Device& each : rules.devices) {
    if (!has_bandwidth(each, kind)) continue;
    if (each.memory <= memory) below = std::max(below.value_or(each.memory), each.memory);
    if (each.memory >= memory) above = std::min(above.value_or(each.memory), each.memory);
  }
  std::optional<Interval> found;
  for (const model::Device& each : rules.devices) {
    if (!has_bandwidth(each, kind) || (each.memory != below && each.memory != above)) continue;
    const double bandwidth = *each.bandwidth_gb_s;
    if (!found) found = {bandwidth, bandwidth};
    found->low = std::min(found->low, bandwidth);
    found->high = std::max(found->high, bandwidth);
  }
  return found;
}

}  // namespace

const model::Device* device_of(const DeviceKeys& keys, const model::RuleBase& rules) {
  return keys.device < 0 ? nullptr : &rules.devices[static_cast<std::size_t>(keys.device)];
}

const model::Runtime* runtime_of(const DeviceKeys& keys, const model::RuleBase& rules) {
  return keys.runtime < 0 ? nullptr : &rules.runtimes[static_cast<std::size_t>(keys.runtime)];
}

Machine machine_of(const DeviceKeys& keys, const model::RuleBase& rules) {
  Machine machine;
  const model::Device* const device = device_of(keys, rules);
  const auto kind = device != nullptr ? std::optional(device->kind) : keys.kind;
  const auto stated = device != nullptr ? device->bandwidth_gb_s : keys.bandwidth_gb_s;
  if (stated) machine.bandwidth_gb_s = {*stated, *stated};
  if (device == nullptr && !stated && kind) {
    machine.bandwidth_gb_s = listed_bandwidth(*kind, *keys.memory, rules);
    machine.as_listed = true;
  }
  if (kind) machine.efficiency = rules.efficiency[static_cast<std::size_t>(*kind)];
  if (device == nullptr) return machine;
  const model::Efficiency& own = device->efficiency;
  machine.own_dense = own.dense.has_value();
  machine.own_mixture = own.mixture.has_value();
  if (own.dense) machine.efficiency.dense = own.dense;
  if (own.mixture) machine.efficiency.mixture = own.mixture;
  if (own.compute) machine.efficiency.compute = own.compute;
  if (own.milliseconds) machine.efficiency.milliseconds = own.milliseconds;
  machine.tflops_fp16 = device->tflops_fp16;
  machine.power_w = device->power_w;
  machine.price_usd = device->price_usd;
  return machine;
}

bool shows_speed(const DeviceKeys& keys) {
  return keys.device >= 0 || keys.bandwidth_gb_s || keys.asks_for_speed();
}

std::vector<double> listed_sizes(model::DeviceKind kind, const model::RuleBase& rules) {
  std::vector<double> sizes;
  for (const model::Device& each : rules.devices)
    if (has_bandwidth(each, kind)) sizes.push_back(each.memory);
  std::sort(sizes.begin(), sizes.end());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return sizes;
}

double usable_share(model::DeviceKind kind, double memory, const model::RuleBase& rules) {
  const auto& points = rules.usable[static_cast<std::size_t>(kind)];
  if (points.empty()) return 1;
  const auto above = std::find_if(points.begin(), points.end(),
                                  [&](const auto& each) { return each.first >= memory; });
  if (above == points.begin()) return points.front().second;
  if (above == points.end()) return points.back().second;
  const auto& [x, share] = *above;
  const auto& [x_below, share_below] = *(above - 1);
  return share_below + (share - share_below) * (memory - x_below) / (x - x_below);
}

double usable_share(const DeviceKeys& keys, const model::RuleBase& rules) {
  const model::Device* const device = device_of(keys, rules);
  if (device != nullptr) return device->usable.value_or(1);
  return keys.kind ? usable_share(*keys.kind, keys.memory.value_or(0), rules) : 1;
}

bool tensor_parallel(const DeviceKeys& keys, const model::RuleBase& rules) {
  const model::Runtime* const runtime = runtime_of(keys, rules);
  return runtime != nullptr && behaves_as(*runtime, "vllm");
}

double utilisation(const DeviceKeys& keys, const model::RuleBase& rules) {
  const model::Runtime* const runtime = runtime_of(keys, rules);
  return runtime == nullptr ? 1 : runtime->utilisation;
}

std::string place_text(const DeviceKeys& keys, const model::RuleBase& rules) {
  const model::Device* const device = device_of(keys, rules);
  if (keys.count <= 1) return device == nullptr ? "memory" : device->name;
  return number_text(keys.count) + " x " +
         (device == nullptr ? bytes_text(*keys.memory) : device->name);
}

int most_devices(model::DeviceKind kind) {
  return kind == model::DeviceKind::gpu || kind == model::DeviceKind::accelerator ? 8 : 1;
}

double budget_bytes(const DeviceKeys& keys, const model::RuleBase& rules) {
  const model::Device* const device = device_of(keys, rules);
  return device::budget_bytes(device == nullptr ? *keys.memory : device->memory,
                              share_of(keys, rules), keys.reserve, keys.count);
}

}  // namespace shortlist::evaluate
