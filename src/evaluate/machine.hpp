#pragma once
// What a device need runs on: a declared device, or what is known of a machine of which only the
// memory is.

#include "base/interval.hpp"
#include "model/profile.hpp"
#include "model/rule_base.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace shortlist::evaluate {

// What it moves and computes in a second, draws and costs. Of a bare memory of some kind, without a
// bandwidth of its own, the bandwidth lies where those of the listed devices of that kind and size
// do.
struct Machine {
  std::optional<Interval> bandwidth_gb_s;
  bool as_listed = false;        // the bandwidth is of such devices
  model::Efficiency efficiency;  // its own where it states one, else that of its kind
  bool own_dense = false;        // which of the two
  bool own_mixture = false;
  std::optional<double> tflops_fp16;
  std::optional<double> power_w;
  std::optional<double> price_usd;

  // Some order.
  bool operator<(const Machine& other) const {
    const auto tied = [](const Machine& each) {
      return std::tie(each.bandwidth_gb_s, each.as_listed, each.efficiency, each.own_dense,
                      each.own_mixture, each.tflops_fp16, each.power_w, each.price_usd);
    };
    return tied(*this) < tied(other);
  }
};
Machine machine_of(const model::DeviceKeys& keys, const model::RuleBase& rules);

// Whether a speed is of interest: one is asked for, or the device or its bandwidth is named.
bool shows_speed(const model::DeviceKeys& keys);

// Sizes of the listed devices of a kind that have a bandwidth, rising: the bandwidth of a bare
// memory changes at these alone.
std::vector<double> listed_sizes(model::DeviceKind kind, const model::RuleBase& rules);

// What the need's device, or its memory, leaves to a model.
double budget_bytes(const model::DeviceKeys& keys, const model::RuleBase& rules);

// The share of installed memory that a runtime can have of it, and of that the share it takes.
double usable_share(model::DeviceKind kind, double memory, const model::RuleBase& rules);
double usable_share(const model::DeviceKeys& keys, const model::RuleBase& rules);
double utilisation(const model::DeviceKeys& keys, const model::RuleBase& rules);

// Whether the runtime shares a model on several devices by tensors, where its heads divide.
bool tensor_parallel(const model::DeviceKeys& keys, const model::RuleBase& rules);

// "2 x NVIDIA L4", "memory".
std::string place_text(const model::DeviceKeys& keys, const model::RuleBase& rules);

// As many of a device as are tried side by side: 1 of a machine that stands alone.
int most_devices(model::DeviceKind kind);

// Null where the need names none.
const model::Device* device_of(const model::DeviceKeys& keys, const model::RuleBase& rules);
const model::Runtime* runtime_of(const model::DeviceKeys& keys, const model::RuleBase& rules);

}  // namespace shortlist::evaluate
