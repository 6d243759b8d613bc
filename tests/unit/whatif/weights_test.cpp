// Stability of orders against one weight, held to exact fractions and to brute force.

#include "unit/whatif/hand_made.hpp"
#include "whatif/lines.hpp"
#include "whatif/stability.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <random>
#include <vector>

namespace {

using namespace shortlist;
using whatif::Contest;

constexpr double exact = 1e-12;

// Four alternatives on three criteria; every number below is an exact fraction. The rescaling is
// that of Mareschal (1988), European Journal of Operational Research 33:54-64.
Contest four() {
  return test::hand_made({{.9, .2, .4}, {.3, .8, .5}, {.5, .5, .7}, {.6, .6, .1}}, {.5, .3, .2});
}

// The four with the contestants in the order of their scores, as a decision has them.

Contest four_ranked() {
  return test::hand_made({{.9, .2, .4}, {.5, .5, .7}, {.6, .6, .1}, {.3, .8, .5}}, {.5, .3, .2});
}

void check_interval(const whatif::Interval& got, double low, double high, std::optional<int> below,
                    std::optional<int> above) {
  BOOST_TEST(std::abs(got.low - low) < exact);
  BOOST_TEST(std::abs(got.high - high) < exact);
  BOOST_TEST((got.below == below));
  BOOST_TEST((got.above == above));
}

BOOST_AUTO_TEST_SUITE(weights)

BOOST_AUTO_TEST_CASE(the_winner_stays_within_exact_fractions) {
  const Contest contest = four();
  check_interval(whatif::winner_interval(contest, 0), 3.0 / 7, 1, 2, std::nullopt);
  check_interval(whatif::winner_interval(contest, 1), 0, 2.0 / 5, std::nullopt, 1);
  check_interval(whatif::winner_interval(contest, 2), 0, 11.0 / 35, std::nullopt, 2);
}

BOOST_AUTO_TEST_CASE(the_whole_order_stays_within_exact_fractions) {
  const Contest contest = four_ranked();
  const auto first = whatif::order_interval(contest, 0);
  BOOST_TEST(std::abs(first.low - 14.0 / 29) < exact);
  BOOST_TEST(std::abs(first.high - 9.0 / 14) < exact);
  const auto second = whatif::order_interval(contest, 1);
  BOOST_TEST(second.low == 0);
  BOOST_TEST(std::abs(second.high - 1.0 / 3) < exact);
  const auto third = whatif::order_interval(contest, 2);
  BOOST_TEST(std::abs(third.low - 1.0 / 7) < exact);
  BOOST_TEST(std::abs(third.high - 9.0 / 41) < exact);
}

BOOST_AUTO_TEST_CASE(leaders_along_a_weight_are_the_upper_envelope) {
  const Contest contest = four();
  const auto stretches = whatif::upper_envelope(whatif::lines(contest, 0), contest.tie_place);
  BOOST_REQUIRE(stretches.size() == 3);
  const std::vector<int> rows{1, 2, 0};
  const std::vector<double> ends{1.0 / 3, 3.0 / 7, 1};
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST(stretches[i].row == rows[i]);
    BOOST_TEST(std::abs(stretches[i].to - ends[i]) < exact);
  }
}

BOOST_AUTO_TEST_CASE(segments_cover_the_range_and_adjacent_orders_differ) {
  const Contest contest = four_ranked();
  for (int column = 0; column < 3; ++column) {
    const auto segments = whatif::order_segments(contest, column).value();
    BOOST_TEST(segments.front().from == 0);
    BOOST_TEST(segments.back().to == 1);
    for (std::size_t i = 0; i + 1 < segments.size(); ++i) {
      BOOST_TEST(segments[i].to == segments[i + 1].from);
      BOOST_TEST((segments[i].order != segments[i + 1].order));
    }
    const double now = contest.weights[static_cast<std::size_t>(column)];
    const auto holds = std::find_if(segments.begin(), segments.end(), [&](const auto& segment) {
      return segment.from < now && now < segment.to;
    });
    BOOST_TEST((holds->order == std::vector{0, 1, 2, 3}));
    const auto interval = whatif::order_interval(contest, column);
    BOOST_TEST(std::abs(holds->from - interval.low) < exact);
    BOOST_TEST(std::abs(holds->to - interval.high) < exact);
  }
}

// Triantaphyllou & Sanchez (1997), Decision Sciences 28:151-194: the numerical example, percents
// computed from the matrix it prints.
BOOST_AUTO_TEST_CASE(critical_criteria_of_triantaphyllou_and_sanchez) {
  const Contest contest = test::hand_made({{0.3088, 0.2897, 0.3867, 0.1922},
                                           {0.2163, 0.3458, 0.1755, 0.6288},
                                           {0.4509, 0.2473, 0.1194, 0.0575},
                                           {0.024, 0.1172, 0.3184, 0.1215}},
                                          {0.3277, 0.3058, 0.2876, 0.079});
  const std::vector<double> any{18.87387904173889, 48.171692456832865, 64.8762979675054,
                                32.14950579070164};
  const std::vector<double> top{115.78476391766817, 229.70397624535298, 64.8762979675054,
                                114.25047982975471};
  for (int column = 0; column < 4; ++column) {
    const double weight = contest.weights[static_cast<std::size_t>(column)];
    const auto percent_any =
        whatif::percent_change(weight, whatif::order_interval(contest, column));
    const auto percent_top =
        whatif::percent_change(weight, whatif::winner_interval(contest, column));
    BOOST_REQUIRE(percent_any);
    BOOST_REQUIRE(percent_top);
    // Weights of the example sum to 1.0001, and changes there are of the weights as printed.
    BOOST_TEST(std::abs(*percent_any - any[static_cast<std::size_t>(column)]) < 0.02);
    BOOST_TEST(std::abs(*percent_top - top[static_cast<std::size_t>(column)]) < 0.05);
  }
}

