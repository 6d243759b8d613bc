// What the header of a GGUF file says of its model. (Keys: ggml-org/ggml, docs/gguf.md, and
// gguf-py/gguf/constants.py of ggml-org/llama.cpp.)
//
// The keys of the architecture start with its name, and mean the same for every one of them. Which
// layers are recurrent also shows in the names of their tensors.

#include "base/text.hpp"
#include "import/formats.hpp"
#include "import/gguf_header.hpp"
#include "import/layers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::importing {

namespace {

constexpr double most = 1e9;  // of anything counted here

// general.file_type by number, as quantisations are called.
constexpr std::array<std::string_view, 40> file_types{
    "f32",    "f16",    "q4_0",  "q4_1",    "",       "",       "",       "q8_0",
    "q5_0",   "q5_1",   "q2_k",  "q3_k_s",  "q3_k_m", "q3_k_l", "q4_k_s", "q4_k_m",
    "q5_k_s", "q5_k_m", "q6_k",  "iq2_xxs", "iq2_xs", "q2_k_s", "iq3_xs", "iq3_xxs",
    "iq1_s",  "iq4_nl", "iq3_s", "iq3_m",   "iq2_s",  "iq2_m",  "iq4_xs", "iq1_m",
    "bf16",   "",       "",      "",        "tq1_0",  "tq2_0",  "mxfp4",  "nvfp4"};

// The layer of "blk.12.attn_k.weight", and "attn_k.weight".
std::optional<std::pair<std::size_t, std::string_view>> layer_of(std::string_view tensor) {
  constexpr std::string_view start = "blk.";
  if (!tensor.starts_with(start)) return std::nullopt;
  tensor.remove_prefix(start.size());
  std::size_t layer = 0;
  const auto [end, error] = std::from_chars(tensor.data(), tensor.data() + tensor.size(), layer);
  if (error != std::errc{} || end == tensor.data() + tensor.size() || *end != '.')
    return std::nullopt;
  tensor.remove_prefix(static_cast<std::size_t>(end - tensor.data()) + 1);
  return std::pair{layer, tensor};
}

class Model {
 public:
  Model(const GgufHeader& header, Finding& finding, Problems& problems)
      : header_(header), finding_(finding), problems_(problems) {}

  void read() {
    if (or_zero("split.no") > 0) return skip("what the model is, the first part of it says");
    const std::string* const name = text("general.architecture");
    if (name == nullptr) {
      problems_.error({0, 0, 0}, "the file does not state 'general.architecture'");
      return;
    }
    const std::string* const type = text("general.type");
    if ((type != nullptr && *type != "model") || *name == "clip")
      return skip("no language model but a part beside one: '" + (type != nullptr ? *type : *name) +
                  "'");
    prefix_ = *name + ".";
    split_ = or_zero("split.count") > 1;
    read_names();
    read_terms();
    read_weights();
    if (const auto context = count("context_length"); context.value_or(0) > 0) {
      context_ = *context;
      finding_.state("context_tokens", static_cast<double>(*context));
    }
    if (const auto layers = read_layers()) read_geometry(*layers);
  }

 private:
  const GgufEntry* find(const std::string& key) const {
    const auto found = header_.entries.find(key);
    return found == header_.entries.end() ? nullptr : &found->second;
  }
  const std::string* text(const std::string& key) const {
    const GgufEntry* const entry = find(key);
    const auto* const found = entry == nullptr ? nullptr : std::get_if<std::string>(&entry->value);
    return found == nullptr || found->empty() ? nullptr : found;
  }
  const std::vector<std::string>* words(const std::string& key) const {
    const GgufEntry* const entry = find(key);
    return entry == nullptr ? nullptr : std::get_if<std::vector<std::string>>(&entry->value);
  }

