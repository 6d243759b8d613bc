// A Hugging Face config.json.
//
// Transformers writes every key of the outer configuration, but of a nested one (`text_config`)
// only what differs from the defaults of its class. So the width of a head may be derived from
// others where the outer one leaves it out, and nothing may be derived in a nested one.

#include "base/quantity.hpp"
#include "base/sha256.hpp"
#include "import/formats.hpp"
#include "import/layers.hpp"
#include "import/tree.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::importing {

namespace {

using load::Node;

constexpr double most = 1e9;  // of anything counted here

// Where the configuration of the language model stands in that of a larger one.
constexpr std::array<std::string_view, 5> nested_keys{
    "text_config", "llm_config", "language_config", "language_model_config", "thinker_config"};

// Keys of layers that keep what the keys of an architecture cannot say.
constexpr std::array<std::string_view, 16> other_states{
    "mamba_d_state",        "mamba_d_ssm",
    "ssm_state_size",       "ssm_cfg",
    "state_size",           "lru_width",
    "attn_layer_period",    "attn_type_list",
    "attn_layer_indices",   "hybrid_override_pattern",
    "hybrid_layer_pattern", "layers_block_type",
    "linear_attn_config",   "index_head_dim",
    "indexer_head_dim",     "block_configs"};

class Config {
 public:
  Config(const Node& outer, Finding& finding, Problems& problems)
      : outer_(&outer), model_(&outer), finding_(finding), problems_(problems) {
    for (int depth = 0; depth < 3; ++depth)
      for (const std::string_view key : nested_keys)
        if (const Node* const inner = model_->find(key);
            inner != nullptr && inner->type == Node::Type::table) {
          model_ = inner;
          nested_ = true;
          break;
        }
  }

  void read() {
    read_context();
    if (const auto layers = read_layers()) read_geometry(*layers);
  }

 private:
  // The first of these keys that is there, a whole number.
  std::optional<std::int64_t> count(std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) {
      const Node* const node = model_->find(key);
      if (node == nullptr) continue;
      const bool whole = node->type == Node::Type::number && !node->refused && node->number >= 0 &&
                         node->number <= most && node->number == std::floor(node->number);
      if (whole) return static_cast<std::int64_t>(node->number);
      const bool number = node->type == Node::Type::number && !node->refused;
      problems_.error(node->where, "'" + std::string(key) +
                                       "' is a whole number from 0 to 1,000,000,000, not " +
                                       (number ? number_text(node->number) : load::what_is(*node)));
      return std::nullopt;
    }
    return std::nullopt;
  }
  std::int64_t or_zero(std::initializer_list<std::string_view> keys) {
    return count(keys).value_or(0);
  }
  // Nothing when it is not there.
  std::optional<bool> flag(std::string_view key) const { return flag_of(*model_, key); }
  static std::optional<bool> flag_of(const Node& table, std::string_view key) {
    const Node* const node = table.find(key);
    if (node == nullptr || node->type != Node::Type::flag) return std::nullopt;
    return node->flag;
  }
  // An array with something in it.
  const Node* list(std::string_view key) const {
    const Node* const node = model_->find(key);
    return node != nullptr && node->type == Node::Type::array && !node->items.empty() ? node
                                                                                      : nullptr;
  }
  void note(std::string why) { finding_.notes.push_back(std::move(why)); }

  // The window, and a longer one where rope scaling is in the file but not in the window.
  void read_context() {
    const auto context = count({"max_position_embeddings", "n_positions", "seq_length"});
    if (!context || *context == 0) return;
    context_ = *context;
    finding_.state("context_tokens", static_cast<double>(*context));
    const Node* const old = model_->find("rope_scaling");
    const Node* const scaling = old != nullptr ? old : model_->find("rope_parameters");
    if (scaling == nullptr || scaling->type != Node::Type::table) return;
    const Node* const factor = scaling->find("factor");
    const Node* const original = scaling->find("original_max_position_embeddings");
    if (factor == nullptr || original == nullptr || factor->type != Node::Type::number ||
        original->type != Node::Type::number)
      return;
    const double scaled = factor->number * original->number;
    if (scaled > static_cast<double>(*context) && scaled <= most)
      finding_.state("extended_context_tokens", std::floor(scaled));
  }