BOOST_AUTO_TEST_CASE(a_winner_by_tie_break_alone_has_no_room_where_the_other_is_steeper) {
  const Contest contest = test::hand_made({{1, 0}, {0, 1}}, {.5, .5});
  check_interval(whatif::winner_interval(contest, 0), .5, 1, 1, std::nullopt);
}

BOOST_AUTO_TEST_CASE(equal_families_never_overtake_each_other) {
  const Contest contest = test::hand_made({{.7, .3}, {.7, .3}}, {.5, .5});
  check_interval(whatif::winner_interval(contest, 0), 0, 1, std::nullopt, std::nullopt);
  BOOST_TEST(whatif::order_segments(contest, 0).value().size() == 1);
}

BOOST_AUTO_TEST_CASE(orders_that_would_take_gigabytes_to_say_are_none) {
  std::vector<std::vector<double>> values;
  for (int i = 0; i < 300; ++i) values.push_back({i / 300., 1 - i / 310.});
  BOOST_TEST(!whatif::order_segments(test::hand_made(values, {.5, .5}), 0));
}

BOOST_AUTO_TEST_CASE(one_need_alone_has_no_weight_to_give) {
  const Contest contest = test::hand_made({{.7}, {.3}}, {1});
  check_interval(whatif::winner_interval(contest, 0), 0, 1, std::nullopt, std::nullopt);
}

BOOST_AUTO_TEST_CASE(a_family_stands_by_the_best_of_its_variants_at_each_weight) {
  // The first family's two variants lead at the two ends, the second in the middle by none.
  const Contest contest = test::hand_made({{1, 0}, {0, 1}, {.45, .45}}, {.9, .1}, {2, 1});
  check_interval(whatif::winner_interval(contest, 0), 0, 1, std::nullopt, std::nullopt);
}

BOOST_AUTO_TEST_CASE(a_family_to_verify_never_ends_a_qualified_ones_lead) {
  Contest contest = test::hand_made({{.5, .5}, {1, 1}}, {.5, .5});
  contest.qualified = 1;
  contest.contestants[1].name.status = Status::to_verify;
  check_interval(whatif::winner_interval(contest, 0), 0, 1, std::nullopt, std::nullopt);
  const auto segments = whatif::order_segments(contest, 0).value();
  BOOST_REQUIRE(segments.size() == 1);
  BOOST_TEST((segments[0].order == std::vector{0, 1}));
}

// Random contests against a fine walk along the weight: what leads at each step.
BOOST_AUTO_TEST_CASE(intervals_agree_with_a_walk_along_the_weight) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int round = 0; round < 200; ++round) {
    const int families = 2 + round % 6;
    const int columns = 2 + round % 4;
    std::vector<std::vector<double>> values;
    for (int row = 0; row < 2 * families; ++row) {
      auto& one = values.emplace_back();
      for (int column = 0; column < columns; ++column) one.push_back(unit(random));
    }
    std::vector<double> weights;
    double sum = 0;
    for (int column = 0; column < columns; ++column) sum += weights.emplace_back(unit(random));
    for (double& weight : weights) weight /= sum;
    Contest contest =
        test::hand_made(values, weights, std::vector<int>(static_cast<std::size_t>(families), 2));
    const auto leads = [&](int column, double t) {
      int best = -1;
      double best_score = -1;
      for (int row = 0; row < contest.rows(); ++row) {
        double score = t * contest.value(row, column);
        for (int k = 0; k < columns; ++k)
          if (k != column)
            score += (1 - t) * weights[static_cast<std::size_t>(k)] /
                     (1 - weights[static_cast<std::size_t>(column)]) * contest.value(row, k);
        if (score > best_score) {
          best_score = score;
          best = contest.family_of[static_cast<std::size_t>(row)];
        }
      }
      return best;
    };
    for (int column = 0; column < columns; ++column) {
      const double now = weights[static_cast<std::size_t>(column)];
      if (leads(column, now) != 0) continue;  // the first contestant has to be the winner
      const auto interval = whatif::winner_interval(contest, column);
      for (int step = 1; step < 200; ++step) {
        const double t = interval.low + (interval.high - interval.low) * step / 200;
        BOOST_TEST(leads(column, t) == 0);
      }
      if (interval.below) BOOST_TEST(leads(column, interval.low - 1e-9) == *interval.below);
      if (interval.above) BOOST_TEST(leads(column, interval.high + 1e-9) == *interval.above);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