  std::optional<std::int64_t> whole(double number, const std::string& key, std::uint64_t at) {
    if (number >= 0 && number <= most && number == std::floor(number))
      return static_cast<std::int64_t>(number);
    problems_.error({0, 0, 0},
                    at_byte(at, "'" + key + "' is a whole number from 0 to 1,000,000,000"));
    return std::nullopt;
  }
  // A count under its whole key; of one that is stated layer by layer the value of all that have
  // any.
  std::optional<std::int64_t> count_of(const std::string& key) {
    const GgufEntry* const entry = find(key);
    if (entry == nullptr) return std::nullopt;
    if (const auto* const number = std::get_if<double>(&entry->value))
      return whole(*number, key, entry->at);
    const auto* const each = std::get_if<std::vector<double>>(&entry->value);
    if (each == nullptr || each->empty()) {
      problems_.error({0, 0, 0}, at_byte(entry->at, "'" + key + "' is no number"));
      return std::nullopt;
    }
    const auto first =
        std::find_if(each->begin(), each->end(), [](double number) { return number != 0; });
    const double value = first == each->end() ? 0 : *first;
    const bool alike = std::all_of(each->begin(), each->end(),
                                   [&](double number) { return number == 0 || number == value; });
    return alike ? whole(value, key, entry->at) : std::nullopt;
  }
  std::optional<std::int64_t> count(const std::string& key) { return count_of(prefix_ + key); }
  std::int64_t or_zero(const std::string& whole_key) { return count_of(whole_key).value_or(0); }
  std::int64_t count_or_zero(const std::string& key) { return or_zero(prefix_ + key); }
  const std::vector<double>* list(const std::string& key) const {
    const GgufEntry* const entry = find(prefix_ + key);
    return entry == nullptr ? nullptr : std::get_if<std::vector<double>>(&entry->value);
  }
  void note(std::string why) { finding_.notes.push_back(std::move(why)); }
  void skip(const std::string& why) {
    finding_.nothing = true;
    note(why);
  }

  void read_names() {
    for (const char* const key : {"general.source.huggingface.repository",
                                  "general.source.repo_url", "general.repo_url", "general.url"})
      if (const std::string* const url = text(key)) {
        const std::string repository = hub_repository(*url);
        if (!repository.empty()) finding_.names.push_back(repository);
        if (finding_.url.empty() && url->starts_with("https://")) finding_.url = *url;
      }
    if (const std::string* const name = text("general.name")) {
      finding_.name = *name;
      finding_.names.push_back(*name);
    }
    const std::string* const base = text("general.basename");
    const std::string* const size = text("general.size_label");
    const std::string* const tuned = text("general.finetune");
    if (base != nullptr && size != nullptr)
      finding_.names.push_back(*base + "-" + *size + (tuned == nullptr ? "" : "-" + *tuned));
    const std::int64_t bases = std::min<std::int64_t>(or_zero("general.base_model.count"), 16);
    for (std::int64_t i = 0; i < bases; ++i) {
      const std::string start = "general.base_model." + std::to_string(i) + ".";
      if (const std::string* const url = text(start + "repo_url"))
        finding_.relatives.push_back(hub_repository(*url));
      if (const std::string* const name = text(start + "name")) finding_.relatives.push_back(*name);
    }
  }

  void read_terms() {
    if (const std::string* const licence = text("general.license.name"))
      finding_.state("licence", Items{{*licence}});
    else if (const std::string* const id = text("general.license"))
      finding_.state("licence", Items{{*id}});
    if (const auto* const languages = words("general.languages"); languages != nullptr)
      finding_.state("languages", open_list(*languages));
  }

  void read_weights() {
    if (split_) {
      note("parameters and file size: the file is one of several parts");
      return;
    }
    if (header_.tensors.empty()) return;
    double elements = 0;
    double bytes = 0;
    for (const GgufTensor& tensor : header_.tensors) {
      elements += static_cast<double>(tensor.elements);
      bytes += static_cast<double>(tensor.bytes);
    }
    finding_.state("parameters", elements);
    const auto type = count_of("general.file_type");
    if (!type) return;
    const auto position = static_cast<std::size_t>(*type);
    if (!header_.sizes_known)
      note("file size: a tensor is of a type that came after this program");
    else if (position < file_types.size() && !file_types[position].empty())
      finding_.files.emplace_back(file_types[position], bytes);
    else
      note("file size: 'general.file_type' " + std::to_string(*type) + " has no name here");
  }

