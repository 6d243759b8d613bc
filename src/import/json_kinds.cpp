#include "import/json_kinds.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace shortlist::importing {

namespace {

using load::Node;

struct JsonKind {
  std::string_view key;  // that it has
  std::string_view name;
};

// The first whose key is there.
constexpr std::array kinds{
    JsonKind{"compilerOptions", "the settings of a TypeScript compiler (tsconfig.json)"},
    JsonKind{"records",
             "a package of OCDS records; 'import' reads its releases, one with a tender"},
    JsonKind{"devDependencies", "the package of a JavaScript program (package.json)"},
    JsonKind{"dependencies", "the package of a JavaScript program (package.json)"},
    JsonKind{"workspaces", "the package of a JavaScript program (package.json)"},
    JsonKind{"lockfileVersion", "the lock file of a JavaScript program"},
    JsonKind{"peft_type", "an adapter (adapter_config.json), which has no layers of its own"},
    JsonKind{"weight_map", "the index of files of weights"},
    JsonKind{"added_tokens", "a tokenizer (tokenizer.json)"},
    JsonKind{"added_tokens_decoder", "the settings of a tokenizer (tokenizer_config.json)"},
    JsonKind{"tokenizer_class", "the settings of a tokenizer (tokenizer_config.json)"},
    JsonKind{"image_processor_type", "the settings of a preprocessor (preprocessor_config.json)"},
    JsonKind{"feature_extractor_type", "the settings of a preprocessor (preprocessor_config.json)"},
    JsonKind{"processor_class", "the settings of a preprocessor (preprocessor_config.json)"},
    JsonKind{"_class_name", "a diffusion pipeline"},
    JsonKind{"_from_model_config", "settings of how to generate (generation_config.json)"},
    JsonKind{"max_new_tokens", "settings of how to generate (generation_config.json)"},
    JsonKind{"do_sample", "settings of how to generate (generation_config.json)"},
    JsonKind{"train_batch_size", "a log of training"},
    JsonKind{"log_history", "a log of training"},
    JsonKind{"bomFormat", "a bill of materials (CycloneDX)"},
    JsonKind{"$schema", "a file of another schema"},
    JsonKind{"need", "a profile; 'rank' reads it"},
    JsonKind{"scripts", "the package of a JavaScript program (package.json)"}};

// Sizes that nothing but a model has.
bool has_sizes(const Node& object) {
  constexpr std::array<std::string_view, 7> names{"num_hidden_layers",
                                                  "n_layer",
                                                  "n_layers",
                                                  "num_layers",
                                                  "num_attention_heads",
                                                  "hidden_size",
                                                  "max_position_embeddings"};
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return object.find(name) != nullptr; });
}

}  // namespace

bool is_configuration(const Node& object) {
  const Node* const type = object.find("model_type");
  const Node* const classes = object.find("architectures");
  if (type != nullptr && type->type == Node::Type::text) return true;
  if (classes != nullptr && classes->type == Node::Type::array) return true;
  return has_sizes(object) ||
         std::any_of(object.members.begin(), object.members.end(), [](const load::Member& each) {
           return each.value.type == Node::Type::table && has_sizes(each.value);
         });
}

std::string kind_of_json(const Node& object) {
  if (object.members.empty()) return "an empty object";
  for (const auto& [key, name] : kinds)
    if (object.find(key) != nullptr) return std::string(name);
  std::vector<std::string> keys;
  for (const load::Member& member : object.members)
    if (keys.size() < 5) keys.push_back("'" + member.key.substr(0, 40) + "'");
  return "an object of " + listed(keys) + (object.members.size() > 5 ? " and more" : "");
}

}  // namespace shortlist::importing
