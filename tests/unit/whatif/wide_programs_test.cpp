// The programs for many weights against those for few, on contests that both can take; and, on many
// weights, against what has to hold of every answer.

#include "whatif/wide_programs.hpp"

#include "unit/whatif/hand_made.hpp"
#include "whatif/nearest.hpp"
#include "whatif/projection.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <random>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;
using Eigen::Index;
using Eigen::VectorXd;
using whatif::Contest;
using whatif::Norm;

class Dice {
 public:
  double fraction() { return static_cast<double>(twister_() >> 11U) * 0x1p-53; }
  std::size_t from(std::size_t least, std::size_t most) {
    return least + static_cast<std::size_t>(twister_() % (most - least + 1));
  }

 private:
  std::mt19937_64 twister_{5};
};

// Values in so many steps: few make ties, equal rows and flat directions.
Contest drawn(Dice& dice, std::size_t rows, std::size_t columns, int steps) {
  std::vector<std::vector<double>> values(rows, std::vector<double>(columns));
  for (auto& row : values)
    for (double& value : row) value = std::floor(dice.fraction() * (steps + 1)) / steps;
  std::vector<double> weights(columns);
  double sum = 0;
  for (double& weight : weights) sum += weight = 0.05 + dice.fraction();
  for (double& weight : weights) weight /= sum;
  return test::hand_made(values, weights);
}

VectorXd stated(const Contest& contest) {
  return Eigen::Map<const VectorXd>(contest.weights.data(),
                                    static_cast<Index>(contest.weights.size()));
}

template <class Program>
std::optional<VectorXd> nearest_by(const Contest& contest, int row) {
  Program program(stated(contest));
  for (const int other : whatif::opponents(contest, row))
    program.add_cut(contest.value.row(row) - contest.value.row(other));
  return program.weights();
}

double length(const VectorXd& x, Norm norm) {
  if (norm == Norm::sum) return x.lpNorm<1>();
  return norm == Norm::euclidean ? x.norm() : x.lpNorm<Eigen::Infinity>();
}

void expect_same(const Contest& contest, int row, Norm norm,
                 const std::optional<VectorXd>& weights) {
  BOOST_TEST_INFO_SCOPE("norm " << static_cast<int>(norm));
  const auto known = whatif::nearest(contest, row, norm);
  BOOST_REQUIRE(weights.has_value() == known.has_value());
  if (!known) return;
  BOOST_TEST(std::abs(length(*weights - stated(contest), norm) - known->distance) < 1e-9);
  BOOST_TEST(std::abs(weights->sum() - 1) < 1e-9);
  BOOST_TEST(weights->minCoeff() > -1e-9);
  const VectorXd scores = contest.value * *weights;
  BOOST_TEST(scores.maxCoeff() - scores(row) < 1e-9);
}

BOOST_AUTO_TEST_SUITE(wide_programs)

BOOST_AUTO_TEST_CASE(few_weights_come_out_as_by_the_programs_for_few) {
  Dice dice;
  for (int trial = 0; trial < 400; ++trial) {
    const int steps = trial % 3 == 0 ? 2 : trial % 3 == 1 ? 7 : 1'000'000;
    const Contest contest = drawn(dice, dice.from(2, 12), dice.from(2, 9), steps);
    const int row = static_cast<int>(dice.from(0, static_cast<std::size_t>(contest.rows()) - 1));
    BOOST_TEST_CONTEXT("trial " << trial) {
      expect_same(contest, row, Norm::sum, nearest_by<whatif::LeastSum>(contest, row));
      expect_same(contest, row, Norm::euclidean, nearest_by<whatif::Projection>(contest, row));
      expect_same(contest, row, Norm::largest, nearest_by<whatif::LeastLargest>(contest, row));
      whatif::MostAhead ahead(contest.value.cols(), 1);
      for (const int other : whatif::opponents(contest, row))
        ahead.add_cut(contest.value.row(row) - contest.value.row(other));
      const VectorXd scores = contest.value * ahead.weights();
      double margin = 1;
      for (const int other : whatif::opponents(contest, row))
        margin = std::min(margin, scores(row) - scores(other));
      BOOST_TEST(std::abs(margin - whatif::largest_margin(contest, row).margin) < 1e-9);
    }
  }
}

