// Which layers of a configuration attend to everything, which to a window, which keep a state of
// fixed size, and which keep nothing. Each way of saying so is a key of its own; the first that is
// there counts.

#include "import/config_layers.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace shortlist::importing {

namespace {

using load::Node;

// Keys of layers that keep what the keys of an architecture cannot say.
constexpr std::array<std::string_view, 7> other_states{
    "mamba_d_ssm",    "ssm_cfg",          "state_size",     "lru_width",
    "index_head_dim", "indexer_head_dim", "compress_ratios"};

std::optional<LayerKind> kind_called(std::string_view word) {
  constexpr std::array kinds{std::pair{"full_attention", LayerKind::full},
                             std::pair{"attention", LayerKind::full},
                             std::pair{"sliding_attention", LayerKind::sliding},
                             std::pair{"chunked_attention", LayerKind::sliding},
                             std::pair{"linear_attention", LayerKind::linear},
                             std::pair{"mamba", LayerKind::linear},
                             std::pair{"conv", LayerKind::linear},
                             std::pair{"mlp", LayerKind::nothing},
                             std::pair{"moe", LayerKind::nothing}};
  for (const auto& [known, kind] : kinds)
    if (known == word) return kind;
  return std::nullopt;
}

// The letters of 'hybrid_override_pattern'.
std::optional<LayerKind> kind_lettered(char letter) {
  switch (letter) {
    case '*':
      return LayerKind::full;
    case 'M':
      return LayerKind::linear;
    case '-':
    case 'E':
      return LayerKind::nothing;
    default:
      return std::nullopt;
  }
}

class LayerReader {
 public:
  LayerReader(ConfigKeys& keys, std::int64_t context) : keys_(keys), context_(context) {}

  std::optional<Layers> read() {
    for (const std::string_view key : other_states) {
      const Node* const node = keys_.find(key);
      if (node == nullptr || (node->type == Node::Type::array && node->items.empty())) continue;
      return none("layers with '" + std::string(key) + "' keep what its keys cannot say");
    }
    if (keys_.is("use_cla"))
      return none("layers share caches across ('use_cla'), which its keys cannot say");
    auto layers = keys_.count(
        {"num_hidden_layers", "n_layer", "n_layers", "num_layers", "num_transformer_layers"});
    if (const Node* const types = keys_.list("layers_block_type"); !layers && types != nullptr)
      layers = static_cast<std::int64_t>(types->items.size());
    if (!layers) return none("the file does not say how many layers there are");
    if (*layers > most_layers) {
      keys_.error(keys_.model().where, "a model of more than 100,000 layers");
      return std::nullopt;
    }
    layers_ = static_cast<std::size_t>(*layers);
    return by_kind();
  }

 private:
  std::optional<Layers> none(const std::string& why) {
    keys_.note("architecture: " + why);
    return std::nullopt;
  }

  std::optional<Layers> by_kind() {
    if (const Node* const pattern = keys_.find("hybrid_override_pattern"))
      return by_letters(*pattern);
    for (const char* const key : {"layer_types", "layers_block_type"})
      if (const Node* const types = keys_.list(key)) return by_types(*types, key);
    if (const Node* const types = keys_.list("attn_type_list"))
      return by_numbers(*types, "attn_type_list", LayerKind::linear, LayerKind::full);
    if (const Node* const pattern = keys_.list("hybrid_layer_pattern"))
      return by_numbers(*pattern, "hybrid_layer_pattern", LayerKind::full, LayerKind::sliding);
    if (const Node* const blocks = keys_.list("block_configs")) return by_blocks(*blocks);
    if (keys_.has({"linear_attn_config.full_attn_layers"}))
      return at_places("linear_attn_config.full_attn_layers", 1);
    if (keys_.has({"attn_layer_indices"})) return at_places("attn_layer_indices", 0);
    if (const auto period = keys_.or_zero({"attn_layer_period"}); period > 0)
      return every(period, keys_.or_zero({"attn_layer_offset"}));
    const auto count = static_cast<std::int64_t>(layers_);
    if (const auto interval = keys_.or_zero({"full_attention_interval"}); interval > 0)
      return every_nth_full(count, interval, LayerKind::linear);
    if (keys_.has({"mamba_d_state", "ssm_state_size", "linear_attn_config"}))
      return none("the file does not say which layers attend");
    if (keys_.or_zero({"attention_chunk_size"}) > 0) return by_rope();
    return by_window();
  }

  // Whether a list is of as many layers as there are; those that only draft may follow them.
  bool fits(const Node& list, std::size_t length, const std::string& key) {
    const auto drafts = static_cast<std::size_t>(keys_.or_zero({"num_nextn_predict_layers"}));
    if (length == layers_ || (length > layers_ && length - layers_ == drafts)) return true;
    keys_.error(list.where, "'" + key + "' names " + std::to_string(length) +
                                " layers, and there are " + std::to_string(layers_));
    return false;
  }

  std::optional<Layers> by_letters(const Node& pattern) {
    if (!fits(pattern, pattern.text.size(), "hybrid_override_pattern")) return std::nullopt;
    Layers layers;
    for (const char letter : pattern.text.substr(0, layers_)) {
      const auto kind = kind_lettered(letter);
      if (!kind) return none("its keys know no layer that is '" + std::string(1, letter) + "'");
      layers.push_back(*kind);
    }
    return layers;
  }