  // What each layer is; nothing where the file does not say.
  std::optional<Layers> read_layers() {
    for (const std::string_view key : other_states) {
      const Node* const node = model_->find(key);
      if (node == nullptr || (node->type == Node::Type::array && node->items.empty())) continue;
      note("architecture: layers with '" + std::string(key) + "' keep what its keys cannot say");
      return std::nullopt;
    }
    if (flag("use_cla").value_or(false)) {
      note("architecture: layers share caches across ('use_cla'), which its keys cannot say");
      return std::nullopt;
    }
    const auto layers = count({"num_hidden_layers", "n_layer", "num_layers"});
    if (!layers) {
      note("architecture: the file does not say how many layers there are");
      return std::nullopt;
    }
    if (*layers > most_layers) {
      problems_.error(model_->where, "a model of more than 100,000 layers");
      return std::nullopt;
    }
    if (const Node* const types = list("layer_types")) return by_types(*types, *layers);
    if (const auto interval = count({"full_attention_interval"}); interval.value_or(0) > 0)
      return every_nth_full(*layers, *interval, LayerKind::linear);
    if (const auto chunk = count({"attention_chunk_size"}); chunk.value_or(0) > 0)
      return by_rope(*layers);
    return by_window(*layers);
  }

  std::optional<Layers> by_types(const Node& types, std::int64_t count) {
    if (types.items.size() != static_cast<std::size_t>(count)) {
      problems_.error(types.where, "'layer_types' names " + std::to_string(types.items.size()) +
                                       " layers, and there are " + std::to_string(count));
      return std::nullopt;
    }
    Layers layers;
    for (const Node& item : types.items) {
      const std::string& word = item.text;
      if (word == "full_attention" || word == "attention")
        layers.push_back(LayerKind::full);
      else if (word == "sliding_attention" || word == "chunked_attention")
        layers.push_back(LayerKind::sliding);
      else if (word == "linear_attention")
        layers.push_back(LayerKind::linear);
      else {
        note("architecture: its keys know no layer that is " + load::what_is(item));
        return std::nullopt;
      }
    }
    return layers;
  }

  // Llama 4: layers with rotary positions attend within chunks, those without to everything.
  std::optional<Layers> by_rope(std::int64_t count) {
    if (const Node* const rotary = list("no_rope_layers")) {
      if (rotary->items.size() != static_cast<std::size_t>(count)) {
        problems_.error(rotary->where, "'no_rope_layers' is of " +
                                           std::to_string(rotary->items.size()) +
                                           " layers, and there are " + std::to_string(count));
        return std::nullopt;
      }
      Layers layers;
      for (const Node& item : rotary->items)
        layers.push_back(item.number == 0 ? LayerKind::full : LayerKind::sliding);
      return layers;
    }
    if (const auto interval = this->count({"no_rope_layer_interval"}); interval.value_or(0) > 0)
      return every_nth_full(count, *interval, LayerKind::sliding);
    note("architecture: the file gives a chunk size, but not which layers attend in chunks");
    return std::nullopt;
  }

  std::optional<Layers> by_window(std::int64_t layers) {
    const std::int64_t window = or_zero({"sliding_window"});
    Layers all(static_cast<std::size_t>(layers), LayerKind::full);
    const auto used = flag("use_sliding_window");
    if (window == 0 || used == false || (context_ > 0 && window >= context_)) return all;
    if (const Node* const pattern = pattern_node()) return by_pattern(*pattern, layers);
    if (const auto first = count({"max_window_layers"}); used == true && first) {
      for (std::int64_t i = *first; i < layers; ++i)
        all[static_cast<std::size_t>(i)] = LayerKind::sliding;
      return all;
    }
    note(no_pattern);
    return std::nullopt;
  }

  const Node* pattern_node() const {
    const Node* const node = model_->find("sliding_window_pattern");
    return node != nullptr ? node : model_->find("_sliding_window_pattern");
  }

  // Every n-th is full, or a word of L (local) and G (global) that repeats.
  std::optional<Layers> by_pattern(const Node& pattern, std::int64_t count) {
    if (pattern.type == Node::Type::number && pattern.number >= 1 && pattern.number <= most)
      return every_nth_full(count, static_cast<std::int64_t>(pattern.number), LayerKind::sliding);
    const std::string& word = pattern.text;
    if (pattern.type != Node::Type::text || word.empty() ||
        word.find_first_not_of("LG") != std::string::npos) {
      problems_.error(pattern.where,
                      "'sliding_window_pattern' is a number, or letters L and G, not " +
                          load::what_is(pattern));
      return std::nullopt;
    }
    Layers layers;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
      layers.push_back(word[i % word.size()] == 'L' ? LayerKind::sliding : LayerKind::full);
    return layers;
  }

