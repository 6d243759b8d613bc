#include "device/memory.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using shortlist::Geometry;
using shortlist::KvType;
using shortlist::device::compute_bytes;
using shortlist::device::Plan;
using shortlist::device::Split;
using shortlist::device::split_of;

const Geometry latent{
    .layers = 61, .q_heads = 128, .full_layers = 61, .mla_kv_lora_rank = 512, .mla_rope_dim = 64};
const Geometry grouped{
    .layers = 2, .q_heads = 64, .kv_heads = 8, .head_dim = 128, .full_layers = 2};

}  // namespace

BOOST_AUTO_TEST_SUITE(memory)

BOOST_AUTO_TEST_CASE(the_cache_of_deepseek_v3_is_70272_bytes_a_token) {
  const Plan plan{.context = 1, .sequences = 1, .batch = 1};
  BOOST_TEST(kv_bytes(latent, plan) == 70272);
}

BOOST_AUTO_TEST_CASE(keys_and_values_may_be_of_two_types) {
  const Plan plan{.context = 32,
                  .sequences = 1,
                  .batch = 1,
                  .flash = true,
                  .kv = KvType::q8_0,
                  .kv_values = KvType::f16};
  // 2 layers x 8 heads x 128 x 32 cells, of 34 bytes for 32 keys and 2 bytes for each value
  BOOST_TEST(kv_bytes(grouped, plan) == 2 * 8 * 128 * (34 + 64));
}

BOOST_AUTO_TEST_CASE(without_what_it_is_computed_from_the_compute_buffer_is_unknown) {
  BOOST_TEST(!compute_bytes(grouped, {}).has_value());
  Geometry wide = grouped;
  wide.hidden_size = 8192;
  wide.vocabulary = 1000;
  BOOST_TEST(compute_bytes(wide, {}).has_value());
  wide.q_heads = 0;
  BOOST_TEST(compute_bytes(wide, {}).has_value());
  BOOST_TEST(!compute_bytes(wide, {.flash = false}).has_value());
}

BOOST_AUTO_TEST_CASE(tensor_parallel_devices_share_heads_while_there_are_some) {
  struct {
    const Geometry& geometry;
    double count;
    bool tensors;
    Split::By by;
    double copies;
  } const cases[] = {
      {grouped, 1, true, Split::By::one, 1},     {grouped, 2, false, Split::By::layers, 1},
      {grouped, 8, true, Split::By::tensors, 1}, {grouped, 16, true, Split::By::tensors, 2},
      {grouped, 3, true, Split::By::layers, 1},  {latent, 8, true, Split::By::tensors, 8},
      {latent, 8, false, Split::By::layers, 1},
  };
  for (const auto& each : cases) {
    const Split split = split_of(each.geometry, each.count, each.tensors);
    BOOST_TEST_CONTEXT(each.geometry.kv_heads << " heads on " << each.count) {
      BOOST_TEST((split.by == each.by));
      BOOST_TEST(split.kv_copies == each.copies);
    }
  }
}

BOOST_AUTO_TEST_CASE(sliding_layers_are_shared_by_key_value_heads_of_their_own) {
  const Geometry mixed{.layers = 2,
                       .q_heads = 16,
                       .kv_heads = 1,
                       .head_dim = 64,
                       .full_layers = 1,
                       .sliding_layers = 1,
                       .sliding_window = 1024,
                       .sliding_kv_heads = 8};
  const Split split = split_of(mixed, 8, true);
  BOOST_TEST(split.kv_copies == 8);
  BOOST_TEST(split.sliding_copies == 1);
  const Plan plan{.context = 32, .sequences = 1, .batch = 1};
  BOOST_TEST(kv_bytes(mixed, plan, split) == 8 * kv_bytes(mixed, plan) - 7 * (32 * 8 * 64 * 4));
}

BOOST_AUTO_TEST_CASE(a_budget_is_whole_bytes_and_never_negative) {
  using shortlist::device::budget_bytes;
  BOOST_TEST(budget_bytes(1000, 0.9995, 0, 1) == 999);
  BOOST_TEST(budget_bytes(1000, 0.5, 100, 3) == 1200);
  BOOST_TEST(budget_bytes(1000, 0.5, 600, 3) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
