// Whatever a stranger's file says, what import prints of it loads beside the rule base it was held
// against, in the text that people redirect into a file as well.

#include "property/holds.hpp"
#include "property/toml.hpp"
#include "shortlist/import.hpp"
#include "shortlist/load.hpp"
#include "shortlist/report.hpp"
#include "unit/import/gguf_writer.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace gen = rc::gen;
using property::Folder;
using property::holds;

const std::string small_rules = SHORTLIST_SOURCE_DIR "/tests/data/models";
const std::string shipped_rules = SHORTLIST_SOURCE_DIR "/rules";

const shortlist::RuleBase& rule_base(const std::string& folder) {
  static const auto small = shortlist::load_rule_base({.folders = {small_rules}});
  static const auto shipped = shortlist::load_rule_base({.folders = {shipped_rules}});
  return folder == small_rules ? *small : *shipped;
}

std::string one_of(const std::vector<std::string>& words) { return *gen::elementOf(words); }

bool rarely() { return *gen::inRange(0, 8) == 0; }

// None of these needs an escape in JSON, TOML or YAML.
std::string text() {
  static const std::vector<std::string> odd{"",
                                            "apache-2.0",
                                            "mit",
                                            "other",
                                            "Qwen/Qwen3-8B",
                                            "qwen3-8b",
                                            "Qwen3",
                                            "a b",
                                            "../..",
                                            "x/y/z",
                                            "#",
                                            "[[family]]",
                                            "= ] } ",
                                            "text",
                                            "de",
                                            "zh-Hans",
                                            "none",
                                            "~",
                                            "2025-02-30",
                                            "2025-07-01",
                                            "1e999",
                                            "\xC3\xA9",
                                            "\u202E words",
                                            "\xEF\xBF\xBD",
                                            "yes",
                                            "transformers",
                                            "text-generation"};
  return one_of(odd);
}

// A count: most often one that models have.
std::string count() {
  if (*gen::inRange(0, 30) > 0)
    return one_of({"1", "2", "3", "4", "6", "8", "16", "17", "48", "64", "128", "4096"});
  return one_of({"0", "-1", "1.5", "5", "1e9", "1000000001", "1e18", "1e19", "9007199254740993",
                 "999999999", "100001", "1e300"});
}

std::string json_text(const std::string& words) { return '"' + words + '"'; }

std::string json_value() {
  if (*gen::inRange(0, 40) > 0) return count();
  switch (*gen::inRange(0, 6)) {
    case 0:
      return "null";
    case 1:
      return "true";
    case 2:
      return json_text(text());
    case 3:
      return "[" + count() + ", " + count() + ", " + count() + "]";
    case 4:
      return "{\"factor\": " + count() + ", \"original_max_position_embeddings\": " + count() + "}";
    case 5:
      return "[\"full_attention\", \"sliding_attention\", \"linear_attention\"]";
    default:
      return count();
  }
}

// Some of the keys, each with some value.
template <class Value>
std::string pairs(const std::vector<std::string>& keys, int most, const std::string& before,
                  const std::string& after, Value value) {
  std::string out;
  std::vector<std::string> seen;
  const int times = *gen::inRange(1, most);
  for (int i = 0; i < times; ++i) {
    const std::string key = one_of(keys);
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
    seen.push_back(key);
    out.append(before).append(key).append(after).append(value(key));
  }
  return out;
}

std::string configuration() {
  static const std::vector<std::string> keys{"v_head_dim",
                                             "vocab_size",
                                             "intermediate_size",
                                             "moe_intermediate_size",
                                             "num_experts",
                                             "num_experts_per_tok",
                                             "sliding_window",
                                             "layer_types",
                                             "full_attention_interval",
                                             "linear_num_key_heads",
                                             "linear_num_value_heads",
                                             "linear_key_head_dim",
                                             "linear_value_head_dim",
                                             "linear_conv_kernel_dim",
                                             "kv_lora_rank",
                                             "qk_rope_head_dim",
                                             "num_kv_shared_layers",
                                             "global_head_dim",
                                             "num_global_key_value_heads",
                                             "sliding_window_pattern",
                                             "max_position_embeddings",
                                             "rope_scaling",
                                             "tie_word_embeddings",
                                             "attention_chunk_size",
                                             "attn_layer_period",
                                             "mamba_d_state",
                                             "mamba_n_heads",
                                             "mamba_d_head",
                                             "conv_L_cache",
                                             "multi_query_group_num",
                                             "swa_head_dim",
                                             "swa_num_key_value_heads",
                                             "moe_num_experts",
                                             "dense_intermediate_size",
                                             "hidden_act",
                                             "model_max_length",
                                             "no_rope_layer_interval",
                                             "_name_or_path",
                                             "vision_config"};
  return "{\"model_type\": \"odd\", \"num_hidden_layers\": " + count() +
         ", \"hidden_size\": " + count() + ", \"num_attention_heads\": " + count() +
         ", \"num_key_value_heads\": " + count() + ", \"head_dim\": " + count() +
         pairs(keys, 24, ", \"", "\": ", [](const std::string&) { return json_value(); }) + "}";
}