  // What each layer is. A recurrent one has tensors of a state-space model, which keep nothing but
  // a state when there is no key beside them.
  std::optional<Layers> read_layers() {
    const auto blocks = count("block_count");
    if (!blocks) {
      note("architecture: the file does not say how many layers there are");
      return std::nullopt;
    }
    if (*blocks > most_layers) {
      problems_.error({0, 0, 0}, "a model of more than 100,000 layers");
      return std::nullopt;
    }
    const std::int64_t layers = std::max<std::int64_t>(
        *blocks - count_or_zero("nextn_predict_layers"), 0);  // those only draft
    if (find(prefix_ + "attention.indexer.key_length") != nullptr) {
      note("architecture: an indexer keeps what its keys cannot say");
      return std::nullopt;
    }
    if (find(prefix_ + "ssm.conv_kernel") != nullptr) return recurrent(layers);
    if (has_layers_without_keys(layers)) return by_keys(layers);
    const std::int64_t window = count_or_zero("attention.sliding_window");
    Layers all(static_cast<std::size_t>(layers), LayerKind::full);
    const std::int64_t chunk = count_or_zero("attention.chunk_size");
    if (chunk == 0 && (window == 0 || (context_ > 0 && window >= context_))) return all;
    return windowed(layers);
  }

  bool has_layers_without_keys(std::int64_t layers) const {
    const auto* const heads = list("attention.head_count_kv");
    return heads != nullptr && heads->size() >= static_cast<std::size_t>(layers) &&
           std::find(heads->begin(), heads->end(), 0.0) != heads->end();
  }

  // Layers with keys attend to everything; those without keep the last inputs of a convolution, or
  // nothing.
  Layers by_keys(std::int64_t layers) const {
    const bool convolution = find(prefix_ + "shortconv.l_cache") != nullptr;
    const LayerKind other = convolution ? LayerKind::linear : LayerKind::nothing;
    Layers each;
    for (std::size_t i = 0; i < static_cast<std::size_t>(layers); ++i)
      each.push_back((*list("attention.head_count_kv"))[i] == 0 ? other : LayerKind::full);
    return each;
  }

  std::optional<Layers> windowed(std::int64_t layers) {
    if (const auto* const pattern = list("attention.sliding_window_pattern")) {
      if (pattern->size() < static_cast<std::size_t>(layers)) {
        problems_.error({0, 0, 0}, "'attention.sliding_window_pattern' is of " +
                                       std::to_string(pattern->size()) + " layers, and there are " +
                                       std::to_string(layers));
        return std::nullopt;
      }
      Layers each;
      for (std::size_t i = 0; i < static_cast<std::size_t>(layers); ++i)
        each.push_back((*pattern)[i] != 0 ? LayerKind::sliding : LayerKind::full);
      return each;
    }
    if (const auto every = count("attention.sliding_window_pattern"); every.value_or(0) > 0)
      return every_nth_full(layers, *every, LayerKind::sliding);
    if (const auto every = full_layer_of_class(prefix_.substr(0, prefix_.size() - 1)))
      return every_nth_full(layers, *every, LayerKind::sliding);
    note(no_pattern);
    return std::nullopt;
  }

  std::optional<Layers> recurrent(std::int64_t layers) {
    if (const auto every = count("full_attention_interval"); every.value_or(0) > 0)
      return every_nth_full(layers, *every, LayerKind::linear);
    const auto total = static_cast<std::size_t>(layers);
    std::vector<bool> state(total);
    std::vector<bool> keys(total);
    for (const GgufTensor& tensor : header_.tensors)
      if (const auto at = layer_of(tensor.name); at && at->first < total) {
        if (at->second.starts_with("ssm_")) state[at->first] = true;
        if (at->second.starts_with("attn_k.") || at->second.starts_with("attn_kv"))
          keys[at->first] = true;
      }
    Layers each;
    for (std::size_t i = 0; i < total; ++i) {
      if ((state[i] && keys[i]) || split_ || header_.tensors.empty()) {
        note("architecture: the file does not say which layers are recurrent and nothing else");
        return std::nullopt;
      }
      each.push_back(state[i] ? LayerKind::linear : keys[i] ? LayerKind::full : LayerKind::nothing);
    }
    return each;
  }

