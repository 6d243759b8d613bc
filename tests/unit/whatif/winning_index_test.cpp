// Winning indices in closed form: by hand, and where they come from in a run.

#include "whatif/winning_index.hpp"

#include "unit/whatif/hand_made.hpp"
#include "whatif/region.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;
using namespace shortlist::whatif;
using test::hand_made;

double index_of(const std::vector<double>& d) { return winning_index(d); }

// Of the first family before the second.
double first_index(const Contest& contest, const SampleOptions& options = {}) {
  const auto region = make_region(contest, options);
  BOOST_REQUIRE(region.has_value());
  const Matrix corners = simplex(*region, contest);
  BOOST_REQUIRE(corners.rows() > 0);
  const auto index = closed_winning_indices(contest, corners, 1);
  BOOST_TEST(index[0][1] + index[1][0] == 1.0);
  return index[0][1];
}

Eigen::Index corners_of(const Contest& contest, const SampleOptions& options) {
  const auto region = make_region(contest, options);
  BOOST_REQUIRE(region.has_value());
  return simplex(*region, contest).rows();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(whatif_winning_index, *boost::unit_test::label("threads"))

// d_1 w + d_2 (1 - w) > 0 on one side of d_2 / (d_2 - d_1).
BOOST_AUTO_TEST_CASE(two_needs_share_a_segment) {
  BOOST_TEST(index_of({0.75, -0.25}) == 0.75);
  BOOST_TEST(index_of({-0.25, 0.75}) == 0.75);
  BOOST_TEST(index_of({-0.75, 0.25}) == 0.25);
}

// Two corners of a triangle against one: the small triangle at the one has the product of the parts
// of its edges.
BOOST_AUTO_TEST_CASE(three_needs_share_a_triangle) {
  const double small = (0.2 / (0.2 + 0.5)) * (0.2 / (0.2 + 0.3));
  BOOST_TEST(std::abs(index_of({0.2, -0.5, -0.3}) - small) < 1e-15);
  BOOST_TEST(std::abs(index_of({-0.2, 0.5, 0.3}) - (1 - small)) < 1e-15);
}

BOOST_AUTO_TEST_CASE(one_sign_leaves_no_doubt_and_none_is_a_tie) {
  BOOST_TEST(index_of({0.1, 0.2, 0.3}) == 1.0);
  BOOST_TEST(index_of({0, 0, 1e-300}) == 1.0);
  BOOST_TEST(index_of({-0.1, 0, -0.3}) == 0.0);
  BOOST_TEST(index_of({0, 0, 0}) == 0.5);
  BOOST_TEST(index_of({0.1}) == 1.0);
}

BOOST_AUTO_TEST_CASE(a_need_without_a_difference_changes_nothing) {
  BOOST_TEST(index_of({0.3, 0, -0.1, 0}) == index_of({0.3, -0.1}));
}

// e_i - e_j, and two corners against two alike.
BOOST_AUTO_TEST_CASE(what_is_symmetric_is_a_half) {
  BOOST_TEST(index_of({1, -1, 0, 0, 0, 0}) == 0.5);
  BOOST_TEST(index_of({0.2, 0.2, -0.2, -0.2}) == 0.5);
}

// A weight above a half: 2^-(K - 1).
BOOST_AUTO_TEST_CASE(equal_differences_do_not_divide_by_nothing) {
  std::vector<double> d(most_closed_needs, -0.5);
  d[17] = 0.5;
  BOOST_TEST(index_of(d) == std::ldexp(1.0, 1 - most_closed_needs));
}

BOOST_AUTO_TEST_CASE(the_smallest_numbers_divide_like_others) {
  constexpr double least = std::numeric_limits<double>::denorm_min();
  BOOST_TEST(index_of({3 * least, -least}) == 0.75);
  BOOST_TEST(index_of({1, -least}) == 1.0);
}

// (.45, .45) against (1, 0): before it where w_1 < 9 / 20.
BOOST_AUTO_TEST_CASE(families_stand_by_their_values) {
  BOOST_TEST(std::abs(first_index(hand_made({{0.45, 0.45}, {1, 0}}, {0.5, 0.5})) - 0.45) < 1e-15);
}

// w_1 is uniform on [1/2, 1] where it is the larger of two, and on [1/4, 1] above a quarter.
BOOST_AUTO_TEST_CASE(a_part_that_is_a_simplex_has_it_too) {
  const Contest contest = hand_made({{0, 0.6}, {0.2, 0}}, {0.7, 0.3});  // first up to w_1 = 3 / 4
  BOOST_TEST(std::abs(first_index(contest, {.region = WeightRegion::order}) - 0.5) < 1e-15);
  BOOST_TEST(std::abs(first_index(contest, {.comparisons = {"need-0 >= 0.25"}}) - 2.0 / 3) < 1e-9);
}

BOOST_AUTO_TEST_CASE(other_regions_are_no_simplex) {
  const Contest even = hand_made({{0, 1, 0}, {1, 0, 0}}, {0.4, 0.4, 0.2});
  BOOST_TEST(corners_of(even, {}) == 3);
  BOOST_TEST(corners_of(even, {.region = WeightRegion::order}) == 0);
  BOOST_TEST(corners_of(even, {.region = WeightRegion::bounds}) == 0);
  BOOST_TEST(corners_of(even, {.comparisons = {"need-0 <= 0.5", "need-1 <= 0.5"}}) == 0);
  const std::size_t many = most_closed_needs + 1;
  const Contest wide = hand_made({std::vector<double>(many, 0.5)},
                                 std::vector<double>(many, 1 / static_cast<double>(many)));
  BOOST_TEST(corners_of(wide, {}) == 0);
}

// Families 0 and 3 score by one row that is known, twice stated or not; 1 has an interval and 2 two
// rows. Of the status of 3 no other is.
BOOST_AUTO_TEST_CASE(who_has_an_interval_or_variants_is_counted) {
  Contest contest = hand_made({{0.1, 0.9}, {0.1, 0.9}, {0.5, 0.5}, {0.9, 0.1}, {0, 0.7}, {0, 1}},
                              {0.5, 0.5}, {2, 1, 2, 1});
  contest.high(2, 0) = 0.6;
  contest.qualified = 3;
  const Matrix corners = Matrix::Identity(2, 2);
  BOOST_TEST(have_closed_form(contest, corners) == (std::vector{true, false, false, true}));
  BOOST_TEST(have_closed_form(contest, {}) == std::vector<bool>(4, false));
  const auto index = closed_winning_indices(contest, corners, 2);
  BOOST_TEST(index[0][3] == 1.0);
  BOOST_TEST(index[3][0] == 0.0);
  BOOST_TEST(index[0][1] == 0.0);
  BOOST_TEST(index[1][2] == 0.0);
}

// Of enough pairs for several.
BOOST_AUTO_TEST_CASE(threads_do_not_change_a_bit) {
  constexpr std::size_t families = 200;
  std::vector<std::vector<double>> values(families, std::vector<double>(5));
  for (std::size_t i = 0; i < families; ++i)
    for (std::size_t k = 0; k < 5; ++k)
      values[i][k] = static_cast<double>((i * (2 * k + 7) + k * k) % 101) / 100;
  const Contest contest = hand_made(values, std::vector<double>(5, 0.2));
  const Matrix corners = Matrix::Identity(5, 5);
  const auto index = closed_winning_indices(contest, corners, 1);
  BOOST_TEST((closed_winning_indices(contest, corners, 4) == index));
  BOOST_TEST(index[150][3] == 1 - index[3][150]);
}

BOOST_AUTO_TEST_SUITE_END()