std::string card() {
  static const std::vector<std::string> keys{
      "license",  "license_name",       "language",   "library_name",        "pipeline_tag",
      "datasets", "extra_gated_prompt", "base_model", "base_model_relation", "model_name",
      "tags"};
  return "---\n" +
         pairs(keys, 10, "", ": ",
               [](const std::string&) {
                 return rarely() ? "[" + json_text(text()) + ", " + json_text(text()) + "]\n"
                                 : json_text(text()) + "\n";
               }) +
         "---\n";
}

std::string catalogue() {
  const auto value = [](const std::string& key) {
    if (key == "reasoning" || key == "tool_call" || key == "structured_output")
      return one_of({"true\n", "false\n"});
    return json_text(text()) + "\n";
  };
  std::string out =
      "release_date = \"2025-07-01\"\n" +
      pairs({"name", "family", "base_model", "reasoning", "tool_call", "structured_output"}, 6, "",
            " = ", value);
  out += "[limit]\ncontext = " + count() + "\n";
  out += "[parameters]\ntotal = " + count() + "\nactive = " + count() + "\n";
  return out + "[modalities]\ninput = [" + json_text(text()) + ", \"text\"]\noutput = [\"text\"]\n";
}

gguf::Writer header() {
  gguf::Writer writer;
  writer.word("general.architecture", "odd");
  const auto number = [&](const std::string& key) {
    if (*gen::inRange(0, 3) == 0) return;
    const auto some =
        rarely()
            ? *gen::elementOf(
                  std::vector<std::uint32_t>{0, 5, 17, 48, 1'000'000'000, 4'294'967'295})
            : *gen::elementOf(std::vector<std::uint32_t>{1, 2, 3, 4, 6, 8, 16, 17, 48, 64, 128});
    writer.number("odd." + key, some);
  };
  for (const char* const key : {"block_count",
                                "context_length",
                                "embedding_length",
                                "feed_forward_length",
                                "attention.head_count",
                                "attention.head_count_kv",
                                "attention.key_length",
                                "attention.value_length",
                                "attention.sliding_window",
                                "attention.sliding_window_pattern",
                                "attention.kv_lora_rank",
                                "rope.dimension_count",
                                "expert_count",
                                "expert_used_count",
                                "expert_feed_forward_length",
                                "attention.shared_kv_layers",
                                "full_attention_interval",
                                "ssm.conv_kernel",
                                "ssm.inner_size",
                                "ssm.time_step_rank",
                                "ssm.group_count",
                                "ssm.state_size",
                                "vocab_size"})
    number(key);
  for (const char* const key : {"general.name", "general.basename", "general.license",
                                "general.size_label", "general.repo_url"})
    if (rarely()) writer.word(key, text());
  if (rarely()) writer.words("general.languages", {text(), text()});
  writer.number("general.file_type", *gen::inRange<std::uint32_t>(0, 45));
  return writer.tensor("token_embd.weight", {4, 4}, 0, 64);
}

// A requirement that is most often right, with the id that it has.
std::string requirement(std::string& id) {
  static const std::vector<std::pair<std::string, std::string>> right{
      {"context", "\"minValue\": 64000"},
      {"context.aim", "\"expectedValue\": 128000"},
      {"context#2", "\"minValue\": 1e12"},
      {"language", "\"expectedValue\": \"de, zh-Hans\""},
      {"language#2", "\"expectedValue\": \"en\""},
      {"language.strong", "\"expectedValue\": \"de\""},
      {"language.count", "\"minValue\": 17"},
      {"size", "\"minValue\": 1, \"maxValue\": 1e10"},
      {"device", "\"description\": \"memory = '24 GiB', kv = 'q8_0'\""},
      {"licence", "\"expectedValue\": \"Apache-2.0\""},
      {"licence.classes", "\"expectedValue\": \"osi\""},
      {"tools", "\"expectedValue\": true"},
      {"release", "\"minValue\": \"2025-07-01\""},
      {"release.at_least", "\"description\": \"at_least = 2025-07-01\""},
      {"vendor", "\"expectedValue\": \"a = b, [c]\""},
      {"openness", "\"expectedValue\": \"weights\""},
      {"quality_coding", "\"minValue\": 12.5"}};
  const auto& [name, stated] = *gen::elementOf(right);
  id = name;
  const std::string odd = rarely() ? ", \"title\": " + json_text(text()) + ", \"" +
                                         one_of({"description", "maxValue", "expectedValue2"}) +
                                         "\": " + one_of({json_text(text()), json_value()})
                                   : std::string{};
  return "{\"id\": \"" + name + "\", " + stated + odd + "}";
}

