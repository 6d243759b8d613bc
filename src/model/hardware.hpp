#pragma once
// What device fit is computed from: devices, quantisations, runtimes, and a variant's geometry.
// Memory in bytes, bandwidth in 10^9 bytes a second, counts as counts.

#include "base/geometry.hpp"
#include "base/problem.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::model {

enum class DeviceKind { gpu, unified, cpu, phone, accelerator };

struct Device {
  std::string id;
  std::string name;
  DeviceKind kind = DeviceKind::gpu;
  double memory = 0;             // installed
  std::optional<double> usable;  // share; else the rule base's for its kind
  std::optional<double> bandwidth_gb_s;
  std::optional<double> efficiency;
  std::string source;
  Where where;
};

struct Quantisation {
  std::string id;
  double bits_per_weight = 0;
  double quality = 0;  // in [0, 1]
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
  std::string like;         // id of a runtime that this one behaves as: "llama.cpp" or "vllm"
  double overhead = 0;      // bytes a device
  double cell_padding = 1;  // context cells are rounded up to a multiple
  double utilisation = 1;   // share of usable memory the runtime takes
  std::optional<Activation> activation;
  std::vector<double> extra;  // bytes a device, by device count: 1, 2, ...; the last for more
  std::string start;          // command template
  std::string source;
  Where where;
};

using shortlist::Geometry;
using shortlist::KvType;

}  // namespace shortlist::model