  void read_geometry(const Layers& layers) {
    const std::int64_t shared = count_or_zero("attention.shared_kv_layers");
    if (shared > static_cast<std::int64_t>(layers.size())) {
      problems_.error({0, 0, 0}, "'attention.shared_kv_layers' is more than there are layers");
      return;
    }
    Geometry geometry;
    count_layers(layers, shared, geometry);
    geometry.hidden_size = count_or_zero("embedding_length");
    geometry.vocabulary = vocabulary();
    geometry.tied_embeddings = tied_embeddings();
    read_lookup(geometry);
    geometry.q_heads = count_or_zero("attention.head_count");
    geometry.ffn_size = count_or_zero("feed_forward_length");
    geometry.experts = count_or_zero("expert_count");
    geometry.experts_per_token = count_or_zero("expert_used_count");
    geometry.expert_ffn_size = count_or_zero("expert_feed_forward_length");
    geometry.mla_kv_lora_rank = count_or_zero("attention.kv_lora_rank");
    if (geometry.mla_kv_lora_rank > 0)
      geometry.mla_rope_dim = count_or_zero("rope.dimension_count");
    else
      read_heads(layers, geometry);
    if (geometry.sliding_layers > 0) {
      geometry.sliding_window = count_or_zero("attention.sliding_window");
      if (geometry.sliding_window == 0)
        geometry.sliding_window = count_or_zero("attention.chunk_size");
    }
    if (geometry.linear_layers > 0) read_state(geometry);
    if (const auto missing = missing_part(geometry))
      note("architecture: the file does not say " + *missing);
    else
      finding_.geometry = geometry;
  }

  // Whether the embedding is the output too, which then has no tensor of its own.
  std::optional<bool> tied_embeddings() const {
    if (split_ || header_.tensors.empty()) return std::nullopt;
    const auto has = [&](std::string_view name) {
      return std::any_of(header_.tensors.begin(), header_.tensors.end(),
                         [&](const GgufTensor& tensor) { return tensor.name == name; });
    };
    if (!has("token_embd.weight")) return std::nullopt;
    return !has("output.weight");
  }

  // The table of embeddings of all layers, or of n-grams.
  void read_lookup(Geometry& geometry) const {
    for (const GgufTensor& tensor : header_.tensors) {
      if (tensor.name != "per_layer_token_embd.weight" || tensor.rows == 0) continue;
      const std::uint64_t width = tensor.elements / tensor.rows;
      if (std::max(tensor.rows, width) > static_cast<std::uint64_t>(most)) continue;
      geometry.lookup_rows = static_cast<std::int64_t>(tensor.rows);
      geometry.lookup_width = static_cast<std::int64_t>(width);
    }
  }

  // Rows of the embedding, which may be more than there are tokens.
  std::int64_t vocabulary() {
    for (const GgufTensor& tensor : header_.tensors)
      if (tensor.name == "token_embd.weight" && tensor.rows <= static_cast<std::uint64_t>(most))
        return static_cast<std::int64_t>(tensor.rows);
    if (const auto stated = count("vocab_size")) return *stated;
    const GgufEntry* const tokens = find("tokenizer.ggml.tokens");
    const auto* const length =
        tokens == nullptr ? nullptr : std::get_if<PassedOver>(&tokens->value);
    return length != nullptr && length->length <= static_cast<std::uint64_t>(most)
               ? static_cast<std::int64_t>(length->length)
               : 0;
  }

  // What there is one key-value head for each of where none are stated; 0 where some are.
  std::int64_t heads_of_queries() {
    const bool stated = find(prefix_ + "attention.head_count_kv") != nullptr;
    return stated ? 0 : count_or_zero("attention.head_count");
  }

