// A Hugging Face config.json, or params.json beside it.
//
// Transformers writes every key of the outer configuration that differs from the defaults all
// classes share, but of a nested one (`text_config`) only what differs from those of its own class.
// So what a file leaves out may be derived in the outer one, and nothing may in a nested one.

#include "base/sha256.hpp"
#include "import/config_keys.hpp"
#include "import/config_layers.hpp"
#include "import/formats.hpp"
#include "import/json_kinds.hpp"
#include "import/shapes.hpp"
#include "import/tree.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::importing {

namespace {

using load::Node;

class Config {
 public:
  Config(const Node& outer, Finding& finding, Problems& problems)
      : keys_(outer, finding, problems), finding_(finding) {}

  void read() {
    read_context();
    read_inputs();
    if (const auto layers = read_layers(keys_, context_)) read_geometry(*layers);
  }

 private:
  // The window, and a longer one where rope scaling is in the file but not in the window.
  void read_context() {
    // What the positions were trained for may be less than the window that the makers state.
    context_ = keys_.or_zero({"max_position_embeddings", "n_positions", "seq_length"});
    context_ = std::max(context_, longest_sequence(context_ == 0));
    if (context_ == 0) return;
    finding_.state("context_tokens", static_cast<double>(context_));
    const Node* const old = keys_.find("rope_scaling");
    const Node* const scaling = old != nullptr ? old : keys_.find("rope_parameters");
    if (scaling == nullptr || scaling->type != Node::Type::table) return;
    const Node* const factor = scaling->find("factor");
    const Node* const original = scaling->find("original_max_position_embeddings");
    if (factor == nullptr || original == nullptr || factor->type != Node::Type::number ||
        original->type != Node::Type::number)
      return;
    const double scaled = factor->number * original->number;
    if (scaled > static_cast<double>(context_) && scaled <= most_counted)
      finding_.state("extended_context_tokens", std::floor(scaled));
  }

  // Of all names, or of that alone which goes before the others. Other files use it for a length
  // without a bound: that is none.
  std::int64_t longest_sequence(bool any) const {
    for (const char* const key :
         {"model_max_length", "max_sequence_length", "max_seq_len", "max_seq_length",
          "context_length", "max_context_length", "n_ctx", "block_size"})
      for (const Node* const table : {&keys_.model(), &keys_.outer()}) {
        const Node* const node = table->find(key);
        if (node != nullptr && node->type == Node::Type::number && node->number >= 1 &&
            node->number <= most_counted && node->number == std::floor(node->number))
          return any || key == std::string_view("model_max_length")
                     ? static_cast<std::int64_t>(node->number)
                     : 0;
      }
    return 0;
  }

  bool has_part(std::string_view key) const {
    const Node* const node = keys_.outer().find(key);
    return node != nullptr && node->type == Node::Type::table;
  }

  // A part of the file that describes an encoder says that the model takes what it encodes.
  void read_inputs() {
    std::vector<std::string> inputs{"text"};
    if (has_part("vision_config")) inputs.emplace_back("image");
    if (has_part("vision_config") && keys_.outer().find("video_token_id") != nullptr)
      inputs.emplace_back("video");
    if (has_part("audio_config")) inputs.emplace_back("audio");
    if (inputs.size() > 1) finding_.state("inputs", open_list(std::move(inputs)));
  }

  void read_geometry(const Layers& layers) {
    const std::int64_t shared = keys_.or_none({"num_kv_shared_layers"});
    if (shared > static_cast<std::int64_t>(layers.size()))
      return keys_.error(keys_.model().where,
                         "'num_kv_shared_layers' is more than there are layers");
    Geometry geometry;
    count_layers(layers, shared, geometry);
    // With a window or without, a layer has the same shapes.
    const bool placed = std::count(layers.begin(), layers.end(), LayerKind::unplaced) == 0;
    if (!placed) geometry.full_layers = geometry.layers;
    geometry.hidden_size = keys_.or_zero({"hidden_size", "n_embd", "d_model", "dim", "model_dim"});
    geometry.vocabulary = keys_.or_none({"vocab_size", "padded_vocab_size"});
    geometry.tied_embeddings = tied_embeddings();
    read_lookup(geometry);
    geometry.q_heads = keys_.or_zero({"num_attention_heads", "n_head", "n_heads"});
    geometry.mla_kv_lora_rank = keys_.or_zero({"kv_lora_rank"});
    if (geometry.mla_kv_lora_rank > 0)
      geometry.mla_rope_dim = keys_.or_zero({"qk_rope_head_dim"});
    else
      read_heads(geometry);
    read_feed_forward(geometry);
    if (geometry.sliding_layers > 0) {
      const std::int64_t window = window_of(keys_);
      geometry.sliding_window = window > 0 ? window : keys_.or_zero({"attention_chunk_size"});
    }
    if (geometry.linear_layers > 0) read_state(keys_, geometry);
    if (keys_.is("sparse_attention_config.use_sparse_attention"))
      keys_.note("architecture: what the index of its sparse attention keeps, beside the cache");
    if (const auto missing = missing_part(geometry))
      return keys_.note("architecture: the file does not say " + *missing);
    if (placed) finding_.geometry = geometry;
    if (!lost_experts_) count_parameters(keys_, geometry, finding_);
  }

