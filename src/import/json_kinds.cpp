#include "import/json_kinds.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::importing {

namespace {

using load::Node;

struct JsonKind {
  std::string_view key;  // that it has
  std::string_view name;
};

// The first whose key is there. No configuration has one of these, whatever stands beside it.
constexpr std::array sure_kinds{
    JsonKind{"compilerOptions", "the settings of a TypeScript compiler (tsconfig.json)"},
    JsonKind{"records",
             "a package of OCDS records; 'import' reads its releases, one with a tender"},
    JsonKind{"devDependencies", "the package of a JavaScript program (package.json)"},
    JsonKind{"workspaces", "the package of a JavaScript program (package.json)"},
    JsonKind{"$schema", "a file of another schema"},
    JsonKind{"dependencies", "the package of a JavaScript program (package.json)"},
    JsonKind{"lockfileVersion", "the lock file of a JavaScript program"},
    JsonKind{"peft_type", "an adapter (adapter_config.json), which has no layers of its own"},
    JsonKind{"weight_map", "the index of files of weights"},
    JsonKind{"added_tokens_decoder", "the settings of a tokenizer (tokenizer_config.json)"},
    JsonKind{"bomFormat", "a bill of materials (CycloneDX)"},
    JsonKind{"log_history", "a log of training"}};

// Some configurations have one of these too, beside sizes.
constexpr std::array other_kinds{
    JsonKind{"added_tokens", "a tokenizer (tokenizer.json)"},
    JsonKind{"tokenizer_class", "the settings of a tokenizer (tokenizer_config.json)"},
    JsonKind{"chat_template", "the settings of a tokenizer (tokenizer_config.json)"},
    JsonKind{"image_processor_type", "the settings of a preprocessor (preprocessor_config.json)"},
    JsonKind{"feature_extractor_type", "the settings of a preprocessor (preprocessor_config.json)"},
    JsonKind{"processor_class", "the settings of a preprocessor (preprocessor_config.json)"},
    JsonKind{"_class_name", "a diffusion pipeline"},
    JsonKind{"_diffusers_version", "a diffusion pipeline"},
    JsonKind{"_from_model_config", "settings of how to generate (generation_config.json)"},
    JsonKind{"max_new_tokens", "settings of how to generate (generation_config.json)"},
    JsonKind{"do_sample", "settings of how to generate (generation_config.json)"},
    JsonKind{"temperature", "settings of how to generate (generation_config.json)"},
    JsonKind{"zero_optimization", "settings of how to train (DeepSpeed)"},
    JsonKind{"train_batch_size", "settings of how to train (DeepSpeed)"},
    JsonKind{"quantization", "settings of how weights were quantised"},
    JsonKind{"quant_method", "settings of how weights were quantised"},
    JsonKind{"__version__", "settings of sentence embeddings"},
    JsonKind{"references", "the settings of a TypeScript compiler (tsconfig.json)"},
    JsonKind{"need", "a profile; 'rank' reads it"},
    JsonKind{"scripts", "the package of a JavaScript program (package.json)"}};

bool has_one_of(const Node& object, std::initializer_list<std::string_view> keys) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](std::string_view key) { return object.find(key) != nullptr; });
}

// Sizes that nothing but a model has.
bool has_sizes(const Node& object) {
  return has_one_of(
      object, {"num_hidden_layers", "n_layer", "n_layers", "num_layers", "num_attention_heads",
               "hidden_size", "d_model", "encoder_layers", "max_position_embeddings"});
}

template <class Kinds>
std::string first_of(const Kinds& kinds, const Node& object) {
  for (const auto& [key, name] : kinds)
    if (object.find(key) != nullptr) return std::string(name);
  return {};
}

std::string by_its_keys(const Node& object) {
  if (object.members.empty()) return "an empty object";
  std::vector<std::string> keys;
  for (const load::Member& member : object.members)
    if (keys.size() < 5) keys.push_back("'" + member.key.substr(0, 40) + "'");
  return "an object of " + listed(keys) + (object.members.size() > 5 ? " and more" : "");
}

}  // namespace

std::string other_than_configuration(const Node& outer, const Node& model) {
  if (std::string sure = first_of(sure_kinds, outer); !sure.empty()) return sure;
  if (has_sizes(model)) {
    if (has_one_of(model, {"vocab_size", "padded_vocab_size"})) return {};
    if (has_one_of(model, {"patch_size", "image_size"})) return "that of an encoder of images";
    if (has_one_of(model, {"num_mel_bins", "conv_kernel_sizes"})) return "that of one of sound";
    return {};
  }
  if (std::string other = first_of(other_kinds, outer); !other.empty()) return other;
  const Node* const type = outer.find("model_type");
  const Node* const classes = outer.find("architectures");
  if (type != nullptr && type->type == Node::Type::text) return {};
  if (classes != nullptr && classes->type == Node::Type::array) return {};
  return by_its_keys(outer);
}

std::string other_than_json(std::string_view text) {
  return text.find("\"compilerOptions\"") == std::string_view::npos
             ? std::string{}
             : std::string(sure_kinds.front().name) + " with comments";
}

}  // namespace shortlist::importing
