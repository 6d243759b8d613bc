#include "device/speed.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace {

using namespace shortlist::device;

const auto tight = boost::test_tools::tolerance(1e-12);

}  // namespace

BOOST_AUTO_TEST_SUITE(speed)

BOOST_AUTO_TEST_CASE(speed_is_bandwidth_over_bytes_read) {
  BOOST_TEST(decode_tokens_per_s(1000, 0.5, 4e9, 1e9) == 100);
  // 10 ms of reading and 2.5 ms beside.
  BOOST_TEST(decode_tokens_per_s(1000, 0.5, 4e9, 1e9, 0.0025) == 80, tight);
}

// Llama 3 8B, 32 layers of 4,096, 2,048 tokens at half of 100 TFLOPS: 0.68 s.
BOOST_AUTO_TEST_CASE(a_prompt_takes_two_operations_a_parameter_and_its_attention) {
  const shortlist::Geometry geometry{.q_heads = 32, .head_dim = 128, .full_layers = 32};
  const double operations = prompt_operations(geometry, 8.03e9, 2048);
  BOOST_TEST(operations == 3.289088e13 + 1.099511627776e12, tight);
  BOOST_TEST(std::round(operations / 50e12 * 100) == 68);
}

// A dense 70B at 4.89 bits on 1,008 GB/s, of which 0.6 is reached: 71 ms, 14 a second.
BOOST_AUTO_TEST_CASE(one_sequence_is_bound_by_the_bandwidth) {
  const Rates rates{.bytes_per_s = 1008e9 * 0.6, .operations_per_s = 165e12 * 0.5};
  const Step step{.weight_bytes = 70.6e9 * 4.89 / 8, .parameters = 70.6e9};
  BOOST_TEST(std::round(total_tokens_per_s(rates, step)) == 14);
}

BOOST_AUTO_TEST_CASE(many_sequences_are_bound_by_operations) {
  Step step{.sequences = 8, .weight_bytes = 8e9, .cache_bytes = 1e9, .parameters = 8e9};
  // 80 ms of reading cover the 64 ms of computing; 80 ms of caches, 40 ms beside.
  Rates rates{.bytes_per_s = 100e9, .seconds_a_token = 0.04, .operations_per_s = 2e12};
  BOOST_TEST(total_tokens_per_s(rates, step) == 8 / 0.2, tight);
  rates.operations_per_s = 1e12;
  BOOST_TEST(total_tokens_per_s(rates, step) == 8 / 0.248, tight);
  // Nobody says how much it computes: at most.
  rates.operations_per_s.reset();
  BOOST_TEST(total_tokens_per_s(rates, step) == 8 / 0.2, tight);
}

BOOST_AUTO_TEST_CASE(more_tokens_leave_fewer_experts_alone) {
  BOOST_TEST(resting_experts(64, 0.75, 1) == 48);
  BOOST_TEST(resting_experts(64, 0.75, 2) == 36);
}

BOOST_AUTO_TEST_SUITE_END()