  void read_geometry(const Layers& layers) {
    const std::int64_t shared = or_zero({"num_kv_shared_layers"});
    if (shared > static_cast<std::int64_t>(layers.size())) {
      problems_.error(model_->where, "'num_kv_shared_layers' is more than there are layers");
      return;
    }
    Geometry geometry;
    count_layers(layers, shared, geometry);
    geometry.hidden_size = or_zero({"hidden_size", "n_embd", "d_model"});
    geometry.vocabulary = or_zero({"vocab_size", "padded_vocab_size"});
    geometry.tied_embeddings = flag("tie_word_embeddings");
    if (!geometry.tied_embeddings)  // of the whole model
      geometry.tied_embeddings = flag_of(*outer_, "tie_word_embeddings");
    geometry.q_heads = or_zero({"num_attention_heads", "n_head"});
    geometry.mla_kv_lora_rank = or_zero({"kv_lora_rank"});
    if (geometry.mla_kv_lora_rank > 0)
      geometry.mla_rope_dim = or_zero({"qk_rope_head_dim"});
    else
      read_heads(geometry);
    read_feed_forward(geometry);
    if (geometry.sliding_layers > 0)
      geometry.sliding_window = or_zero({"sliding_window", "attention_chunk_size"});
    if (geometry.linear_layers > 0) {
      geometry.linear_key_heads = or_zero({"linear_num_key_heads"});
      geometry.linear_value_heads = or_zero({"linear_num_value_heads"});
      geometry.linear_key_head_dim = or_zero({"linear_key_head_dim"});
      geometry.linear_value_head_dim = or_zero({"linear_value_head_dim"});
      geometry.linear_conv_kernel = or_zero({"linear_conv_kernel_dim"});
    }
    if (const auto missing = missing_part(geometry))
      note("architecture: the file does not say " + *missing);
    else
      finding_.geometry = geometry;
  }

  // Where a mixture does not tell the size of its experts from that of other layers, it has only
  // experts.
  void read_feed_forward(Geometry& geometry) {
    const std::int64_t size = or_zero({"intermediate_size"});
    geometry.experts = or_zero({"num_experts", "n_routed_experts", "num_local_experts"});
    if (geometry.experts < 2) geometry.experts = 0;
    if (geometry.experts == 0) {
      geometry.ffn_size = size;
      return;
    }
    geometry.experts_per_token = or_zero({"num_experts_per_tok", "top_k_experts"});
    geometry.expert_ffn_size = or_zero({"moe_intermediate_size"});
    (geometry.expert_ffn_size > 0 ? geometry.ffn_size : geometry.expert_ffn_size) = size;
  }

  // Full layers may have heads of their own: wider ones, and where keys serve as values also
  // another number of them.
  void read_heads(Geometry& geometry) {
    geometry.kv_heads = or_zero({"num_key_value_heads"});
    geometry.head_dim = or_zero({"head_dim"});
    const std::int64_t heads = geometry.q_heads;
    if (geometry.head_dim == 0 && !nested_ && heads > 0 && geometry.hidden_size % heads == 0)
      geometry.head_dim = geometry.hidden_size / heads;
    if (const std::int64_t wide = or_zero({"v_head_dim"}); wide != geometry.head_dim)
      geometry.value_head_dim = wide;
    const std::int64_t global_dim = or_zero({"global_head_dim"});
    if (geometry.sliding_layers == 0 || global_dim == 0) return;
    geometry.sliding_head_dim = geometry.head_dim;
    geometry.sliding_kv_heads = geometry.kv_heads;
    geometry.head_dim = global_dim;
    const std::int64_t global_heads = or_zero({"num_global_key_value_heads"});
    if (flag("attention_k_eq_v").value_or(false) && global_heads > 0)
      geometry.kv_heads = global_heads;
  }

  const Node* outer_;
  const Node* model_;
  bool nested_ = false;
  std::int64_t context_ = 0;
  Finding& finding_;
  Problems& problems_;
};

// A part of the file that describes an encoder says that the model takes what it encodes.
void read_inputs(const Node& outer, Finding& finding) {
  const auto has = [&](std::string_view key) {
    const Node* const node = outer.find(key);
    return node != nullptr && node->type == Node::Type::table;
  };
  std::vector<std::string> inputs{"text"};
  if (has("vision_config")) inputs.emplace_back("image");
  if (has("vision_config") && outer.find("video_token_id") != nullptr) inputs.emplace_back("video");
  if (has("audio_config")) inputs.emplace_back("audio");
  if (inputs.size() > 1) finding.state("inputs", open_list(std::move(inputs)));
}

}  // namespace

Finding read_config(const load::Text& text, Problems& problems) {
  Finding finding;
  finding.format = "Hugging Face configuration";
  finding.source = "config";
  finding.kind = "repository";
  finding.file = text.name;
  finding.sha256 = sha256(text.text);
  const Node outer = parse_json(text.text, problems);
  if (problems.errors() > 0) return finding;
  if (outer.type != Node::Type::table) {
    problems.error(outer.where, "a configuration is an object, not " + load::what_is(outer));
    return finding;
  }
  if (const Node* const name = outer.find("_name_or_path");
      name != nullptr && name->type == Node::Type::text && !name->text.empty() &&
      name->text.front() != '/' && name->text.front() != '.')
    finding.names.push_back(name->text);
  Config(outer, finding, problems).read();
  read_inputs(outer, finding);
  return finding;
}

}  // namespace shortlist::importing