  // A table that has a row for each token, with the embeddings of all layers side by side.
  void read_lookup(Geometry& geometry) {
    const std::int64_t each = keys_.or_none({"hidden_size_per_layer_input"});
    if (each == 0) return;
    const std::int64_t rows = keys_.or_none({"vocab_size_per_layer_input"});
    geometry.lookup_rows = rows > 0 ? rows : geometry.vocabulary;
    geometry.lookup_width = each * geometry.layers;
  }

  // True is what all classes share, and then written in no outer configuration.
  std::optional<bool> tied_embeddings() const {
    if (const auto stated = keys_.outer_flag("tie_word_embeddings")) return stated;
    if (const auto stated = keys_.outer_flag("tie_embedding")) return stated;
    const bool written = !keys_.nested() && keys_.outer().find("transformers_version") != nullptr;
    return written ? std::optional(true) : std::nullopt;
  }

  // Where a mixture does not tell the size of its experts from that of other layers, it has only
  // experts.
  void read_feed_forward(Geometry& geometry) {
    std::int64_t size =
        keys_.or_zero({"intermediate_size", "ffn_hidden_size", "ffn_config.ffn_hidden_size",
                       "hidden_dim", "inter_dim", "n_inner", "ffn_dim"});
    // (huggingface/transformers: the configurations of these classes)
    for (const char* const type : {"falcon", "bloom", "mpt", "gpt2"})
      if (size == 0 && keys_.text("model_type") == type) size = 4 * geometry.hidden_size;
    if (keys_.text("model_type") == "qwen") size /= 2;  // of gate and values together
    geometry.experts =
        keys_.or_none({"num_experts", "n_routed_experts", "num_local_experts", "moe_num_experts",
                       "ffn_config.moe_num_experts", "moe.num_experts"});
    if (geometry.experts < 2) geometry.experts = 0;
    if (geometry.experts == 0) {
      geometry.ffn_size = size;
      return note_experts();
    }
    geometry.experts_per_token =
        keys_.or_zero({"num_experts_per_tok", "num_experts_per_token", "experts_per_token",
                       "top_k_experts", "n_activated_experts", "moe_k", "moe_topk", "moe_top_k",
                       "ffn_config.moe_top_k", "moe.num_experts_per_tok"});
    const ConfigKeys::Names own{"moe_intermediate_size",  "expert_intermediate_size",
                                "expert_ffn_hidden_size", "moe_ffn_hidden_size",
                                "moe_inter_dim",          "moe.expert_hidden_dim"};
    geometry.expert_ffn_size = keys_.has(own) ? keys_.or_zero(own) : size;
    // Some state the size of dense layers under a name of its own, and all else is of experts.
    const std::int64_t dense = keys_.or_zero({"dense_intermediate_size", "intermediate_size_mlp"});
    geometry.ffn_size = dense > 0 ? dense : keys_.has(own) ? size : 0;
  }

  // Experts that are spoken of, but whose number is under no name that is known here.
  void note_experts() {
    std::string key = key_of_experts(keys_.model());
    for (const load::Member& member : keys_.model().members)
      if (key.empty() && member.value.type == Node::Type::table) key = key_of_experts(member.value);
    lost_experts_ = !key.empty();
    if (lost_experts_)
      keys_.note("experts: the file has '" + key +
                 "', but not how many there are under a name that is known");
  }

  static std::string key_of_experts(const Node& table) {
    for (const load::Member& member : table.members)
      if (member.key.find("expert") != std::string::npos &&
          member.value.type == Node::Type::number && member.value.number > 1)
        return member.key;
    return {};
  }

