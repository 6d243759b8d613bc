#pragma once
// The geometry of a model: what the model stage reads and the device stage computes with.

#include "base/problem.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace shortlist {

// How keys and values are cached.
enum class KvType { f16, q8_0, q4_0, fp8 };

// Counts, 0 where not stated; formulas in device/. layers = full + sliding + linear + shared.
// Sliding dimensions that are not stated are the plain ones.
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
  std::int64_t ffn_size = 0;  // of a feed-forward layer that has no experts
  std::int64_t experts = 0;   // of each layer of a mixture, those that are always on left out
  std::int64_t experts_per_token = 0;
  std::int64_t expert_ffn_size = 0;
  std::int64_t lookup_rows =
      0;  // of tables beside the embedding, of which a token reads single rows:
  std::int64_t lookup_width = 0;  // the embeddings of all layers side by side, or of n-grams
  std::optional<bool> tied_embeddings{};       // the output layer is the embedding again
  std::optional<double> state_bytes{};         // per sequence, added to the rest
  std::optional<double> kv_bytes_per_token{};  // added to the rest
  std::string source{};                        // source id of the family
  Where where{};
};

// What a weight does, as far as a quantisation treats it apart.
enum class TensorRole {
  other,
  embedding,         // of tokens, where the output layer has weights of its own
  output,            // of tokens, and the embedding where the two are tied
  attention_value,   // projections of softmax attention
  attention_output,  //
  linear_attention,  // the projection of queries, keys and values of recurrent layers
  ffn_down,          // the last matrix of a feed-forward layer or an expert
  experts            // all matrices of the experts
};
inline constexpr std::size_t tensor_roles = 8;

// What a quantisation stores weights in: bits of each, scales included.
struct WeightBits {
  double bits = 0;
  double fallback_bits = 0;  // where a row is no multiple of 256 weights
};

}  // namespace shortlist
