#pragma once
// What device fit is computed from: devices, quantisations, runtimes, and a variant's geometry.
// Memory in bytes, bandwidth in 10^9 bytes a second, counts as counts.

#include "base/geometry.hpp"
#include "base/interval.hpp"
#include "base/problem.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace shortlist::model {

using shortlist::Geometry;
using shortlist::KvType;
using shortlist::TensorRole;

enum class DeviceKind { gpu, unified, cpu, phone, accelerator };

// How much of what a device could do a runtime reaches with a model. What is not stated of a device
// is as for its kind; what nobody states is unknown.
struct Efficiency {
  std::optional<Interval> dense;         // share of the bandwidth, while the weights are read
  std::optional<Interval> mixture;       // the same, of a mixture of experts
  std::optional<Interval> compute;       // share of tflops_fp16, while a prompt is read
  std::optional<Interval> milliseconds;  // that a token takes beside the reading; else none

  bool operator==(const Efficiency&) const = default;
  // Some order; not by <=>, which not every C++ library has for optional values.
  bool operator<(const Efficiency& other) const {
    return std::tie(dense, mixture, compute, milliseconds) <
           std::tie(other.dense, other.mixture, other.compute, other.milliseconds);
  }
};

struct Device {
  std::string id;
  std::string name;
  std::vector<std::string> aliases;
  DeviceKind kind = DeviceKind::gpu;
  double memory = 0;             // installed
  std::optional<double> usable;  // share; else all of it
  std::optional<double> bandwidth_gb_s;
  Efficiency efficiency;
  std::optional<double> tflops_fp16;  // dense
  std::optional<double> power_w;
  std::optional<double> price_usd;  // at launch
  std::string source;
  Where where;
};

// What a quantisation stores the tensors of some roles in.
struct TensorBits {
  std::vector<TensorRole> of;         // empty: all that no other entry names
  double bits = 0;                    // of a weight
  double fallback_bits = 0;           // where a row is no multiple of 256 weights
  std::vector<std::string> runtimes;  // ids; empty: any
};

struct Quantisation {
  std::string id;
  double bits_per_weight = 0;       // of a whole file
  std::vector<TensorBits> tensors;  // a later entry takes the place of those before
  double quality = 0;               // in [0, 1]
  std::string quality_source;
  std::vector<std::string> runtimes;  // ids; empty: any
  std::string source;
  Where where;
};

struct Activation {
  double dense = 0;  // bytes, for batch 8192
  double mixture = 0;
  double multimodal = 0;
};

struct Runtime {
  std::string id;
  std::string name;
  std::string like;           // id of a runtime that this one behaves as: "llama.cpp" or "vllm"
  double overhead = 0;        // bytes a device
  double cell_padding = 1;    // context cells are rounded up to a multiple
  double utilisation = 1;     // share of usable memory the runtime takes
  bool towers_apart = false;  // what sees and hears is a file of its own, loaded where asked for
  std::optional<Activation> activation;
  std::vector<double> extra;       // bytes a device, by device count: 1, 2, ...; the last for more
  std::vector<std::string> start;  // templates of commands, of which the first that applies counts
  std::vector<DeviceKind> kinds;   // that a command is shown for; none: all
  std::optional<double> largest_file;  // bytes of one quantisation that a command can name
  std::string source;
  Where where;
};

}  // namespace shortlist::model
