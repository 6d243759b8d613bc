// The same under other names: layers, heads, experts and contexts of configurations in the wild,
// and how many parameters their shapes come to.

#include "import/formats.hpp"
#include "unit/import/texts.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace shortlist;
using texts::Read;

Read read(const std::string& text) {
  return texts::read(text, [](const load::Text& file, Problems& problems) {
    return importing::read_config(file, problems);
  });
}

Geometry geometry_of(const std::string& keys) {
  const Read result = read("{" + keys + "}");
  BOOST_TEST_REQUIRE(result.errors.empty(), keys);
  BOOST_TEST_REQUIRE(result.finding.geometry.has_value(), keys);
  return *result.finding.geometry;
}

// Four layers with these keys beside.
Geometry small(const std::string& more) {
  return geometry_of(R"("num_hidden_layers": 4, "hidden_size": 512, "num_attention_heads": 8,
    "num_key_value_heads": 2, "intermediate_size": 1024, )" +
                     more);
}

// 0 where it is not stated.
double number(const std::string& text, const std::string& id) {
  const Read result = read(text);
  for (const auto& [key, value] : result.finding.facts)
    if (key == id) return std::get<double>(value);
  return 0;
}

// Keys of a class, its layers, and heads.
std::string shaped(const std::string& type, std::array<std::int64_t, 6> sizes,
                   const std::string& more) {
  const auto& [layers, hidden, heads, kv_heads, ffn, vocabulary] = sizes;
  return R"({"hidden_act": "silu", "rope_theta": 1e6, "model_type": ")" + type +
         R"(", "num_hidden_layers": )" + std::to_string(layers) + R"(, "hidden_size": )" +
         std::to_string(hidden) + R"(, "num_attention_heads": )" + std::to_string(heads) +
         R"(, "num_key_value_heads": )" + std::to_string(kv_heads) + R"(, "intermediate_size": )" +
         std::to_string(ffn) + R"(, "vocab_size": )" + std::to_string(vocabulary) + ", " + more +
         "}";
}

const std::string own_output = R"("tie_word_embeddings": false)";
const std::string tied = R"("tie_word_embeddings": true)";

using Counts = std::vector<std::int64_t>;

Counts kinds(const Geometry& geometry) {
  return {geometry.full_layers, geometry.sliding_layers, geometry.linear_layers,
          geometry.shared_kv_layers};
}

Counts state(const Geometry& geometry) {
  return {geometry.linear_key_heads, geometry.linear_value_heads, geometry.linear_key_head_dim,
          geometry.linear_value_head_dim, geometry.linear_conv_kernel};
}

Counts experts(const Geometry& geometry) {
  return {geometry.experts, geometry.experts_per_token, geometry.expert_ffn_size,
          geometry.ffn_size};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(other_names)

BOOST_AUTO_TEST_CASE(layers_and_heads) {
  const Geometry geometry = geometry_of(
      R"("n_layers": 40, "dim": 5120, "n_heads": 32, "n_kv_heads": 8, "head_dim": 128,
         "hidden_dim": 14336, "vocab_size": 131072)");
  BOOST_TEST(geometry.layers == 40);
  BOOST_TEST(geometry.hidden_size == 5120);
  BOOST_TEST(geometry.kv_heads == 8);
  BOOST_TEST(geometry.ffn_size == 14336);
  const std::string glm = R"("num_layers": 28, "hidden_size": 4096, "num_attention_heads": 32,
    "kv_channels": 128, "multi_query_group_num": 2, "ffn_hidden_size": 13696,
    "padded_vocab_size": 65024, "multi_query_attention": )";
  BOOST_TEST(geometry_of(glm + "true").kv_heads == 2);
  BOOST_TEST(geometry_of(glm + "false").kv_heads == 32);
  BOOST_TEST(geometry_of(glm + "true").vocabulary == 65024);
}

BOOST_AUTO_TEST_CASE(key_value_heads_that_are_not_stated) {
  const std::string start = R"("n_layer": 1, "hidden_size": 2048, "num_attention_heads": 16)";
  BOOST_TEST(geometry_of(start).kv_heads == 16);
  BOOST_TEST(geometry_of(start + R"(, "num_attention_groups": 1)").kv_heads == 1);
  BOOST_TEST(geometry_of(start + R"(, "multi_query": true, "num_kv_heads": 71)").kv_heads == 1);
  BOOST_TEST(geometry_of(start + R"(, "multi_query": true, "new_decoder_architecture": true,
    "num_kv_heads": 8)")
                 .kv_heads == 8);
}

