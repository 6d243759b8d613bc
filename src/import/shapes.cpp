// A dense model is an embedding, attention and a feed-forward part for each layer, and an output
// that may be the embedding again. What else has weights makes the sum another model's, so that a
// configuration with a key of it is not counted.

#include "import/shapes.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shortlist::importing {

namespace {

using load::Node;

// Keys of weights beside those, where they are more than zero, true, or a table.
constexpr std::array<std::string_view, 19> other_weights{"num_nextn_predict_layers",
                                                         "num_mtp_modules",
                                                         "hidden_size_per_layer_input",
                                                         "laurel_rank",
                                                         "altup_num_inputs",
                                                         "num_kv_shared_layers",
                                                         "cross_attention_layers",
                                                         "mm_hidden_size",
                                                         "mm_vision_tower",
                                                         "visual",
                                                         "vision_config",
                                                         "audio_config",
                                                         "attention_k_eq_v",
                                                         "attn_output_gate",
                                                         "attention_output_gate",
                                                         "is_encoder_decoder",
                                                         "block_configs",
                                                         "block_auto_adjust_ff_dim",
                                                         "use_double_wide_mlp"};

// What the layers of a class have beside their matrices, which no key states.
struct Trimmings {
  enum class Norms { none, of_a_head, of_all_heads };  // of queries, and of keys