  // The number of key-value heads that all layers of a kind have; 0 when they differ.
  std::int64_t heads_of(LayerKind kind, const Layers& layers, std::int64_t own) {
    const auto* const each = list("attention.head_count_kv");
    if (each == nullptr) return count("attention.head_count_kv").value_or(heads_of_queries());
    double heads = 0;
    for (std::size_t i = 0; i < std::min(static_cast<std::size_t>(own), each->size()); ++i) {
      if (layers[i] != kind) continue;
      if (heads != 0 && heads != (*each)[i]) return 0;
      heads = (*each)[i];
    }
    return heads >= 1 && heads <= most ? static_cast<std::int64_t>(heads) : 0;
  }

  // Of a head the width is stated, or else what the heads divide the model into.
  void read_heads(const Layers& layers, Geometry& geometry) {
    const auto own = static_cast<std::int64_t>(layers.size()) - geometry.shared_kv_layers;
    geometry.kv_heads = heads_of(LayerKind::full, layers, own);
    geometry.head_dim = count_or_zero("attention.key_length");
    const std::int64_t heads = geometry.q_heads;
    if (geometry.head_dim == 0 && heads > 0 && geometry.hidden_size % heads == 0)
      geometry.head_dim = geometry.hidden_size / heads;
    if (const auto wide = count("attention.value_length"); wide && *wide != geometry.head_dim)
      geometry.value_head_dim = *wide;
    if (geometry.sliding_layers == 0) return;
    const std::int64_t sliding_heads = heads_of(LayerKind::sliding, layers, own);
    if (geometry.full_layers == 0) geometry.kv_heads = sliding_heads;
    if (sliding_heads != geometry.kv_heads) geometry.sliding_kv_heads = sliding_heads;
    const std::int64_t dim = count_or_zero("attention.key_length_swa");
    if (dim > 0 && dim != geometry.head_dim) geometry.sliding_head_dim = dim;
    const std::int64_t value = count_or_zero("attention.value_length_swa");
    if (value > 0 && value != (dim > 0 ? dim : geometry.head_dim))
      geometry.sliding_value_head_dim = value;
  }

  // A short convolution alone keeps its last inputs, in four bytes each. A state-space layer keeps
  // the last inputs of its convolution, of the inner width and twice the
  // groups, and a state of the inner width times that of a group: keys are groups, values heads.
  void read_state(Geometry& geometry) {
    if (const auto kept = count("shortconv.l_cache")) {
      geometry.state_bytes = static_cast<double>(geometry.linear_layers) *
                             static_cast<double>(std::max<std::int64_t>(*kept - 1, 0)) *
                             static_cast<double>(geometry.hidden_size) * 4;
      return;
    }
    const std::int64_t inner = count_or_zero("ssm.inner_size");
    const std::int64_t heads = count_or_zero("ssm.time_step_rank");
    geometry.linear_conv_kernel = count_or_zero("ssm.conv_kernel");
    geometry.linear_key_heads = count_or_zero("ssm.group_count");
    geometry.linear_key_head_dim = count_or_zero("ssm.state_size");
    geometry.linear_value_heads = heads;
    const bool whole = geometry.linear_key_heads > 0 && geometry.linear_conv_kernel > 0;
    if (whole && heads > 0 && inner % heads == 0) geometry.linear_value_head_dim = inner / heads;
  }

  const GgufHeader& header_;
  Finding& finding_;
  Problems& problems_;
  std::string prefix_;
  bool split_ = false;
  std::int64_t context_ = 0;
};

}  // namespace

Finding read_gguf(int descriptor, std::uint64_t size, const std::string& path, Problems& problems) {
  Finding finding;
  finding.format = "GGUF header";
  finding.source = "gguf";
  finding.kind = "repository";
  finding.file = path;
  int io_error = 0;
  const auto header = read_gguf_header(descriptor, size, problems, io_error);
  if (io_error != 0)
    problems.error({0, 0, 0}, "cannot read the file: " +
                                  std::error_code(io_error, std::generic_category()).message());
  if (header) Model(*header, finding, problems).read();
  return finding;
}

}  // namespace shortlist::importing