BOOST_AUTO_TEST_CASE(sizes_that_are_listed_layer_by_layer) {
  BOOST_TEST(small(R"("moe_topk": [8, 8], "num_experts": 64, "moe_intermediate_size": [32, 32])")
                 .expert_ffn_size == 32);
  const Read differ = read(R"({"num_hidden_layers": 2, "hidden_size": 64,
    "num_attention_heads": 4, "num_key_value_heads": 2, "intermediate_size": [128, 256]})");
  BOOST_TEST(differ.errors.empty());
  BOOST_TEST_REQUIRE(differ.finding.geometry.has_value());
  BOOST_TEST(differ.finding.geometry->ffn_size == 0);
  BOOST_TEST(differ.finding.notes.front() == "'intermediate_size' is not the same in all layers");
  BOOST_TEST(!read(R"({"num_hidden_layers": 2, "hidden_size": 64, "num_attention_heads": 4,
    "num_key_value_heads": [1, 2]})")
                  .finding.geometry.has_value());
}

BOOST_AUTO_TEST_CASE(experts_under_every_name) {
  BOOST_TEST(experts(small(R"("moe_num_experts": 64, "moe_k": 6, "moe_intermediate_size": 15)")) ==
             (Counts{64, 6, 15, 1024}));
  BOOST_TEST(experts(small(R"("num_local_experts": 128, "num_experts_per_tok": 4,
    "dense_intermediate_size": 4096)")) == (Counts{128, 4, 1024, 4096}));
  BOOST_TEST(experts(small(R"("num_local_experts": 16, "num_experts_per_tok": 1,
    "intermediate_size_mlp": 2048)")) == (Counts{16, 1, 1024, 2048}));
  BOOST_TEST(experts(small(R"("num_experts": 896, "num_experts_per_token": 16,
    "moe_intermediate_size": 30)")) == (Counts{896, 16, 30, 1024}));
  BOOST_TEST(experts(geometry_of(R"("n_layers": 4, "d_model": 64, "n_heads": 4,
    "attn_config": {"kv_n_heads": 2}, "ffn_config": {"ffn_hidden_size": 10,
    "moe_num_experts": 16, "moe_top_k": 4})")) == (Counts{16, 4, 10, 0}));
  BOOST_TEST(experts(geometry_of(R"("n_layers": 4, "dim": 64, "n_heads": 4, "n_kv_heads": 2,
    "hidden_dim": 256, "moe": {"num_experts": 8, "num_experts_per_tok": 2})")) ==
             (Counts{8, 2, 256, 0}));
  BOOST_TEST(experts(geometry_of(R"("n_layers": 4, "dim": 64, "n_heads": 4, "inter_dim": 100,
    "moe_inter_dim": 20, "n_routed_experts": 256, "n_activated_experts": 8)")) ==
             (Counts{256, 8, 20, 100}));
}

BOOST_AUTO_TEST_CASE(experts_that_are_not_understood_are_not_lost_in_silence) {
  const Read result = read(R"({"num_hidden_layers": 4, "hidden_size": 512,
    "num_attention_heads": 8, "amount_of_experts": 8})");
  BOOST_TEST_REQUIRE(!result.finding.notes.empty());
  BOOST_TEST(result.finding.notes.front().starts_with("experts: the file has 'amount_of_experts'"));
  const Read in_a_table = read(R"({"num_hidden_layers": 4, "hidden_size": 512,
    "num_attention_heads": 8, "mixture": {"experts": 8}})");
  BOOST_TEST_REQUIRE(!in_a_table.finding.notes.empty());
  BOOST_TEST(in_a_table.finding.notes.front().starts_with("experts: the file has 'experts'"));
  BOOST_TEST(
      number(shaped("odd", {4, 512, 8, 8, 1024, 1000}, own_output + R"(, "many_experts": 8)"),
             "parameters") == 0);
}

BOOST_AUTO_TEST_CASE(experts_of_several_sizes_have_none) {
  const std::string both = R"("moe_num_experts": [64, 64], "moe_k": 6)";
  BOOST_TEST(experts(small(both + R"(, "moe_intermediate_size": [15, 5])")) ==
             (Counts{64, 6, 0, 1024}));
}

BOOST_AUTO_TEST_CASE(minus_one_is_none) {
  const Geometry geometry = small(R"("sliding_window_size": -1, "num_experts": -1)");
  BOOST_TEST(geometry.full_layers == 4);
  BOOST_TEST(geometry.experts == 0);
  BOOST_TEST(geometry_of(R"("n_layers": 80, "dim": 8192, "n_heads": 64, "n_kv_heads": 8,
    "multiple_of": 4096, "ffn_dim_multiplier": 1.3, "vocab_size": -1)")
                 .vocabulary == 0);
}

BOOST_AUTO_TEST_CASE(contexts) {
  for (const char* const key : {"max_position_embeddings", "n_positions", "seq_length",
                                "model_max_length", "max_sequence_length", "max_seq_len"})
    BOOST_TEST(number("{\"model_type\": \"x\", \"" + std::string(key) + "\": 4096}",
                      "context_tokens") == 4096.0);
  BOOST_TEST(number(R"({"model_type": "x", "model_max_length": 1e30})", "context_tokens") == 0);
  // Command R: positions of 8,192 and a window of 131,072.
  BOOST_TEST(number(R"({"model_type": "cohere", "max_position_embeddings": 8192,
    "model_max_length": 131072})",
                    "context_tokens") == 131'072.0);
  BOOST_TEST(number(R"({"model_type": "x", "max_position_embeddings": 8192, "max_seq_len": 4})",
                    "context_tokens") == 8'192.0);
}

BOOST_AUTO_TEST_CASE(layers_that_keep_a_state_or_nothing) {
  const Geometry pattern = small(R"("hybrid_override_pattern": "M-M*", "ssm_state_size": 128,
    "mamba_num_heads": 16, "mamba_head_dim": 80, "n_groups": 8, "conv_kernel": 4)");
  BOOST_TEST(kinds(pattern) == (Counts{1, 0, 2, 1}));
  BOOST_TEST(state(pattern) == (Counts{8, 16, 128, 80, 4}));
  const Geometry typed = small(R"("layer_types": ["mamba", "mamba", "attention", "mamba"],
    "mamba_d_state": 128, "mamba_n_heads": 48, "mamba_d_head": "auto", "mamba_expand": 3,
    "mamba_n_groups": 1, "mamba_d_conv": 4)");
  BOOST_TEST(kinds(typed) == (Counts{1, 0, 3, 0}));
  BOOST_TEST(state(typed) == (Counts{1, 48, 128, 32, 4}));
  const Geometry channels = small(R"("attn_layer_period": 4, "attn_layer_offset": 2,
    "mamba_d_state": 16, "mamba_expand": 2, "mamba_d_conv": 4)");
  BOOST_TEST(kinds(channels) == (Counts{1, 0, 3, 0}));
  BOOST_TEST(state(channels) == (Counts{0, 1024, 16, 1, 4}));
  const Geometry typeless = geometry_of(R"("layers_block_type": ["mamba", "moe", "attention"],
    "hidden_size": 512, "num_attention_heads": 8, "num_key_value_heads": 2, "ssm_state_size": 8,
    "mamba_num_heads": 4, "mamba_head_dim": 8, "n_groups": 1, "conv_kernel": 4)");
  BOOST_TEST(kinds(typeless) == (Counts{1, 0, 1, 1}));
}

BOOST_AUTO_TEST_CASE(layers_by_numbers) {
  BOOST_TEST(kinds(small(R"("attn_type_list": [1, 1, 1, 1])")) == (Counts{4, 0, 0, 0}));
  const Geometry lightning = small(R"("attn_type_list": [0, 0, 0, 1])");
  BOOST_TEST(kinds(lightning) == (Counts{1, 0, 3, 0}));
  BOOST_TEST(state(lightning) == (Counts{8, 8, 64, 64, 0}));
  const Geometry windows = small(R"("hybrid_layer_pattern": [0, 1, 1, 1], "sliding_window": 128,
    "swa_num_key_value_heads": 4, "swa_head_dim": 96, "swa_v_head_dim": 64)");
  BOOST_TEST(kinds(windows) == (Counts{1, 3, 0, 0}));
  BOOST_TEST(windows.sliding_kv_heads == 4);
  BOOST_TEST(windows.sliding_head_dim == 96);
  const Geometry places = small(R"("kv_lora_rank": 512, "qk_rope_head_dim": 64,
    "linear_attn_config": {"full_attn_layers": [4], "kda_layers": [1, 2, 3], "num_heads": 32,
    "head_dim": 128, "short_conv_kernel_size": 4})");
  BOOST_TEST(kinds(places) == (Counts{1, 0, 3, 0}));
  BOOST_TEST(places.mla_kv_lora_rank == 512);
  BOOST_TEST(state(places) == (Counts{32, 32, 128, 128, 4}));
}

BOOST_AUTO_TEST_CASE(blocks_that_were_searched_for) {
  const Geometry geometry = geometry_of(R"("num_hidden_layers": 3, "hidden_size": 512,
    "num_attention_heads": 8, "num_key_value_heads": null, "block_configs": [
    {"attention": {"n_heads_in_group": 4}}, {"attention": {"no_op": true}},
    {"attention": {"n_heads_in_group": 4}}])");
  BOOST_TEST(kinds(geometry) == (Counts{2, 0, 0, 1}));
  BOOST_TEST(geometry.kv_heads == 2);
}

BOOST_AUTO_TEST_CASE(a_short_convolution_keeps_its_last_inputs) {
  const Geometry geometry =
      small(R"("layer_types": ["conv", "conv", "full_attention", "conv"], "conv_L_cache": 3)");
  BOOST_TEST(kinds(geometry) == (Counts{1, 0, 3, 0}));
  BOOST_TEST(geometry.state_bytes.value_or(0) == 3 * 2 * 512 * 4);
}

BOOST_AUTO_TEST_CASE(layers_that_only_draft_may_be_typed_too) {
  BOOST_TEST(small(R"("num_nextn_predict_layers": 1, "layer_types": ["attention", "attention",
    "attention", "attention", "attention"])")
                 .layers == 4);
}

// The totals of the published weights, as EuroEval/leaderboards lists them (1a77f1d2,
// leaderboards/*_simplified.csv), each held against the configuration of the same model.
BOOST_AUTO_TEST_CASE(parameters_of_a_dense_model_are_those_that_its_weights_hold) {
  const auto counted = [](const std::string& type, std::array<std::int64_t, 6> sizes,
                          const std::string& more) {
    return number(shaped(type, sizes, more), "parameters");
  };
  BOOST_TEST(number(texts::of_file("llama-3.1-8b-instruct/config.json"), "parameters") ==
             8'030'261'248.0);
  BOOST_TEST(counted("mistral", {32, 4096, 32, 8, 14336, 32768}, own_output) == 7'248'023'552.0);
  BOOST_TEST(counted("phi3", {32, 3072, 24, 8, 8192, 200064}, tied) == 3'836'021'760.0);
  // What an outer configuration does not state of the embedding, all classes share.
  BOOST_TEST(counted("phi3", {32, 3072, 24, 8, 8192, 200064},
                     R"("transformers_version": "4.46.1")") == 3'836'021'760.0);
}

BOOST_AUTO_TEST_CASE(norms_and_biases_that_no_key_states_are_those_of_the_class) {
  const auto counted = [](const std::string& type, std::array<std::int64_t, 6> sizes,
                          const std::string& more) {
    return number(shaped(type, sizes, more), "parameters");
  };
  BOOST_TEST(counted("qwen2", {28, 3584, 28, 4, 18944, 152064}, own_output) == 7'615'616'512.0);
  BOOST_TEST(counted("qwen3", {36, 4096, 32, 8, 12288, 151936},
                     R"("head_dim": 128, )" + own_output) == 8'190'735'360.0);
  BOOST_TEST(counted("gemma3_text", {26, 1152, 4, 1, 6912, 262144},
                     R"("head_dim": 256, )" + tied) == 999'885'952.0);
  BOOST_TEST(counted("cohere", {40, 8192, 64, 64, 22528, 256000}, tied) == 34'980'831'232.0);
  BOOST_TEST(counted("cohere2", {32, 4096, 32, 8, 14336, 256000}, tied) == 8'028'033'024.0);
  BOOST_TEST(counted("exaone4", {64, 5120, 40, 8, 27392, 102400},
                     R"("head_dim": 128, )" + own_output) == 32'003'216'384.0);
  BOOST_TEST(counted("gemma2", {42, 3584, 16, 8, 14336, 256000}, R"("head_dim": 256, )" + tied) ==
             9'241'705'984.0);
  BOOST_TEST(counted("olmo3", {64, 5120, 40, 8, 27648, 100278}, own_output) == 32'233'522'176.0);
}

// The total that chatllm.cpp prints when it loads GLM-4-9B (foldl/chatllm.cpp, docs).
BOOST_AUTO_TEST_CASE(parameters_under_the_names_of_glm) {
  BOOST_TEST(number(R"({"model_type": "chatglm", "num_layers": 40, "hidden_size": 4096,
    "num_attention_heads": 32, "kv_channels": 128, "multi_query_attention": true,
    "multi_query_group_num": 2, "ffn_hidden_size": 13696, "padded_vocab_size": 151552,
    "rope_ratio": 500, "add_qkv_bias": true, "tie_word_embeddings": false})",
                    "parameters") == 9'399'951'360.0);
}

BOOST_AUTO_TEST_CASE(gate_and_values_may_be_counted_together) {
  BOOST_TEST(geometry_of(R"("model_type": "qwen", "num_hidden_layers": 32, "hidden_size": 4096,
    "num_attention_heads": 32, "intermediate_size": 22016, "kv_channels": 128)")
                 .ffn_size == 11'008);
}

BOOST_AUTO_TEST_CASE(a_class_may_know_how_wide_its_feed_forward_layers_are) {
  const std::string falcon = R"({"model_type": "falcon", "num_hidden_layers": 60,
    "hidden_size": 4096, "num_attention_heads": 32, "num_kv_heads": 8, "vocab_size": 65024,
    "new_decoder_architecture": true, "tie_word_embeddings": false})";
  constexpr double published = 11'102'822'400.0;  // Falcon2-11B; less than a thousandth off
  BOOST_TEST(number(falcon, "parameters") > published * 0.999);
  BOOST_TEST(number(falcon, "parameters") < published * 1.001);
}

BOOST_AUTO_TEST_CASE(layers_with_a_window_have_the_shapes_of_those_without) {
  const Read result = read(shaped("starcoder", {32, 4096, 32, 8, 14336, 32768},
                                  R"("sliding_window": 64, )" + own_output));
  BOOST_TEST(!result.finding.geometry.has_value());
  BOOST_TEST_REQUIRE(!result.finding.facts.empty());
  BOOST_TEST(result.finding.facts.back().first == "parameters");
  BOOST_TEST(std::get<double>(result.finding.facts.back().second) == 7'248'023'552.0);
}

BOOST_AUTO_TEST_CASE(what_shapes_do_not_tell_is_not_counted) {
  const std::string whole = R"({"num_hidden_layers": 4, "hidden_size": 512, "vocab_size": 1000,
    "num_attention_heads": 8, "intermediate_size": 1024, "tie_word_embeddings": false)";
  const auto counted = [&](const std::string& more) {
    return number(whole + ", " + more + "}", "parameters") > 0;
  };
  BOOST_TEST(counted(R"("hidden_act": "silu")"));
  BOOST_TEST(counted(R"("hidden_act": "relu2", "rope_theta": 1e4)"));
  BOOST_TEST(!counted(R"("hidden_act": "relu2")"));
  BOOST_TEST(!counted(R"("rope_theta": 1e4)"));
  for (const char* const more :
       {R"("vision_config": {})", R"("num_nextn_predict_layers": 1)", R"("num_experts": 8)",
        R"("hidden_size_per_layer_input": 256)", R"("is_encoder_decoder": true)",
        R"("layer_types": ["mamba", "attention", "attention", "attention"], "mamba_d_state": 8)"})
    BOOST_TEST(!counted(R"("hidden_act": "silu", )" + std::string(more)), more);
  BOOST_TEST(counted(R"("hidden_act": "silu", "num_nextn_predict_layers": 0)"));
}

BOOST_AUTO_TEST_CASE(what_is_no_configuration_is_told_by_what_it_looks_like) {
  const auto error = [](const std::string& text) { return read(text).errors.at(0); };
  BOOST_TEST(error("{}") == "1:1: it is no configuration of a language model but an empty object");
  BOOST_TEST(error(R"({"peft_type": "LORA", "r": 8})").ends_with("no layers of its own"));
  BOOST_TEST(error(R"({"weight_map": {}})").ends_with("the index of files of weights"));
  BOOST_TEST(error(R"({"one": 1, "two": 2})").ends_with("an object of 'one' and 'two'"));
  BOOST_TEST(error("[]") == "1:1: a configuration is an object, not a list");
  // Whatever else stands beside a key that no configuration has.
  BOOST_TEST(error(R"({"peft_type": "PREFIX_TUNING", "num_layers": 24, "num_attention_heads": 16})")
                 .ends_with("no layers of its own"));
  BOOST_TEST(error(R"({"model_type": "llama", "tokenizer_class": "A", "model_max_length": 8})")
                 .ends_with("(tokenizer_config.json)"));
  BOOST_TEST(error(R"({"run": {"hidden_size": 8, "num_hidden_layers": 2}})")
                 .ends_with("an object of 'run'"));
  BOOST_TEST(error("{ // with comments\n \"compilerOptions\": {}}")
                 .ends_with("(tsconfig.json) with comments"));
  BOOST_TEST(error(R"({"model_type": "vit", "hidden_size": 8, "patch_size": 16})")
                 .ends_with("that of an encoder of images"));
}

BOOST_AUTO_TEST_SUITE_END()
