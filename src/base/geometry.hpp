#pragma once
// The attention geometry of a model: what the model stage reads and the device stage computes with.

#include "base/problem.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace shortlist {

// How keys and values are cached.
enum class KvType { f16, q8_0, q4_0, fp8 };

// Attention geometry; formulas in device/. layers = full + sliding + linear +
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
  std::optional<double> state_bytes{};         // per sequence, added to the rest
  std::optional<double> kv_bytes_per_token{};  // added to the rest
  std::string source{};                        // source id of the family
  Where where{};
};

}  // namespace shortlist
