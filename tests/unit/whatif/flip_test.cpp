// The nearest weights that put an alternative first, held to published cases and to brute force.

#include "unit/whatif/hand_made.hpp"
#include "whatif/nearest.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;
using whatif::Contest;
using whatif::Norm;

Contest four() {
  return test::hand_made({{.9, .2, .4}, {.3, .8, .5}, {.5, .5, .7}, {.6, .6, .1}}, {.5, .3, .2});
}

// Two of the four alone: the distance at which one ties with the winner, whoever else is ahead.
Contest pair(int challenger) {
  const Contest all = four();
  std::vector<std::vector<double>> values;
  for (const int row : {0, challenger}) {
    auto& one = values.emplace_back();
    for (int column = 0; column < 3; ++column) one.push_back(all.value(row, column));
  }
  return test::hand_made(values, {.5, .3, .2});
}

void check_weights(const Eigen::VectorXd& got, const std::vector<double>& wanted) {
  BOOST_REQUIRE(got.size() == static_cast<Eigen::Index>(wanted.size()));
  for (std::size_t i = 0; i < wanted.size(); ++i)
    BOOST_TEST(std::abs(got(static_cast<Eigen::Index>(i)) - wanted[i]) < 1e-9);
}

BOOST_AUTO_TEST_SUITE(flip)

// Distances of Wolters & Mareschal (1995), European Journal of Operational Research 81:281-290, and
// Rios Insua & French (1991), 54:176-190, on the worked example.
BOOST_AUTO_TEST_CASE(worked_distances_in_all_three_norms) {
  struct Case {
    int challenger;
    double sum;
    double largest;
    double euclidean;
    std::vector<double> nearest;
  };
  const std::vector<Case> cases{{1,
                                 1.0 / 6,
                                 1.0 / 12,
                                 .1173092830508663,
                                 {0.4128440366972477, 0.3779816513761468, 0.20917431192660552}},
                                {2,
                                 1.0 / 7,
                                 1.0 / 14,
                                 .08748177652797068,
                                 {0.42857142857142855, 0.33571428571428574, 0.23571428571428574}},
                                {3,
                                 9.0 / 35,
                                 9.0 / 70,
                                 .1574671977503472,
                                 {0.4357142857142857, 0.4285714285714286, 0.1357142857142857}}};
  for (const Case& each : cases) {
    const Contest contest = pair(each.challenger);
    const auto sum = whatif::nearest(contest, 1, Norm::sum);
    const auto largest = whatif::nearest(contest, 1, Norm::largest);
    const auto euclidean = whatif::nearest(contest, 1, Norm::euclidean);
    BOOST_REQUIRE((sum && largest && euclidean));
    BOOST_TEST(std::abs(sum->distance - each.sum) < 1e-12);
    BOOST_TEST(std::abs(largest->distance - each.largest) < 1e-12);
    BOOST_TEST(std::abs(euclidean->distance - each.euclidean) < 1e-12);
    check_weights(euclidean->weights, each.nearest);
  }
}

BOOST_AUTO_TEST_CASE(the_first_needs_no_change) {
  for (const Norm norm : {Norm::sum, Norm::euclidean, Norm::largest}) {
    const auto found = whatif::nearest(four(), 0, norm);
    BOOST_REQUIRE(found);
    BOOST_TEST(found->distance == 0);
  }
}

// Hazen (1986), Operations Research 34:296-310.
BOOST_AUTO_TEST_CASE(margins_tell_who_can_be_first) {
  const Contest contest =
      test::hand_made({{.9, .1}, {.1, .9}, {.45, .45}, {.6, .6}, {.55, .2}}, {.5, .5});
  const std::vector<double> margins{.3, .3, -.15, .1, -.18125};
  for (int row = 0; row < 5; ++row)
    BOOST_TEST(std::abs(whatif::largest_margin(contest, row).margin -
                        margins[static_cast<std::size_t>(row)]) < 1e-9);
  BOOST_TEST((whatif::potentially_optimal(contest) == std::vector{0, 1, 3}));
}