  std::optional<Layers> by_types(const Node& types, const char* key) {
    if (!fits(types, types.items.size(), key)) return std::nullopt;
    Layers layers;
    for (std::size_t i = 0; i < layers_; ++i) {
      const auto kind = kind_called(types.items[i].text);
      if (!kind) return none("its keys know no layer that is " + load::what_is(types.items[i]));
      layers.push_back(*kind);
    }
    return layers;
  }

  std::optional<Layers> by_numbers(const Node& types, const char* key, LayerKind zero,
                                   LayerKind one) {
    if (!fits(types, types.items.size(), key)) return std::nullopt;
    Layers layers;
    for (std::size_t i = 0; i < layers_; ++i) {
      const Node& item = types.items[i];
      if (item.type != Node::Type::number || (item.number != 0 && item.number != 1))
        return none("'" + std::string(key) + "' is of zeros and ones, not " + load::what_is(item));
      layers.push_back(item.number == 0 ? zero : one);
    }
    return layers;
  }

  // Of a model that was searched for: each block has attention of its own groups, or none.
  std::optional<Layers> by_blocks(const Node& blocks) {
    if (!fits(blocks, blocks.items.size(), "block_configs")) return std::nullopt;
    Layers layers;
    for (const Node& block : blocks.items) {
      const Node* const attention = block.find("attention");
      if (attention == nullptr)
        return none("a block of 'block_configs' does not say how it attends");
      const bool groups = attention->find("n_heads_in_group") != nullptr;
      if (attention->find("window_length") != nullptr)
        return none("a block of 'block_configs' has a window of its own");
      layers.push_back(groups ? LayerKind::full : LayerKind::nothing);
    }
    return layers;
  }

  // Full attention at these places, counted from `first`.
  std::optional<Layers> at_places(const char* key, double first) {
    Layers layers(layers_, LayerKind::linear);
    for (const Node& place : keys_.find(key)->items) {
      const double at = place.number - first;
      if (place.type != Node::Type::number || !(at >= 0 && at < static_cast<double>(layers_)))
        return none("'" + std::string(key) + "' names a layer that is not there");
      layers[static_cast<std::size_t>(at)] = LayerKind::full;
    }
    return layers;
  }

  Layers every(std::int64_t period, std::int64_t offset) const {
    Layers layers(layers_, LayerKind::linear);
    for (auto i = static_cast<std::size_t>(offset % period); i < layers_;
         i += static_cast<std::size_t>(period))
      layers[i] = LayerKind::full;
    return layers;
  }

  // Layers with rotary positions attend within chunks, those without to everything.
  std::optional<Layers> by_rope() {
    if (const Node* const rotary = keys_.list("no_rope_layers")) {
      if (!fits(*rotary, rotary->items.size(), "no_rope_layers")) return std::nullopt;
      Layers layers;
      for (std::size_t i = 0; i < layers_; ++i)
        layers.push_back(rotary->items[i].number == 0 ? LayerKind::full : LayerKind::sliding);
      return layers;
    }
    if (const auto interval = keys_.or_zero({"no_rope_layer_interval"}); interval > 0)
      return every_nth_full(static_cast<std::int64_t>(layers_), interval, LayerKind::sliding);
    if (const auto every = full_layer_of_class(keys_.text("model_type")))
      return every_nth_full(static_cast<std::int64_t>(layers_), *every, LayerKind::sliding);
    return none("the file gives a chunk size, but not which layers attend in chunks");
  }

  std::optional<Layers> by_window() {
    const std::int64_t window = window_of(keys_);
    const auto count = static_cast<std::int64_t>(layers_);
    Layers all(layers_, LayerKind::full);
    const auto used = keys_.flag("use_sliding_window");
    if (window == 0 || used == false || (context_ > 0 && window >= context_)) return all;
    for (const char* const key : {"sliding_window_pattern", "_sliding_window_pattern"})
      if (const Node* const pattern = keys_.find(key)) return by_pattern(*pattern);
    if (const auto first = keys_.count({"max_window_layers"}); used == true && first) {
      for (auto i = static_cast<std::size_t>(*first); i < layers_; ++i) all[i] = LayerKind::sliding;
      return all;
    }
    if (const auto every = full_layer_of_class(keys_.text("model_type")))
      return every_nth_full(count, *every, LayerKind::sliding);
    keys_.note(no_pattern);
    return Layers(layers_, LayerKind::unplaced);
  }

  // Every n-th is full, or a word of L (local) and G (global) that repeats.
  std::optional<Layers> by_pattern(const Node& pattern) {
    if (pattern.type == Node::Type::number && pattern.number >= 1 && pattern.number <= most_counted)
      return every_nth_full(static_cast<std::int64_t>(layers_),
                            static_cast<std::int64_t>(pattern.number), LayerKind::sliding);
    const std::string& word = pattern.text;
    if (pattern.type != Node::Type::text || word.empty() ||
        word.find_first_not_of("LG") != std::string::npos) {
      keys_.error(pattern.where, "'sliding_window_pattern' is a number, or letters L and G, not " +
                                     load::what_is(pattern));
      return std::nullopt;
    }
    Layers layers;
    for (std::size_t i = 0; i < layers_; ++i)
      layers.push_back(word[i % word.size()] == 'L' ? LayerKind::sliding : LayerKind::full);
    return layers;
  }

  ConfigKeys& keys_;
  std::int64_t context_;
  std::size_t layers_ = 0;
};

}  // namespace

std::int64_t window_of(ConfigKeys& keys) {
  return keys.or_none({"sliding_window", "sliding_window_size", "sliding_window_attention_size"});
}

std::optional<Layers> read_layers(ConfigKeys& keys, std::int64_t context) {
  return LayerReader(keys, context).read();
}

}  // namespace shortlist::importing