std::string tender() {
  std::string requirements;
  std::string awards;
  const int times = *gen::inRange(1, 6);
  const std::string unit = one_of({"percentageExact", "order", "decimalExact"});
  for (int i = 0; i < times; ++i) {
    const std::string comma = i > 0 ? ", " : "";
    std::string id;
    requirements.append(comma).append(requirement(id));
    awards.append(comma).append("{\"name\": \"").append(id);
    awards.append("\", \"numbers\": [{\"number\": ").append(count());
    awards.append(", \"weight\": \"").append(unit).append("\"}]}");
  }
  const std::string weighed =
      *gen::inRange(0, 2) == 0 ? ", \"awardCriteria\": {\"criteria\": [" + awards + "]}" : "";
  return "{\"ocid\": " + json_text(text()) +
         ", \"tender\": {\"id\": \"1\", \"title\": " + json_text(text()) +
         ", \"criteria\": [{\"id\": \"c\", \"description\": " + json_text(text()) +
         ", \"requirementGroups\": [{\"id\": \"g\", \"requirements\": [" + requirements + "]}]}]" +
         weighed +
         "}, \"buyer\": {\"address\": {\"country\": " + one_of({json_text(text()), "\"DE\""}) +
         "}}}";
}

shortlist::ImportOptions options() {
  shortlist::ImportOptions chosen;
  if (rarely()) chosen.family = one_of({"qwen3", "Qwen3", "other", "a.b"});
  chosen.variant = one_of({"", "x", "qwen3-8b", "x.y"});
  return chosen;
}

std::string first_of(const shortlist::Failure& failure) {
  return to_text(failure.diagnostics.front());
}

// What is printed of a file loads beside the rules, in a folder of its own behind theirs.
void loads(const std::string& rules, const std::string& path) {
  const auto import = shortlist::import_model(rule_base(rules), path, options());
  if (!import) {
    RC_ASSERT(!import.error().diagnostics.empty());
    return;
  }
  for (const std::string& printed : {import->toml, report(*import, {})}) {
    const auto loaded =
        shortlist::load_rule_base({.folders = {rules}, .documents = {{"imported.toml", printed}}});
    if (!loaded) RC_FAIL(printed + first_of(loaded.error()));
  }
}

void write(const std::string& path, const std::string& bytes, std::uint64_t size = 0) {
  std::ofstream(path, std::ios::binary) << bytes;
  if (size > 0) std::filesystem::resize_file(path, size);
}

template <class Make>
void file_loads(const std::string& name, Make make, int times = 400) {
  holds(
      [&] {
        const Folder folder;
        const std::string path = folder.path() + "/" + name;
        write(path, make());
        loads(small_rules, path);
      },
      times);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(imports)

BOOST_AUTO_TEST_CASE(what_is_printed_of_a_configuration_loads) {
  file_loads("config.json", configuration, 1000);
}

BOOST_AUTO_TEST_CASE(what_is_printed_of_a_card_loads) { file_loads("README.md", card); }

BOOST_AUTO_TEST_CASE(what_is_printed_of_a_catalogue_loads) { file_loads("model.toml", catalogue); }

BOOST_AUTO_TEST_CASE(what_is_printed_of_a_header_loads) {
  holds(
      [] {
        const Folder folder;
        const std::string path = folder.path() + "/model.gguf";
        const gguf::Writer writer = header();
        write(path, writer.header(), writer.size());
        loads(small_rules, path);
      },
      1000);
}

BOOST_AUTO_TEST_CASE(what_is_printed_of_a_folder_loads_beside_the_shipped_rules) {
  holds(
      [] {
        const Folder folder;
        write(folder.path() + "/config.json", configuration());
        write(folder.path() + "/README.md", card());
        loads(shipped_rules, folder.path());
      },
      20);
}

BOOST_AUTO_TEST_CASE(what_is_printed_of_a_tender_loads) {
  holds(
      [] {
        const Folder folder;
        const std::string path = folder.path() + "/tender.json";
        write(path, tender());
        const auto import = shortlist::import_model(rule_base(shipped_rules), path, {});
        if (!import) return;
        for (const std::string& printed : {import->toml, report(*import, {})}) {
          const auto loaded =
              shortlist::parse_profile(rule_base(shipped_rules), printed, "profile.toml");
          if (!loaded) RC_FAIL(printed + first_of(loaded.error()));
        }
      },
      1000);
}

BOOST_AUTO_TEST_SUITE_END()