  std::string_view type;
  double norms;  // as wide as the model
  Norms of_heads;
  bool biased;  // queries, keys and values
};

constexpr Trimmings of_most{"", 2, Trimmings::Norms::none, false};
constexpr std::array classes{Trimmings{"qwen", 2, Trimmings::Norms::none, true},
                             Trimmings{"qwen2", 2, Trimmings::Norms::none, true},
                             Trimmings{"qwen3", 2, Trimmings::Norms::of_a_head, false},
                             Trimmings{"gemma2", 4, Trimmings::Norms::none, false},
                             Trimmings{"gemma3", 4, Trimmings::Norms::of_a_head, false},
                             Trimmings{"gemma3_text", 4, Trimmings::Norms::of_a_head, false},
                             Trimmings{"cohere", 1, Trimmings::Norms::none, false},
                             Trimmings{"cohere2", 1, Trimmings::Norms::none, false},
                             Trimmings{"exaone4", 2, Trimmings::Norms::of_a_head, false},
                             Trimmings{"olmo2", 2, Trimmings::Norms::of_all_heads, false},
                             Trimmings{"olmo3", 2, Trimmings::Norms::of_all_heads, false}};

Trimmings trimmings_of(const ConfigKeys& keys) {
  const std::string type = keys.text("model_type");
  const auto* const known = std::find_if(classes.begin(), classes.end(),
                                         [&](const auto& each) { return each.type == type; });
  Trimmings found = known == classes.end() ? of_most : *known;
  if (type == "cohere" && keys.is("use_qk_norm")) found.of_heads = Trimmings::Norms::of_all_heads;
  for (const char* const key : {"attention_bias", "qkv_bias", "add_qkv_bias"})
    found.biased = found.biased || keys.is(key);
  return found;
}

bool says_something(const Node& node) {
  switch (node.type) {
    case Node::Type::flag:
      return node.flag;
    case Node::Type::number:
      return node.number > 0;
    case Node::Type::array:
      return !node.items.empty();
    default:
      return true;
  }
}

// Whether a feed-forward layer has a gate, three matrices in place of two; nothing where the file
// does not say.
std::optional<bool> is_gated(const ConfigKeys& keys) {
  if (keys.has({"hidden_activation"})) return true;
  const std::string type = keys.text("model_type");
  for (const char* const gated : {"chatglm", "gemma", "gemma2", "gemma3_text", "llama", "mistral",
                                  "phi3", "qwen", "qwen2", "qwen3", "smollm3"})
    if (type == gated) return true;
  for (const char* const without : {"falcon", "bloom", "mpt", "gpt2"})
    if (type == without) return false;
  const std::string activation = keys.text("hidden_act");
  for (const char* const word : {"silu", "swish", "swiglu", "geglu"})
    if (activation == word) return true;
  for (const char* const word : {"gelu", "gelu_new", "gelu_fast", "relu", "relu2", "xielu"})
    if (activation == word) return false;
  if (activation == "gelu_pytorch_tanh") return !keys.is("use_bias");
  return std::nullopt;
}

// Positions that have no weights.
bool has_weightless_positions(const ConfigKeys& keys) {
  for (const char* const type : {"falcon", "bloom", "mpt"})
    if (keys.text("model_type") == type) return true;
  return keys.has({"rope_theta", "rope_scaling", "rope_parameters", "rotary_pct", "rotary_dim",
                   "rotary_emb_base", "partial_rotary_factor"});
}

// Queries, keys, values and output of layers with such heads.
double attention(const Geometry& geometry, double layers, std::int64_t kv_heads,
                 std::int64_t head_dim, std::int64_t value_dim) {
  const auto queries = static_cast<double>(geometry.q_heads);
  const auto shared = static_cast<double>(kv_heads);
  const auto key = static_cast<double>(head_dim);
  const auto value = static_cast<double>(value_dim);
  return layers * static_cast<double>(geometry.hidden_size) *
         (queries * key + shared * key + shared * value + queries * value);
}

std::int64_t or_else(std::int64_t own, std::int64_t plain) { return own > 0 ? own : plain; }

double all_attention(const Geometry& geometry) {
  const std::int64_t value = or_else(geometry.value_head_dim, geometry.head_dim);
  const std::int64_t key = or_else(geometry.sliding_head_dim, geometry.head_dim);
  return attention(geometry, static_cast<double>(geometry.full_layers), geometry.kv_heads,
                   geometry.head_dim, value) +
         attention(
             geometry, static_cast<double>(geometry.sliding_layers),
             or_else(geometry.sliding_kv_heads, geometry.kv_heads), key,
             or_else(geometry.sliding_value_head_dim, geometry.sliding_head_dim > 0 ? key : value));
}

// Norms and biases, which are hundredths of a per cent.
double trimmings(const ConfigKeys& keys, const Geometry& geometry) {
  const Trimmings own = trimmings_of(keys);
  const auto hidden = static_cast<double>(geometry.hidden_size);
  const auto queries = static_cast<double>(geometry.q_heads);
  const auto shared = static_cast<double>(geometry.kv_heads);
  const auto width = static_cast<double>(geometry.head_dim);
  double each = own.norms * hidden;
  if (own.of_heads == Trimmings::Norms::of_a_head) each += 2 * width;
  if (own.of_heads == Trimmings::Norms::of_all_heads) each += (queries + shared) * width;
  if (own.biased) each += (queries + 2 * shared) * width;
  return static_cast<double>(geometry.layers) * each + hidden;
}

// What keeps the shapes from telling; empty when nothing does.
std::string untold(const ConfigKeys& keys, const Geometry& geometry) {
  for (const std::string_view key : other_weights)
    for (const Node* const table : {&keys.model(), &keys.outer()})
      if (const Node* const node = table->find(key); node != nullptr && says_something(*node))
        return "what has '" + std::string(key) + "' is not told by shapes";
  if (geometry.linear_layers > 0 || geometry.shared_kv_layers > 0 || geometry.mla_kv_lora_rank > 0)
    return "those of layers that do not all attend alike are not counted";
  if (geometry.hidden_size == 0 || geometry.vocabulary == 0 || geometry.q_heads == 0 ||
      geometry.ffn_size == 0)
    return "the file does not have all shapes";
  if (!geometry.tied_embeddings)
    return "the file does not say whether the output is the embedding again";
  if (!is_gated(keys)) return "the file does not say whether its feed-forward layers have a gate";
  if (!*is_gated(keys) && !has_weightless_positions(keys) && !keys.has({"n_positions"}))
    return "the file does not say how it knows positions";
  return {};
}

}  // namespace

void count_parameters(ConfigKeys& keys, const Geometry& geometry, Finding& finding) {
  if (geometry.experts > 0) return;
  if (const std::string why = untold(keys, geometry); !why.empty())
    return keys.note("parameters: " + why);
  const auto hidden = static_cast<double>(geometry.hidden_size);
  const auto layers = static_cast<double>(geometry.layers);
  const double matrices = *is_gated(keys) ? 3 : 2;
  double sum =
      all_attention(geometry) + layers * matrices * hidden * static_cast<double>(geometry.ffn_size);
  sum += (*geometry.tied_embeddings ? 1 : 2) * hidden * static_cast<double>(geometry.vocabulary);
  sum += trimmings(keys, geometry);
  if (!has_weightless_positions(keys) && keys.has({"n_positions"}))
    sum += hidden * static_cast<double>(keys.or_zero({"n_positions"}));
  finding.state("parameters", sum);
  finding.derived.emplace_back("parameters");
}

}  // namespace shortlist::importing
