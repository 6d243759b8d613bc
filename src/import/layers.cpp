#include "import/layers.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace shortlist::importing {

Layers every_nth_full(std::int64_t count, std::int64_t n, LayerKind others) {
  Layers layers(static_cast<std::size_t>(count), others);
  for (std::int64_t i = n; n > 0 && i <= count; i += n)
    layers[static_cast<std::size_t>(i - 1)] = LayerKind::full;
  return layers;
}

// (huggingface/transformers: configuration_gemma2.py, configuration_gemma3.py,
// configuration_llama4.py; ggml-org/llama.cpp: set_swa_pattern; Mistral 7B: arXiv 2310.06825.)
std::optional<std::int64_t> full_layer_of_class(std::string_view name) {
  constexpr std::array classes{std::pair<std::string_view, std::int64_t>{"mistral", 0},
                               std::pair<std::string_view, std::int64_t>{"phi3", 0},
                               std::pair<std::string_view, std::int64_t>{"gemma2", 2},
                               std::pair<std::string_view, std::int64_t>{"gpt-oss", 2},
                               std::pair<std::string_view, std::int64_t>{"cohere2", 4},
                               std::pair<std::string_view, std::int64_t>{"llama4", 4},
                               std::pair<std::string_view, std::int64_t>{"llama4_text", 4},
                               std::pair<std::string_view, std::int64_t>{"gemma3", 6},
                               std::pair<std::string_view, std::int64_t>{"gemma3_text", 6}};
  for (const auto& [known, every] : classes)
    if (known == name) return every;
  return std::nullopt;
}

void count_layers(const Layers& layers, std::int64_t shared, Geometry& geometry) {
  const auto own = layers.end() - shared;
  geometry.layers = static_cast<std::int64_t>(layers.size());
  geometry.full_layers = std::count(layers.begin(), own, LayerKind::full);
  geometry.sliding_layers = std::count(layers.begin(), own, LayerKind::sliding);
  geometry.linear_layers = std::count(layers.begin(), own, LayerKind::linear);
  geometry.shared_kv_layers = shared + std::count(layers.begin(), own, LayerKind::nothing);
}

std::optional<std::string> missing_part(const Geometry& geometry) {
  const bool latent = geometry.mla_kv_lora_rank > 0;
  const bool heads = geometry.kv_heads > 0 && geometry.head_dim > 0;
  const bool sliding_heads = (geometry.kv_heads > 0 || geometry.sliding_kv_heads > 0) &&
                             (geometry.head_dim > 0 || geometry.sliding_head_dim > 0);
  if (geometry.layers == 0) return "how many layers there are";
  if (geometry.full_layers > 0 && !latent && !heads)
    return "how many key-value heads there are, or how wide they are";
  if (geometry.sliding_layers > 0 && geometry.sliding_window == 0) return "how wide the window is";
  if (geometry.sliding_layers > 0 && !sliding_heads)
    return "how many key-value heads there are, or how wide they are";
  if (geometry.linear_layers > 0 && !geometry.state_bytes &&
      (geometry.linear_value_heads == 0 || geometry.linear_key_head_dim == 0 ||
       geometry.linear_value_head_dim == 0))
    return "what state the linear layers keep";
  return std::nullopt;
}

}  // namespace shortlist::importing
