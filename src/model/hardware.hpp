#pragma once
// What device fit is computed from: devices, quantisations, runtimes, and a variant's geometry.
// Memory in bytes, bandwidth in 10^9 bytes a second, counts as counts.

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

// Attention geometry; contract section 5, formulas in device/. layers = full + sliding + linear +
// shared. Sliding dimensions that are not stated are the plain ones.
struct Geometry {
  std::int64_t layers = 0;
  std::int64_t hidden_size = 0;
  std::int64_t vocabulary = 0;
  std::int64_t q_heads = 0;
  std::int64_t kv_heads = 0;
  std::int64_t head_dim = 0;
  std::int64_t value_head_dim = 0;
  std::int64_t full_layers = 0;
  std::int64_t sliding_layers = 0;
  std::int64_t sliding_window = 0;
  std::int64_t sliding_kv_heads = 0;
  std::int64_t sliding_head_dim = 0;
  std::int64_t sliding_value_head_dim = 0;
  std::int64_t shared_kv_layers = 0;
  std::int64_t linear_layers = 0;
  std::int64_t linear_key_heads = 0;
  std::int64_t linear_value_heads = 0;
  std::int64_t linear_key_head_dim = 0;
  std::int64_t linear_value_head_dim = 0;
  std::int64_t linear_conv_kernel = 0;
  std::int64_t mla_kv_lora_rank = 0;
  std::int64_t mla_rope_dim = 0;
  std::optional<double> state_bytes;         // per sequence, added to the rest
  std::optional<double> kv_bytes_per_token;  // added to the rest
  std::string source;                        // source id of the family
  Where where;
};

}  // namespace shortlist::model