  // Full layers may have heads of their own: wider ones, and where keys serve as values also
  // another number of them.
  void read_heads(Geometry& geometry) {
    geometry.kv_heads = kv_heads(geometry.q_heads);
    geometry.head_dim =
        keys_.or_zero({"head_dim", "attention_head_dim", "kv_channels", "head_size"});
    const std::int64_t heads = geometry.q_heads;
    if (geometry.head_dim == 0 && !keys_.nested() && heads > 0 && geometry.hidden_size % heads == 0)
      geometry.head_dim = geometry.hidden_size / heads;
    if (const std::int64_t wide = keys_.or_zero({"v_head_dim"}); wide != geometry.head_dim)
      geometry.value_head_dim = wide;
    if (geometry.sliding_layers == 0) return;
    read_sliding_heads(geometry);
  }

  void read_sliding_heads(Geometry& geometry) {
    if (keys_.has({"swa_num_key_value_heads", "swa_head_dim"})) {
      geometry.sliding_kv_heads = keys_.or_zero({"swa_num_key_value_heads"});
      geometry.sliding_head_dim = keys_.or_zero({"swa_head_dim"});
      geometry.sliding_value_head_dim = keys_.or_zero({"swa_v_head_dim"});
      return;
    }
    const std::int64_t global_dim = keys_.or_zero({"global_head_dim"});
    if (global_dim == 0) return;
    geometry.sliding_head_dim = geometry.head_dim;
    geometry.sliding_kv_heads = geometry.kv_heads;
    geometry.head_dim = global_dim;
    const std::int64_t global_heads = keys_.or_zero({"num_global_key_value_heads"});
    if (keys_.is("attention_k_eq_v") && global_heads > 0) geometry.kv_heads = global_heads;
  }

  // One for each query head where a whole configuration states none: its class knows no other.
  std::int64_t kv_heads(std::int64_t heads) {
    const bool one_for_all = keys_.is("multi_query") && !keys_.is("new_decoder_architecture");
    if (one_for_all) return 1;
    if (keys_.has({"multi_query_group_num"}))
      return keys_.is("multi_query_attention") ? keys_.or_zero({"multi_query_group_num"}) : heads;
    constexpr std::array<std::string_view, 8> names{
        "num_key_value_heads",  "num_kv_heads",     "n_kv_heads",     "n_head_kv",
        "num_attention_groups", "num_query_groups", "n_query_groups", "attn_config.kv_n_heads"};
    for (const std::string_view name : names)
      if (keys_.find(name) != nullptr) return keys_.or_zero({name});
    if (const Node* const blocks = keys_.list("block_configs")) return of_blocks(*blocks, heads);
    return keys_.nested() ? 0 : heads;
  }

  // The heads in a group that all blocks with attention have, turned round.
  std::int64_t of_blocks(const Node& blocks, std::int64_t heads) {
    double group = 0;
    for (const Node& block : blocks.items) {
      const Node* const attention = block.find("attention");
      const Node* const own = attention == nullptr ? nullptr : attention->find("n_heads_in_group");
      if (own == nullptr) continue;
      if (group != 0 && own->number != group) return 0;
      group = own->number;
    }
    const auto each = group >= 1 && group <= most_counted ? static_cast<std::int64_t>(group) : 0;
    return each > 0 && heads % each == 0 ? heads / each : 0;
  }

  ConfigKeys keys_;
  std::int64_t context_ = 0;
  bool lost_experts_ = false;
  Finding& finding_;
};

}  // namespace

Finding read_config(const load::Text& text, Problems& problems) {
  Finding finding;
  finding.format = "Hugging Face configuration";
  finding.source = "config";
  finding.kind = "repository";
  finding.file = text.name;
  finding.sha256 = sha256(text.text);
  Problems of_json;
  const Node outer = parse_json(text.text, of_json);
  std::string other;
  if (of_json.errors() > 0) {
    other = other_than_json(text.text);
    for (const Problem& each : of_json.all())
      if (other.empty()) problems.error(each.where, each.message, each.suggestion);
  } else if (outer.type == Node::Type::table) {
    other = other_than_configuration(outer, language_model_in(outer));
  } else {
    problems.error(outer.where, "a configuration is an object, not " + load::what_is(outer));
  }
  if (!other.empty())
    problems.error({0, 1, 1}, "it is no configuration of a language model but " + other,
                   "a configuration states model_type, architectures or num_hidden_layers");
  if (problems.errors() > 0) return finding;
  if (const Node* const name = outer.find("_name_or_path");
      name != nullptr && name->type == Node::Type::text && !name->text.empty() &&
      name->text.front() != '/' && name->text.front() != '.')
    finding.loaded_from = name->text;
  Config(outer, finding, problems).read();
  return finding;
}

}  // namespace shortlist::importing