BOOST_AUTO_TEST_CASE(undominated_yet_never_first_is_proved_by_a_mixture) {
  const Contest contest = test::hand_made({{1, 0}, {0, 1}, {.45, .45}}, {.5, .5});
  const auto margin = whatif::largest_margin(contest, 2);
  BOOST_TEST(std::abs(margin.margin + .05) < 1e-9);
  for (const Norm norm : {Norm::sum, Norm::euclidean, Norm::largest})
    BOOST_TEST(!whatif::nearest(contest, 2, norm));
  BOOST_REQUIRE(margin.mixture.size() == 2);
  double sum = 0;
  Eigen::RowVectorXd mean = Eigen::RowVectorXd::Zero(2);
  for (const auto& [row, share] : margin.mixture) {
    sum += share;
    mean += share * contest.value.row(row);
  }
  BOOST_TEST(std::abs(sum - 1) < 1e-9);
  BOOST_TEST(((mean - contest.value.row(2)).minCoeff() >= .05 - 1e-9));
}

BOOST_AUTO_TEST_CASE(who_could_lead_is_listed_up_to_a_thousand_families) {
  std::vector<std::vector<double>> values{{0.9, 0.5}, {0.5, 0.9}};
  while (values.size() < 1000) values.push_back({0.4, 0.4});
  const auto flip = [&] {
    const auto of = test::invented(values, {1, 2});
    auto analysis = whatif_flip(of.rule_base, of.profile, "0", {});
    BOOST_REQUIRE(analysis.has_value());
    BOOST_REQUIRE(analysis->l1);
    BOOST_TEST(std::abs(analysis->l1->distance - 1. / 3) < 1e-9);
    return std::move(*analysis);
  };
  const FlipAnalysis all = flip();
  BOOST_TEST((all.potentially_optimal == std::vector<std::string>{"1", "0"}));
  values.push_back({0.4, 0.4});
  const FlipAnalysis more = flip();
  BOOST_TEST(!more.potentially_optimal);
  BOOST_TEST(report(more, {}).find("not listed for so many") != std::string::npos);
}

// Random contests: what is found is first there, sums to 1, and no random weights that put the row
// first are nearer; where nothing is found, none of them does.
BOOST_AUTO_TEST_CASE(no_nearer_weights_are_found_by_chance) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> unit(0, 1);
  std::exponential_distribution<double> exponential(1);
  for (int round = 0; round < 60; ++round) {
    const int columns = 2 + round % 5;
    std::vector<std::vector<double>> values;
    for (int row = 0; row < 3 + round % 7; ++row) {
      auto& one = values.emplace_back();
      for (int column = 0; column < columns; ++column) one.push_back(unit(random));
    }
    std::vector<double> weights;
    double total = 0;
    for (int column = 0; column < columns; ++column)
      total += weights.emplace_back(exponential(random));
    for (double& weight : weights) weight /= total;
    const Contest contest = test::hand_made(values, weights);
    const Eigen::Map<const Eigen::VectorXd> stated(weights.data(), columns);
    for (int row = 0; row < contest.rows(); ++row) {
      const auto sum = whatif::nearest(contest, row, Norm::sum);
      const auto euclidean = whatif::nearest(contest, row, Norm::euclidean);
      const auto largest = whatif::nearest(contest, row, Norm::largest);
      BOOST_TEST(sum.has_value() == euclidean.has_value());
      BOOST_TEST(sum.has_value() == largest.has_value());
      BOOST_TEST(sum.has_value() == (whatif::largest_margin(contest, row).margin >= -1e-10));
      const auto leads = [&](const Eigen::VectorXd& w, double slack) {
        const Eigen::VectorXd scores = contest.value * w;
        return scores(row) >= scores.maxCoeff() - slack;
      };
      for (const auto* found : {&sum, &euclidean, &largest}) {
        if (!*found) continue;
        BOOST_TEST(std::abs((*found)->weights.sum() - 1) < 1e-12);
        BOOST_TEST((*found)->weights.minCoeff() >= 0);
        BOOST_TEST(leads((*found)->weights, 1e-10));
      }
      for (int draw = 0; draw < 300; ++draw) {
        Eigen::VectorXd w(columns);
        for (int column = 0; column < columns; ++column) w(column) = exponential(random);
        w /= w.sum();
        // Half of the draws near the stated weights, where nearer ones would be.
        if (draw % 2 == 0) w = stated + (w - stated) * unit(random);
        if (!leads(w, 0)) continue;
        BOOST_REQUIRE(sum);
        BOOST_TEST((w - stated).lpNorm<1>() >= sum->distance - 1e-10);
        BOOST_TEST((w - stated).norm() >= euclidean->distance - 1e-10);
        BOOST_TEST((w - stated).lpNorm<Eigen::Infinity>() >= largest->distance - 1e-10);
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
