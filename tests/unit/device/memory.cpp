// Measurements of llama.cpp and Ollama against the arithmetic of device/memory.hpp. The numbers are
// what runtime logs in public repositories print, in MiB to two decimals; ids are those of the
// collection they were carried over from (kv..: KV cache and recurrent state, c..: compute buffer).
// Logs named by an address: kv50 https://github.com/ikawrakow/ik_llama.cpp/pull/259,
// kv62 https://github.com/ollama/ollama/issues/6160.

#include "device/memory.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>

namespace {

using shortlist::Geometry;
using shortlist::KvType;
using shortlist::device::Plan;

constexpr double mib = 1024.0 * 1024;
constexpr double printed = 0.01 * mib;  // half a step either way of two decimals, and rounding up

const std::map<std::string, Geometry>& geometries() {
  static const std::map<std::string, Geometry> all{
      {"llama-3.2-1b",
       {.layers = 16,
        .hidden_size = 2048,
        .vocabulary = 128256,
        .kv_heads = 8,
        .head_dim = 64,
        .full_layers = 16}},
      {"llama-3.3-70b",
       {.layers = 80,
        .hidden_size = 8192,
        .vocabulary = 128256,
        .q_heads = 64,
        .kv_heads = 8,
        .head_dim = 128,
        .full_layers = 80}},
      {"qwen3-1.7b",
       {.layers = 28,
        .hidden_size = 2048,
        .vocabulary = 151936,
        .kv_heads = 8,
        .head_dim = 128,
        .full_layers = 28}},
      {"phi-3-mini",
       {.layers = 32,
        .hidden_size = 3072,
        .vocabulary = 32064,
        .q_heads = 32,
        .kv_heads = 32,
        .head_dim = 96,
        .full_layers = 32}},
      {"qwen3-8b",
       {.layers = 36,
        .hidden_size = 4096,
        .vocabulary = 151936,
        .kv_heads = 8,
        .head_dim = 128,
        .full_layers = 36}},
      {"gpt-oss-20b",
       {.layers = 24,
        .hidden_size = 2880,
        .vocabulary = 201088,
        .kv_heads = 8,
        .head_dim = 64,
        .full_layers = 12,
        .sliding_layers = 12,
        .sliding_window = 128}},
      {"qwen3.5-9b",
       {.layers = 32,
        .hidden_size = 4096,
        .vocabulary = 248320,
        .kv_heads = 4,
        .head_dim = 256,
        .full_layers = 8,
        .linear_layers = 24,
        .linear_key_heads = 16,
        .linear_value_heads = 32,
        .linear_key_head_dim = 128,
        .linear_value_head_dim = 128,
        .linear_conv_kernel = 4}},
      {"qwen3.5-27b",
       {.layers = 64,
        .hidden_size = 5120,
        .vocabulary = 248320,
        .kv_heads = 4,
        .head_dim = 256,
        .full_layers = 16,
        .linear_layers = 48,
        .linear_key_heads = 16,
        .linear_value_heads = 48,
        .linear_key_head_dim = 128,
        .linear_value_head_dim = 128,
        .linear_conv_kernel = 4}},
      {"qwen3-next-80b-a3b",
       {.layers = 48,
        .hidden_size = 2048,
        .vocabulary = 151936,
        .kv_heads = 2,
        .head_dim = 256,
        .full_layers = 12,
        .linear_layers = 36,
        .linear_key_heads = 16,
        .linear_value_heads = 32,
        .linear_key_head_dim = 128,
        .linear_value_head_dim = 128,
        .linear_conv_kernel = 4}},
      {"gemma-4-12b",
       {.layers = 48,
        .hidden_size = 3840,
        .vocabulary = 262144,
        .kv_heads = 1,
        .head_dim = 512,
        .full_layers = 8,
        .sliding_layers = 40,
        .sliding_window = 1024,
        .sliding_kv_heads = 8,
        .sliding_head_dim = 256}},
      {"gemma-4-e4b",
       {.layers = 42,
        .hidden_size = 2560,
        .vocabulary = 262144,
        .kv_heads = 2,
        .head_dim = 512,
        .full_layers = 4,
        .sliding_layers = 20,
        .sliding_window = 512,
        .sliding_kv_heads = 2,
        .sliding_head_dim = 256,
        .shared_kv_layers = 18}},
      {"gemma-2-2b",
       {.layers = 26,
        .hidden_size = 2304,
        .vocabulary = 256000,
        .kv_heads = 4,
        .head_dim = 256,
        .full_layers = 13,
        .sliding_layers = 13,
        .sliding_window = 4096}},
      {"deepseek-v3-r1",
       {.layers = 61,
        .hidden_size = 7168,
        .vocabulary = 129280,
        .q_heads = 128,
        .kv_heads = 128,
        .head_dim = 128,
        .full_layers = 61,
        .mla_kv_lora_rank = 512,
        .mla_rope_dim = 64}},
      {"trinity-nano",
       {.layers = 56,
        .hidden_size = 0,
        .vocabulary = 0,
        .kv_heads = 2,
        .head_dim = 128,
        .full_layers = 14,
        .sliding_layers = 42,
        .sliding_window = 2048}},
      {"muse-glimmer-30b",
       {.layers = 52,
        .hidden_size = 0,
        .vocabulary = 0,
        .kv_heads = 2,
        .head_dim = 128,
        .full_layers = 13,
        .sliding_layers = 39,
        .sliding_window = 2048}},
      {"mistral-small-22b",
       {.layers = 56,
        .hidden_size = 6144,
        .vocabulary = 32768,
        .kv_heads = 8,
        .head_dim = 128,
        .full_layers = 56}},
  };
  return all;
}

enum class Part { all, full, sliding, state };

struct Measured {
  const char* id;
  const char* model;
  Part part;
  double cells;  // of all sequences together
  double batch;
  double sequences;
  KvType kv;
  double mib;
};

// clang-format off
constexpr Measured caches[] = {
    {"kv02", "llama-3.2-1b", Part::all, 4096, 512, 1, KvType::f16, 128.0},
    {"kv06", "llama-3.3-70b", Part::all, 4096, 512, 1, KvType::f16, 1280.0},
    {"kv07", "qwen3-1.7b", Part::all, 1024, 512, 1, KvType::f16, 112.0},
    {"kv08", "phi-3-mini", Part::all, 4096, 512, 1, KvType::f16, 1536.0},
    {"kv10", "qwen3-8b", Part::all, 40960, 512, 1, KvType::f16, 5760.0},
    {"kv13", "gpt-oss-20b", Part::full, 131072, 512, 1, KvType::f16, 3072.0},
    {"kv14", "gpt-oss-20b", Part::sliding, 131072, 512, 1, KvType::f16, 18.0},
    {"kv15", "gpt-oss-20b", Part::sliding, 131072, 2048, 1, KvType::f16, 54.0},
    {"kv17", "gpt-oss-20b", Part::sliding, 8192, 128, 1, KvType::q8_0, 3.19},
    {"kv20", "qwen3.5-9b", Part::full, 131072, 512, 1, KvType::f16, 4096.0},
    {"kv21", "qwen3.5-9b", Part::full, 131072, 512, 1, KvType::q4_0, 1152.0},
    {"kv22", "qwen3.5-9b", Part::full, 262144, 512, 1, KvType::q8_0, 4352.0},
    {"kv23", "qwen3.5-9b", Part::full, 135168, 512, 1, KvType::f16, 4224.0},
    {"kv24", "qwen3.5-9b", Part::state, 135168, 512, 4, KvType::f16, 201.0},
    {"kv25", "qwen3.5-9b", Part::state, 8192, 512, 1, KvType::f16, 50.25},
    {"kv26", "qwen3.5-27b", Part::full, 24576, 512, 1, KvType::f16, 1536.0},
    {"kv27", "qwen3.5-27b", Part::state, 24576, 512, 1, KvType::f16, 149.62},
    {"kv33", "qwen3-next-80b-a3b", Part::all, 100096, 512, 4, KvType::f16, 2647.5},
    {"kv34", "gemma-4-12b", Part::full, 8192, 512, 1, KvType::f16, 128.0},
    {"kv35", "gemma-4-12b", Part::sliding, 8192, 2048, 4, KvType::f16, 1920.0},
    {"kv40", "gemma-4-e4b", Part::all, 4096, 512, 1, KvType::f16, 104.0},
    {"kv41", "gemma-4-e4b", Part::all, 8192, 512, 1, KvType::f16, 168.0},
    {"kv42", "gemma-4-e4b", Part::all, 16384, 512, 1, KvType::f16, 296.0},
    {"kv43", "gemma-4-e4b", Part::all, 32768, 512, 1, KvType::f16, 552.0},
    {"kv47", "gemma-2-2b", Part::all, 8192, 512, 4, KvType::f16, 832.0},
    {"kv48", "deepseek-v3-r1", Part::full, 32768, 512, 1, KvType::f16, 2196.0},
    {"kv50", "deepseek-v3-r1", Part::full, 32768, 512, 1, KvType::q8_0, 1166.62},
    {"kv52", "deepseek-v3-r1", Part::full, 20480, 512, 1, KvType::f16, 1372.5},
    {"kv56", "trinity-nano", Part::full, 131072, 512, 1, KvType::f16, 1792.0},
    {"kv57", "trinity-nano", Part::sliding, 131072, 512, 1, KvType::f16, 105.0},
    {"kv58", "muse-glimmer-30b", Part::full, 32768, 512, 1, KvType::f16, 416.0},
    {"kv62", "mistral-small-22b", Part::full, 49152, 512, 1, KvType::q8_0, 5712.0},
};

struct Compute {
  const char* id;
  const char* model;
  double batch;
  double context;
  bool flash;
  double mib;
};

constexpr Compute compute_buffers[] = {
    {"c1", "llama-3.2-1b", 512, 1024, false, 254.5},
    {"c2", "llama-3.2-1b", 512, 4096, false, 280.01},
    {"c3", "qwen3-1.7b", 512, 1024, false, 300.75},
    {"c6", "gpt-oss-20b", 512, 131072, true, 456.98},
    {"c7", "gpt-oss-20b", 512, 131072, true, 420.08},
    {"c8", "gpt-oss-20b", 2048, 131072, true, 1672.08},
    {"c9", "qwen3.5-27b", 512, 262144, true, 488.0},
    {"c13", "gemma-2-2b", 512, 8192, true, 509.0},
};
// clang-format on

// The bytes of one part: what remains when the layers of the other kinds are taken away.
double part_bytes(Geometry geometry, Part part, const Plan& plan) {
  if (part == Part::state) return state_bytes(geometry, plan);
  if (part == Part::full) geometry.sliding_layers = 0;
  if (part == Part::sliding) geometry.full_layers = 0;
  const double state = part == Part::all ? state_bytes(geometry, plan) : 0;
  return kv_bytes(geometry, plan) + state;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(memory)

BOOST_AUTO_TEST_CASE(caches_and_states_are_what_the_runtimes_log) {
  for (const Measured& each : caches) {
    const Plan plan{.context = each.cells / each.sequences,
                    .sequences = each.sequences,
                    .batch = each.batch,
                    .flash = true,
                    .kv = each.kv,
                    .cell_padding = 256};
    const double bytes = part_bytes(geometries().at(each.model), each.part, plan);
    BOOST_TEST_CONTEXT(each.id << " " << each.model)
    BOOST_TEST(std::abs(bytes - each.mib * mib) <= printed);
  }
}

BOOST_AUTO_TEST_CASE(compute_buffers_are_bounded) {
  for (const Compute& each : compute_buffers) {
    const Plan plan{.context = each.context,
                    .sequences = 1,
                    .batch = each.batch,
                    .flash = each.flash,
                    .kv = KvType::f16,
                    .cell_padding = 256};
    const double bound = compute_bytes(geometries().at(each.model), plan);
    BOOST_TEST_CONTEXT(each.id << " " << each.model) {
      BOOST_TEST(bound >= each.mib * mib);
      BOOST_TEST(bound <= each.mib * mib * 1.35);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_cache_of_deepseek_v3_is_70272_bytes_a_token) {
  const Plan plan{.context = 1, .sequences = 1, .batch = 1};
  BOOST_TEST(kv_bytes(geometries().at("deepseek-v3-r1"), plan) == 70272);
}

BOOST_AUTO_TEST_CASE(a_budget_is_whole_bytes_and_never_negative) {
  using shortlist::device::budget_bytes;
  BOOST_TEST(budget_bytes(1000, 0.9995, 0, 1) == 999);
  BOOST_TEST(budget_bytes(1000, 0.5, 100, 3) == 1200);
  BOOST_TEST(budget_bytes(1000, 0.5, 600, 3) == 0);
}

BOOST_AUTO_TEST_CASE(speed_is_bandwidth_over_bytes_read) {
  BOOST_TEST(shortlist::device::decode_tokens_per_s(1000, 0.5, 4e9, 1e9) == 100);
}

BOOST_AUTO_TEST_SUITE_END()
