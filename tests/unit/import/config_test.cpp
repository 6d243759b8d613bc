// config.json: the geometry of real ones, what is left out, and what strangers may hand in.

#include "base/geometry_keys.hpp"
#include "import/formats.hpp"
#include "model/catalogue.hpp"
#include "shortlist/load.hpp"
#include "unit/import/texts.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;
using texts::Read;

Read read(const std::string& text) {
  return texts::read(text, [](const load::Text& file, Problems& problems) {
    return importing::read_config(file, problems);
  });
}

// A whole configuration with these keys instead of, or beside, its own.
std::string config(const std::string& more) {
  return R"({"num_hidden_layers": 4, "hidden_size": 512, "num_attention_heads": 8,
 "num_key_value_heads": 2, )" +
         more + "}";
}

Geometry geometry_of(const std::string& text) {
  const Read result = read(text);
  BOOST_TEST_REQUIRE(result.errors.empty());
  BOOST_TEST_REQUIRE(result.finding.geometry.has_value());
  return *result.finding.geometry;
}

std::string only_error(const std::string& text) {
  const Read result = read(text);
  BOOST_TEST_REQUIRE(result.errors.size() == 1U);
  BOOST_TEST(!result.finding.geometry.has_value());
  return result.errors.front();
}

bool is_of_feed_forward(const shortlist::GeometryKey& key) {
  using shortlist::Geometry;
  return key.count == &Geometry::ffn_size || key.count == &Geometry::experts ||
         key.count == &Geometry::experts_per_token || key.count == &Geometry::expert_ffn_size;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(configurations)

BOOST_AUTO_TEST_CASE(geometry_is_that_of_the_rule_base) {
  const auto rule_base = load_rule_base({.folders = {SHORTLIST_SOURCE_DIR "/rules"}});
  BOOST_TEST_REQUIRE(rule_base.has_value());
  const auto variant = [&](const std::string& id) -> const model::Variant& {
    for (const model::Family& family : rule_base->catalogue().rules().families)
      for (const model::Variant& each : family.variants)
        if (each.id == id) return each;
    throw std::runtime_error("no variant " + id);
  };
  const std::vector<std::pair<std::string, std::string>> files{
      {"deepseek-v3", "deepseek-v3-671b"},
      {"gemma-3-1b-it", "gemma-3-1b"},
      {"gemma-4-31b-it", "gemma-4-31b"},
      {"gemma-4-e2b-it", "gemma-4-e2b"},
      {"gpt-oss-20b", "gpt-oss-20b"},
      {"llama-3.1-8b-instruct", "llama-3.1-8b"},
      {"qwen3-8b", "qwen3-8b"},
      {"qwen3.5-27b", "qwen3.5-27b"}};
  for (const auto& [folder, id] : files) {
    const Geometry found = geometry_of(texts::of_file(folder + "/config.json"));
    const model::Variant& known = variant(id);
    BOOST_TEST_REQUIRE(known.geometry != nullptr, id);
    for (const GeometryKey& each : geometry_keys) {
      const std::int64_t stated = (*known.geometry).*each.count;
      if (stated == 0 && is_of_feed_forward(each)) continue;  // the rule base may not say
      BOOST_TEST((found.*each.count) == stated, id << ": " << each.key);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_mixture_has_the_heads_of_its_attention) {
  const Geometry geometry = geometry_of(texts::of_file("mixtral-8x7b-v0.1/config.json"));
  BOOST_TEST(geometry.full_layers == 32);
  BOOST_TEST(geometry.kv_heads == 8);
  BOOST_TEST(geometry.head_dim == 128);  // hidden_size by heads: the outer part states all it has
}

BOOST_AUTO_TEST_CASE(what_a_nested_part_leaves_out_is_not_derived) {
  const Read result = read(R"({"text_config": {"num_hidden_layers": 4, "hidden_size": 3840,
      "num_attention_heads": 16, "num_key_value_heads": 8}})");
  BOOST_TEST(result.errors.empty());
  BOOST_TEST(!result.finding.geometry.has_value());
}

BOOST_AUTO_TEST_CASE(which_layers_have_the_window_a_class_may_know_itself) {
  const Geometry geometry = geometry_of(texts::of_file("gemma-3-27b-it/config.json"));
  BOOST_TEST(geometry.full_layers == 10);
  BOOST_TEST(geometry.sliding_layers == 52);
  BOOST_TEST(geometry.sliding_window == 1024);
}

BOOST_AUTO_TEST_CASE(layers_are_told_apart_by_whatever_says_so) {
  const auto kinds = [](const std::string& more) {
    const Geometry geometry = geometry_of(config(more));
    return std::vector{geometry.full_layers, geometry.sliding_layers, geometry.linear_layers};
  };
  using Kinds = std::vector<std::int64_t>;
  BOOST_TEST(kinds(R"("sliding_window": null)") == (Kinds{4, 0, 0}));
  BOOST_TEST(kinds(R"("sliding_window": 64, "use_sliding_window": false)") == (Kinds{4, 0, 0}));
  BOOST_TEST(kinds(R"("sliding_window": 64, "use_sliding_window": true, "max_window_layers": 3)") ==
             (Kinds{3, 1, 0}));
  BOOST_TEST(kinds(R"("sliding_window": 64, "sliding_window_pattern": 2)") == (Kinds{2, 2, 0}));
  BOOST_TEST(kinds(R"("sliding_window": 64, "sliding_window_pattern": "LLLG")") ==
             (Kinds{1, 3, 0}));
  BOOST_TEST(kinds(R"("sliding_window": 8192, "max_position_embeddings": 8192)") ==
             (Kinds{4, 0, 0}));
  BOOST_TEST(kinds(R"("sliding_window": 64, "model_type": "gemma2")") == (Kinds{2, 2, 0}));
  BOOST_TEST(kinds(R"("sliding_window_size": 64, "model_type": "mistral")") == (Kinds{0, 4, 0}));
  BOOST_TEST(kinds(R"("attention_chunk_size": 64, "no_rope_layers": [1, 1, 1, 0])") ==
             (Kinds{1, 3, 0}));
  BOOST_TEST(kinds(R"("attention_chunk_size": 64, "model_type": "llama4_text")") ==
             (Kinds{1, 3, 0}));
  BOOST_TEST(kinds(R"("full_attention_interval": 2, "linear_num_key_heads": 2,
      "linear_num_value_heads": 4, "linear_key_head_dim": 8, "linear_value_head_dim": 8,
      "linear_conv_kernel_dim": 4)") == (Kinds{2, 0, 2}));
}

BOOST_AUTO_TEST_CASE(layers_that_nothing_tells_apart_are_left_out) {
  for (const char* const more :
       {R"("sliding_window": 64)", R"("attention_chunk_size": 64, "no_rope_layers": [])",
        R"("mamba_d_state": 16)", R"("use_cla": true)", R"("index_head_dim": 128)",
        R"("indexer_head_dim": 128)", R"("full_attention_interval": 2)"}) {
    const Read result = read(config(more));
    BOOST_TEST(result.errors.empty(), more);
    BOOST_TEST(!result.finding.geometry.has_value(), more);
    BOOST_TEST_REQUIRE(!result.finding.notes.empty(), more);
    BOOST_TEST(result.finding.notes.front().starts_with("architecture: "), more);
  }
}

BOOST_AUTO_TEST_CASE(rope_scaling_beyond_the_window_is_its_own_fact) {
  const auto facts = [](const std::string& more) { return read(config(more)).finding.facts; };
  BOOST_TEST(facts(R"("max_position_embeddings": 32768, "rope_scaling":
      {"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768})")
                 .back()
                 .first == "extended_context_tokens");
  BOOST_TEST(facts(R"("max_position_embeddings": 32768, "rope_parameters":
      {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768})")
                 .size() == 2U);
  BOOST_TEST(facts(R"("max_position_embeddings": 131072, "rope_scaling":
      {"rope_type": "yarn", "factor": 32.0, "original_max_position_embeddings": 4096})")
                 .size() == 1U);
}

BOOST_AUTO_TEST_CASE(contradictions_are_errors_in_their_place) {
  BOOST_TEST(only_error(config(R"("layer_types": ["full_attention"])")) ==
             "2:43: 'layer_types' names 1 layers, and there are 4");
  BOOST_TEST(only_error(config(R"("num_kv_shared_layers": 5)"))
                 .ends_with("'num_kv_shared_layers' is more than there are layers"));
  BOOST_TEST(only_error(R"({"num_hidden_layers": 1000000})")
                 .ends_with("a model of more than 100,000 layers"));
  BOOST_TEST(only_error(R"({"num_hidden_layers": -1})") ==
             "1:23: 'num_hidden_layers' is a whole number from 0 to 1,000,000,000, not -1");
  BOOST_TEST(only_error("{\"num_hidden_layers\":\n  \"many\"}") ==
             "2:3: 'num_hidden_layers' is a whole number from 0 to 1,000,000,000, not text "
             "\"many\"");
  BOOST_TEST(only_error("[]") == "1:1: a configuration is an object, not a list");
}

BOOST_AUTO_TEST_CASE(what_is_no_json_is_told_by_its_place) {
  BOOST_TEST(only_error("{\n  \"a\": 1,\n}").starts_with("3:1: JSON: "));
  BOOST_TEST(only_error("{\"a\": 1, \"a\": 2}") == "1:10: the key 'a' stands twice in a table");
  BOOST_TEST(only_error("{\"a\": 1e999}") == "1:7: JSON: a number is too large");
  BOOST_TEST(only_error("{\"caf\xE9\": 1}").starts_with("1:7: JSON: "));
  BOOST_TEST(only_error("").starts_with("1:1: JSON: "));
}

BOOST_AUTO_TEST_CASE(a_configuration_cut_off_anywhere_is_refused) {
  const std::string whole = texts::of_file("qwen3.5-27b/config.json");
  for (std::size_t size = 0; size + 2 < whole.size(); ++size)
    BOOST_TEST(read(whole.substr(0, size)).errors.size() == 1U, "cut off after " << size);
}

BOOST_AUTO_TEST_CASE(depth_size_and_number_are_bounded) {
  BOOST_TEST(only_error(std::string(1'000'000, '[')) == "1:65: nesting is deeper than 64 levels");
  BOOST_TEST(only_error(std::string(5'000'000, ' ')) == "0:0: the file is larger than 4 MiB");
  std::string many = "[0";
  for (int i = 0; i < 200'000; ++i) many += ",0";
  BOOST_TEST(only_error(many + "]").ends_with("there are more than 100,000 values"));
}

BOOST_AUTO_TEST_CASE(an_infinity_of_python_is_no_error) {
  BOOST_TEST(read(texts::of_file("mystery/config.json")).errors.empty());
  BOOST_TEST(
      read(config(R"("a": [NaN, -Infinity, Infinity], "b": "Infinity \" NaN")")).errors.empty());
}

BOOST_AUTO_TEST_SUITE_END()