// The nearest by one norm is no nearer by another than the nearest by that.
BOOST_AUTO_TEST_CASE(many_weights_are_first_and_no_norm_beats_another_at_its_own) {
  Dice dice;
  for (const auto& [columns, steps] : std::vector<std::pair<std::size_t, int>>{{65, 2},
                                                                               {65, 7},
                                                                               {65, 1'000'000},
                                                                               {150, 2},
                                                                               {150, 7},
                                                                               {150, 1'000'000},
                                                                               {400, 1'000'000}}) {
    const Contest contest = drawn(dice, 60, columns, steps);
    for (const int row : {3, 17, 40}) {
      const auto l1 = whatif::nearest(contest, row, Norm::sum);
      const auto l2 = whatif::nearest(contest, row, Norm::euclidean);
      const auto linf = whatif::nearest(contest, row, Norm::largest);
      BOOST_REQUIRE((l1 && l2 && linf));
      for (const auto& each : {*l1, *l2, *linf}) {
        const VectorXd scores = contest.value * each.weights;
        BOOST_TEST(scores.maxCoeff() - scores(row) < 1e-9);
        BOOST_TEST(each.weights.minCoeff() >= 0);
        const VectorXd change = each.weights - stated(contest);
        BOOST_TEST(length(change, Norm::sum) >= l1->distance - 1e-9);
        BOOST_TEST(length(change, Norm::euclidean) >= l2->distance - 1e-9);
        BOOST_TEST(length(change, Norm::largest) >= linf->distance - 1e-9);
      }
    }
  }
}

// A row that is worse than a mixture on every one of 100 weights: the mixture is the proof.
BOOST_AUTO_TEST_CASE(many_weights_that_never_do_come_with_their_proof) {
  Dice dice;
  Contest contest = drawn(dice, 40, 100, 1'000'000);
  contest.value.row(7) =
      (contest.value.row(1) * 0.5 + contest.value.row(2) * 0.3 + contest.value.row(3) * 0.2)
          .array() -
      0.01;
  for (const Norm norm : {Norm::sum, Norm::euclidean, Norm::largest})
    BOOST_TEST(!whatif::nearest(contest, 7, norm).has_value());
  const whatif::Margin margin = whatif::largest_margin(contest, 7);
  BOOST_TEST(margin.margin <= -0.01 + 1e-9);
  Eigen::RowVectorXd mixed = Eigen::RowVectorXd::Zero(contest.value.cols());
  double sum = 0;
  for (const auto& [other, share] : margin.mixture) {
    mixed += share * contest.value.row(other);
    sum += share;
  }
  BOOST_TEST(std::abs(sum - 1) < 1e-9);
  BOOST_TEST(((mixed - contest.value.row(7)).minCoeff() >= -margin.margin - 1e-9));
  const std::vector<int> first = whatif::potentially_optimal(contest);
  BOOST_TEST((std::find(first.begin(), first.end(), 7) == first.end()));
}

// Nothing nearer than another alternative of the same family is worth looking for.
BOOST_AUTO_TEST_CASE(a_search_ends_where_it_is_further_than_asked) {
  Dice dice;
  for (const std::size_t columns : {5U, 80U}) {
    const Contest contest = drawn(dice, 30, columns, 1'000'000);
    for (int row = 0; row < contest.rows(); ++row) {
      const auto found = whatif::nearest(contest, row, Norm::sum);
      if (!found || found->distance == 0) continue;
      BOOST_TEST(whatif::nearest(contest, row, Norm::sum, found->distance).has_value());
      BOOST_TEST(!whatif::nearest(contest, row, Norm::sum, found->distance / 2).has_value());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
