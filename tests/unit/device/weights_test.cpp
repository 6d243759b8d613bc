#include "device/weights.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <optional>

namespace {

using shortlist::Geometry;
using shortlist::TensorRole;
using namespace shortlist::device;

constexpr double all = 1000 * 512 * 2 + 9'000'000;

// 1000 tokens x 512, twice; the rest is feed-forward: a third of it the last matrices.
Geometry plain() { return {.layers = 4, .hidden_size = 512, .vocabulary = 1000, .full_layers = 4}; }

double of(const Weights& weights, TensorRole role) {
  return weights.count[static_cast<std::size_t>(role)];
}

Mix mix(double bits, double fallback) {
  Mix mix;
  mix.bits.fill({bits, fallback});
  return mix;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights)

BOOST_AUTO_TEST_CASE(roles_add_up_to_the_parameters) {
  const auto found = weights_of(plain(), all, std::nullopt);
  BOOST_TEST_REQUIRE(found.has_value());
  BOOST_TEST(of(*found, TensorRole::embedding) == 512000);
  BOOST_TEST(of(*found, TensorRole::output) == 512000);
  BOOST_TEST(of(*found, TensorRole::ffn_down) == 3'000'000);
  BOOST_TEST(of(*found, TensorRole::other) == 6'000'000);
  BOOST_TEST(weights_bytes(*found, mix(4, 8)) == all / 2);
}

// 100 rows of 300 beside the embedding, whose own rows are whole ones.
BOOST_AUTO_TEST_CASE(tables_are_stored_as_the_embedding_is) {
  Geometry tables = plain();
  tables.lookup_rows = 100;
  tables.lookup_width = 300;
  tables.tied_embeddings = false;
  const auto apart = weights_of(tables, all + 30'000, std::nullopt);
  BOOST_TEST_REQUIRE(apart.has_value());
  BOOST_TEST(of(*apart, TensorRole::embedding) == 542'000);
  BOOST_TEST(of(*apart, TensorRole::output) == 512'000);
  BOOST_TEST(of(*apart, TensorRole::ffn_down) == 3'000'000);
  const double bytes = (542'000 * 8 + (all - 512'000) * 4) / 8;
  BOOST_TEST(weights_bytes(*apart, mix(4, 8)) == bytes);
  // A token reads single rows of the tables, and of an embedding that is no output layer.
  BOOST_TEST(read_share(*apart, mix(4, 8), 0) == 1 - 542'000 / bytes,
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(read_share(apart, all + 30'000, 0) == 1 - 542'000 / (all + 30'000),
             boost::test_tools::tolerance(1e-12));

  tables.tied_embeddings = true;
  tables.lookup_width = 512;
  const auto tied = weights_of(tables, all - 512'000 + 51'200, std::nullopt);
  BOOST_TEST_REQUIRE(tied.has_value());
  BOOST_TEST(of(*tied, TensorRole::embedding) == 0);
  BOOST_TEST(of(*tied, TensorRole::output) == 563'200);
  BOOST_TEST(of(*tied, TensorRole::ffn_down) == 3'000'000);
  BOOST_TEST(weights_bytes(*tied, mix(4, 8)) == (all - 512'000 + 51'200) / 2);
  BOOST_TEST(read_share(*tied, mix(4, 8), 0) == 1 - 51'200 / (all - 512'000 + 51'200),
             boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(attention_is_never_an_expert) {
  Geometry mixture = plain();
  mixture.q_heads = 8;
  mixture.kv_heads = 8;
  mixture.head_dim = 64;
  mixture.experts = 4;
  mixture.experts_per_token = 1;
  mixture.expert_ffn_size = 512;
  // 4 layers x 4 experts x 3 matrices of 512 x 512; 4 layers x 4 matrices of attention
  const double experts = 48 * 512 * 512;
  const double others = 16 * 512 * 512 + 512000;
  const auto fit = expert_weights(mixture, others + experts, 1e6);
  BOOST_TEST_REQUIRE(fit.has_value());
  BOOST_TEST(fit->least == experts);
  BOOST_TEST(fit->most == experts);
  // Were all layers mixtures, attention would have no room: fewer of them are.
  const auto fewer = expert_weights(mixture, others + experts - 1, others + experts - 4);
  BOOST_TEST_REQUIRE(fewer.has_value());
  BOOST_TEST(fewer->most <= experts - 1);
}

BOOST_AUTO_TEST_CASE(tied_embeddings_are_there_once) {
  Geometry geometry = plain();
  geometry.tied_embeddings = true;
  const auto found = weights_of(geometry, all, std::nullopt);
  BOOST_TEST(of(*found, TensorRole::embedding) == 0);
  BOOST_TEST(of(*found, TensorRole::output) == 512000);
  BOOST_TEST(of(*found, TensorRole::ffn_down) == (all - 512000) / 3);
}

BOOST_AUTO_TEST_CASE(embeddings_are_tied_where_the_parameters_do_not_suffice_for_two) {
  const auto found = weights_of(plain(), 600'000, std::nullopt);
  BOOST_TEST(of(*found, TensorRole::embedding) == 0);
  BOOST_TEST(!weights_of(plain(), 500'000, std::nullopt).has_value());
}

BOOST_AUTO_TEST_CASE(rows_that_are_no_multiple_of_256_fall_back) {
  Geometry geometry = plain();
  geometry.experts = 8;
  geometry.expert_ffn_size = 704;  // only the last matrices have rows of this length
  const auto found = weights_of(geometry, all, std::nullopt);
  BOOST_TEST(weights_bytes(*found, mix(4, 8)) == (all * 4 + 3'000'000 * 4.0) / 8);
  geometry.hidden_size = 500;  // and all others of this one
  const auto narrow = weights_of(geometry, all, std::nullopt);
  BOOST_TEST(weights_bytes(*narrow, mix(4, 8)) == all);
}

BOOST_AUTO_TEST_CASE(without_vocabulary_nothing_is_known_of_the_tensors) {
  Geometry geometry = plain();
  geometry.vocabulary = 0;
  BOOST_TEST(!weights_of(geometry, all, std::nullopt).has_value());
}

BOOST_AUTO_TEST_CASE(experts_are_what_the_geometry_says_else_what_the_active_parameters_leave) {
  Geometry geometry = plain();
  BOOST_TEST(!expert_weights(geometry, all, std::nullopt).has_value());
  const auto bounds = expert_weights(geometry, all, 2'000'000);
  BOOST_TEST(bounds->least == all - 2'000'000);
  BOOST_TEST(bounds->most == all - 512000);
  geometry.experts = 8;
  geometry.experts_per_token = 2;
  // 6 of 8 experts are idle
  const auto idle = expert_weights(geometry, all, all - 600'000);
  BOOST_TEST(idle->least == 800'000);
  BOOST_TEST(idle->most == 800'000);
  geometry.expert_ffn_size = 10;
  const auto stated = expert_weights(geometry, all, all - 600'000);
  BOOST_TEST(stated->least == 3 * 4 * 8 * 10 * 512);
  BOOST_TEST(stated->most == stated->least);
}

// Gemma 4 26B A4B in Q4_K_M is published at 5.32 bits a weight, where most are near 4.9: its
// experts are 704 wide.
BOOST_AUTO_TEST_CASE(narrow_experts_take_more_bits) {
  const Geometry geometry{.layers = 30,
                          .hidden_size = 2816,
                          .vocabulary = 262144,
                          .q_heads = 16,
                          .kv_heads = 2,
                          .head_dim = 512,
                          .full_layers = 5,
                          .sliding_layers = 25,
                          .sliding_window = 1024,
                          .sliding_kv_heads = 8,
                          .sliding_head_dim = 256,
                          .experts = 128,
                          .experts_per_token = 8,
                          .expert_ffn_size = 704};
  Mix q4_k_m = mix(4.5, 5.5);
  for (const TensorRole role : {TensorRole::attention_value, TensorRole::ffn_down})
    q4_k_m.bits[static_cast<std::size_t>(role)] = {5.53125, 7.0};
  q4_k_m.bits[static_cast<std::size_t>(TensorRole::output)] = {6.5625, 8.5};
  constexpr double parameters = 25.23e9;
  const auto found = weights_of(geometry, parameters, 3.8e9);
  BOOST_TEST(weights_bytes(*found, q4_k_m) * 8 / parameters == 5.32,
             boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_SUITE_END()
