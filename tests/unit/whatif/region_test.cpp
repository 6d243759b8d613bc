// Regions of weights: what is drawn lies inside and is spread as it should be.

#include "whatif/region.hpp"

#include "unit/whatif/hand_made.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;
using namespace shortlist::whatif;

constexpr int draws = 40'960;  // ten blocks

Contest contest(const std::vector<double>& weights) {
  return test::hand_made({std::vector<double>(weights.size(), 0.5)}, weights);
}

Region region(const std::vector<double>& weights, const SampleOptions& options) {
  auto made = make_region(contest(weights), options);
  if (!made)
    for (const auto& each : made.error().diagnostics) BOOST_TEST_MESSAGE(to_text(each));
  BOOST_REQUIRE(made.has_value());
  return *made;
}

Region where(std::size_t columns, std::vector<std::string> comparisons) {
  return region(std::vector<double>(columns, 1.0 / static_cast<double>(columns)),
                {.comparisons = std::move(comparisons)});
}

using Weights = std::vector<double>;

// [draw][column], checked to be weights.
std::vector<Weights> drawn(const Region& region, std::size_t columns, int count = draws) {
  const auto source = weight_source(region, 1);
  BOOST_REQUIRE(source != nullptr);
  const auto all = static_cast<std::size_t>(count);
  const std::size_t block = std::min<std::size_t>(all, draws_per_block);
  std::vector<std::int32_t> units(block * columns);
  std::vector<Weights> weights(all, Weights(columns));
  for (std::size_t at = 0; at < all; at += block) {
    source->fill(at, static_cast<int>(block), units);
    for (std::size_t i = 0; i < block; ++i) {
      std::int64_t sum = 0;
      for (std::size_t column = 0; column < columns; ++column) {
        const std::int32_t unit = units[column * block + i];
        if (unit < 0) BOOST_ERROR("a weight is negative");
        sum += unit;
        weights[at + i][column] = std::ldexp(unit, -weight_bits);
      }
      if (sum != all_units) BOOST_ERROR("weights do not sum to 1");
    }
  }
  return weights;
}

// The mean of what `of` makes of each draw, within 4 standard errors (or so many).
void expect_mean(const std::vector<Weights>& all, const std::function<double(const Weights&)>& of,
                 double mean, double errors = 4) {
  double sum = 0;
  double squares = 0;
  for (const Weights& each : all) {
    sum += of(each);
    squares += of(each) * of(each);
  }
  const auto count = static_cast<double>(all.size());
  const double variance = squares / count - sum / count * sum / count;
  BOOST_TEST(std::abs(sum / count - mean) <= errors * std::sqrt(variance / count) + 1e-9,
             "mean " << sum / count << " in place of " << mean);
}

void expect_means(const std::vector<Weights>& all, const Weights& means, double errors = 4) {
  for (std::size_t i = 0; i < means.size(); ++i)
    expect_mean(
        all, [i](const Weights& w) { return w[i]; }, means[i], errors);
}

void expect_inside(const std::vector<Weights>& all,
                   const std::function<double(const Weights&)>& slack) {
  constexpr double rounding = 1e-8;
  double least = 0;
  for (const Weights& each : all) least = std::min(least, slack(each));
  BOOST_TEST(least >= -rounding);
}

std::string complaint(const std::vector<std::string>& comparisons, SampleOptions options = {}) {
  options.comparisons = comparisons;
  const auto made = make_region(contest({0.5, 0.3, 0.2}), options);
  if (made) return {};
  BOOST_TEST((made.error().kind == FailureKind::usage));
  std::string text;
  for (const Diagnostic& each : made.error().diagnostics) text += to_text(each);
  return text;
}

void expect_said(const std::string& said, const std::string& what) {
  BOOST_TEST(said.find(what) != std::string::npos, what << ", in: " << said);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(whatif_region)

// Normalising uniform numbers would give 1/6 in place of 1/4 for three weights (ADRIA.jl issue
// 327).
BOOST_AUTO_TEST_CASE(uniform_weights_exceed_a_half_as_often_as_they_should) {
  for (const std::size_t columns : {3U, 4U, 6U}) {
    Region all;
    all.way = Region::Part{AboveLow{Units(columns, 0)}, whatif::Matrix(0, 0)};
    const auto k = static_cast<double>(columns);
    const auto weights = drawn(all, columns);
    for (std::size_t i = 0; i < columns; ++i) {
      expect_mean(
          weights, [i](const Weights& w) { return w[i] > 0.5 ? 1.0 : 0.0; }, std::pow(0.5, k - 1));
      expect_mean(
          weights, [&, i](const Weights& w) { return std::pow(w[i] - 1 / k, 2); },
          (k - 1) / (k * k * (k + 1)));
    }
    expect_means(weights, Weights(columns, 1 / k));
  }
}

// w = l + (1 - sum l) Dirichlet(1): the mean is l_k + (1 - sum l) / K.
BOOST_AUTO_TEST_CASE(lower_bounds_leave_the_rest_to_all_alike) {
  const Region above = where(3, {"need-0 >= 0.3", "0.05 <= need-1", "need-2 >= 0.15"});
  BOOST_TEST((std::get<Region::Part>(above.way).proposal.index() == 3U));
  expect_means(drawn(above, 3), {0.4666666666666667, 0.21666666666666667, 0.31666666666666665});
}

// Means of a full order are the rank-order centroid weights.
BOOST_AUTO_TEST_CASE(the_stated_order_holds_and_has_its_centroid) {
  const Weights centroid{25.0 / 48, 13.0 / 48, 7.0 / 48, 1.0 / 16};
  const Weights stated{0.1, 0.4, 0.2, 0.3};
  const auto weights = drawn(region(stated, {.region = WeightRegion::order}), 4);
  expect_inside(weights, [](const Weights& w) {
    return std::min({w[1] - w[3], w[3] - w[2], w[2] - w[0]});
  });
  expect_means(weights, {centroid[3], centroid[0], centroid[2], centroid[1]});
  // The same as comparisons: a simplex, drawn exactly too.
  const Region chain = where(4, {"need-0 >= need-1", "need-1 >= need-2", "need-2 >= need-3"});
  BOOST_TEST((std::get<Region::Part>(chain.way).proposal.index() == 3U));
  expect_means(drawn(chain, 4), centroid);
}

BOOST_AUTO_TEST_CASE(equal_weights_are_in_no_order_among_themselves) {
  const auto weights = drawn(region({0.2, 0.4, 0.2, 0.2}, {.region = WeightRegion::order}), 4);
  expect_inside(weights, [](const Weights& w) { return w[1] - std::max({w[0], w[2], w[3]}); });
  const double light = (1 - 25.0 / 48) / 3;
  expect_means(weights, {light, 25.0 / 48, light, light});
  expect_mean(
      weights, [](const Weights& w) { return w[0] > w[2] ? 1.0 : 0.0; }, 0.5);
  expect_mean(
      weights, [](const Weights& w) { return w[2] > w[3] && w[3] > w[0] ? 1.0 : 0.0; }, 1.0 / 6);
}

// The region is symmetric about the stated weights; the rest by a fine grid.
BOOST_AUTO_TEST_CASE(bounds_hold_and_the_inside_is_uniform) {
  const Weights stated{0.5, 0.3, 0.2};
  const auto weights = drawn(region(stated, {.region = WeightRegion::bounds, .within = 0.5}), 3);
  const auto slack = [&](const Weights& w) {
    double least = 1;
    for (std::size_t i = 0; i < 3; ++i)
      least = std::min(least, 0.5 * stated[i] - std::abs(w[i] - stated[i]));
    return least;
  };
  expect_inside(weights, slack);
  expect_means(weights, stated);
  constexpr int cells = 1500;
  double all = 0;
  double squares = 0;
  double heavy = 0;
  for (int i = 0; i < cells; ++i)
    for (int j = 0; j < cells; ++j) {
      const Weights w{(i + 0.5) / cells, (j + 0.5) / cells, 1 - (i + j + 1.0) / cells};
      if (slack(w) < 0) continue;
      all += 1;
      squares += w[0] * w[0];
      heavy += w[1] > 0.38 ? 1 : 0;
    }
  expect_mean(
      weights, [](const Weights& w) { return w[0] * w[0]; }, squares / all, 4.5);
  expect_mean(
      weights, [](const Weights& w) { return w[1] > 0.38 ? 1.0 : 0.0; }, heavy / all, 4.5);
}

BOOST_AUTO_TEST_CASE(bounds_of_many_weights_are_drawn_exactly) {
  constexpr std::size_t columns = 40;
  const Weights stated(columns, 1.0 / columns);
  const Region near = region(stated, {.region = WeightRegion::bounds, .within = 0.1});
  BOOST_TEST(!near.dependent());
  expect_means(drawn(near, columns, 8192), stated, 4.5);
}

BOOST_AUTO_TEST_CASE(bounds_that_leave_less_room_than_a_few_units_are_refused) {
  const SampleOptions options{.region = WeightRegion::bounds, .within = 1e-6};
  const auto made = make_region(contest(Weights(998, 1.0 / 998)), options);
  BOOST_REQUIRE(!made.has_value());
  BOOST_TEST((made.error().kind == FailureKind::usage));
  expect_said(to_text(made.error().diagnostics.front()), "less room than weights are counted in");
  expect_means(drawn(region({0.5, 0.3, 0.2}, options), 3, 4096), {0.5, 0.3, 0.2});
  // As narrow as weights of many needs are taken at.
  drawn(region(Weights(1000, 1e-3), {.region = WeightRegion::bounds, .within = 1e-3}), 1000, 256);
}

BOOST_AUTO_TEST_CASE(a_region_that_takes_nothing_ends) {
  Region none;
  none.way = Region::Part{Box{{0, 0}, {1, 1}}, whatif::Matrix(0, 2)};
  std::vector<std::int32_t> units(2);
  BOOST_CHECK_THROW(weight_source(none, 1)->fill(0, 1, units), std::logic_error);
}

// A triangle less the triangle w0 > 0.3: areas 1 and 0.49, centroids 1/3 and 0.3 + 0.7 / 3.
BOOST_AUTO_TEST_CASE(comparisons_cut_the_region) {
  const Region cut = where(3, {"need-0 <= 0.3"});
  BOOST_TEST(!cut.dependent());
  const auto weights = drawn(cut, 3);
  expect_inside(weights, [](const Weights& w) { return 0.3 - w[0]; });
  const double first = (1.0 / 3 - 0.49 * (0.3 + 0.7 / 3)) / 0.51;
  expect_means(weights, {first, (1 - first) / 2, (1 - first) / 2});
  // Twice as much: the corners are (1, 0, 0), (2/3, 1/3, 0) and (0, 0, 1).
  expect_means(drawn(where(3, {"need-0 >= 2 need-1"}), 3), {5.0 / 9, 1.0 / 9, 1.0 / 3});
}

BOOST_AUTO_TEST_CASE(regions_combine_with_comparisons) {
  const Region ordered =
      region({0.4, 0.3, 0.2, 0.1},
             {.region = WeightRegion::order, .comparisons = {"need-3 >= 0.05", "need-0 <= 0.5"}});
  expect_inside(drawn(ordered, 4), [](const Weights& w) {
    return std::min({w[0] - w[1], w[1] - w[2], w[2] - w[3], w[3] - 0.05, 0.5 - w[0]});
  });
  const Region bounded = region(
      {0.4, 0.4, 0.2}, {.region = WeightRegion::bounds, .comparisons = {"need-0 >= need-1"}});
  expect_inside(drawn(bounded, 3),
                [](const Weights& w) { return std::min(w[0] - w[1], 0.3 - w[2]); });
}

// On a region that can be drawn exactly too. Draws hang together, so the errors are wider.
BOOST_AUTO_TEST_CASE(a_walk_spreads_as_exact_draws_do) {
  Polytope chain;
  chain.rows.resize(3, 4);
  chain.rows << 1, -1, 0, 0, 0, 1, -1, 0, 0, 0, 1, -1;
  Region walk;
  walk.way = std::make_shared<const Trail>(chain);
  BOOST_TEST(walk.dependent());
  const auto weights = drawn(walk, 4);
  expect_inside(weights, [](const Weights& w) {
    return std::min({w[0] - w[1], w[1] - w[2], w[2] - w[3]});
  });
  expect_means(weights, {25.0 / 48, 13.0 / 48, 7.0 / 48, 1.0 / 16}, 8);
  expect_mean(
      weights, [](const Weights& w) { return w[0] > 0.5 ? 1.0 : 0.0; }, 0.5, 8);  // 4 / 2^3
}

// Neighbours within a factor of two of each other, and one tie more: too seldom met by chance.
BOOST_AUTO_TEST_CASE(what_chance_seldom_meets_is_walked) {
  std::vector<std::string> comparisons{"need-0 <= need-6 + 0.03"};
  for (int i = 0; i < 11; ++i) {
    const std::string one = "need-" + std::to_string(i);
    const std::string next = "need-" + std::to_string(i + 1);
    comparisons.push_back("2 " + one + " >= " + next);
    comparisons.push_back(one + " <= 2 " + next);
  }
  const Region narrow = where(12, comparisons);
  BOOST_TEST(narrow.dependent());
  expect_inside(drawn(narrow, 12, 8192), [](const Weights& w) {
    double least = w[6] + 0.03 - w[0];
    for (std::size_t i = 0; i < 11; ++i)
      least = std::min({least, 2 * w[i] - w[i + 1], 2 * w[i + 1] - w[i]});
    return least;
  });
}

BOOST_AUTO_TEST_CASE(a_draw_depends_on_the_seed_and_its_number_alone) {
  Polytope cut;
  cut.rows.resize(1, 3);
  cut.rows << -1, 1, 1;
  Region walk;
  walk.way = std::make_shared<const Trail>(cut);
  const Region exact = region({0.5, 0.3, 0.2}, {.region = WeightRegion::bounds});
  for (const Region& each : {walk, exact}) {
    constexpr std::size_t block = draws_per_block;
    std::vector<std::int32_t> whole(3 * block);
    std::vector<std::int32_t> part(300);
    weight_source(each, 7)->fill(2 * block, static_cast<int>(block), whole);
    weight_source(each, 7)->fill(2 * block + 1000, 100, part);
    for (std::size_t column = 0; column < 3; ++column)
      for (std::size_t i = 0; i < 100; ++i)
        BOOST_REQUIRE_EQUAL(part[column * 100 + i], whole[column * block + 1000 + i]);
    std::vector<std::int32_t> other(300);
    weight_source(each, 8)->fill(2 * block + 1000, 100, other);
    BOOST_TEST((part != other));
  }
}

BOOST_AUTO_TEST_CASE(comparisons_that_hold_anyway_leave_the_whole_simplex) {
  BOOST_TEST(where(3, {"need-0 >= 0", "1 >= need-1 + need-2"}).way.index() == 0U);
  BOOST_TEST(where(1, {"need-0 >= 0.5"}).way.index() == 0U);
  BOOST_TEST(region({0.5, 0.5}, {}).way.index() == 0U);
}

BOOST_AUTO_TEST_CASE(a_region_says_what_it_is) {
  BOOST_TEST(where(2, {}).words == "any");
  const Region near = region(
      {0.5, 0.3, 0.2}, {.region = WeightRegion::bounds, .comparisons = {" need-0  >=2  need-1 "}});
  BOOST_TEST(near.words == "bounds 0.5; need-0 >= 2 need-1");
}

BOOST_AUTO_TEST_CASE(comparisons_are_read_or_refused_with_what_is_wrong) {
  const auto wrong = [](const std::string& text, const std::string& what) {
    expect_said(complaint({text}), what);
  };
  BOOST_TEST(complaint({"need-0 + 0.5 * need-1 >= 2 need-2"}).empty());
  BOOST_TEST(complaint({"NEED-0<=3e-1+need-1"}).empty());
  wrong("", "is empty");
  wrong("need-0", "compares nothing");
  wrong("need-0 > need-1", "has '>' where >= or <= is expected");
  wrong("need-0 = need-1", "an equality leaves no region");
  wrong("need-0 >=", "lacks a need or a number at its end");
  wrong(">= need-0", "lacks a need or a number before '>='");
  wrong("need-0 + >= need-1", "lacks a need or a number before '>='");
  wrong("need-0 >= need-1 >= need-2", "goes on with '>='");
  wrong("need-0 need-1 >= 0.1", "has 'need-1' where +, >= or <= is expected");
  wrong("need-0 - need-1 >= 0.1", "bring it to the other side with +");
  wrong("need-0 >= 30%", "has '%'");
  wrong("ned-0 >= need-1", "did you mean 'need-0'?");
  wrong("2 * >= need-1", "lacks a need after '*'");
  wrong("-2 need-0 >= need-1", "which is not between 0 and 1,000,000");
  wrong("nan need-0 >= need-1", "names 'nan'");
  wrong("need-0 >= 1e99", "which is not between 0 and 1,000,000");
  expect_said(complaint({"need-0", "need-1"}), "'need-1' compares nothing");
}

BOOST_AUTO_TEST_CASE(a_repeated_need_has_a_name) {
  Contest twice = contest({0.5, 0.3, 0.2});
  twice.need_ids = {"ports", "ports#2", "price"};
  const auto made = make_region(twice, {.comparisons = {"ports#2>=2 price"}});
  BOOST_REQUIRE(made.has_value());
  BOOST_TEST(made->words == "any; ports#2 >= 2 price");
}

BOOST_AUTO_TEST_CASE(characters_beyond_ascii_stay_whole) {
  BOOST_TEST(where(3, {"need-0 \u2265 need-1"}).words == "any; need-0 >= need-1");
  BOOST_TEST(where(3, {"need-0\u22640.3"}).words == "any; need-0 <= 0.3");
  expect_said(complaint({"need-0 >= gr\u00f6\u00dfe"}), "names 'gr\u00f6\u00dfe'");
  expect_said(complaint({"need-0 \u2260 need-1"}), "has '\u2260' where");
}

BOOST_AUTO_TEST_CASE(a_region_without_room_is_refused_with_what_leaves_none) {
  expect_said(complaint({"need-2 >= 0.1", "need-0 >= 0.6", "need-1 >= 0.5"}),
              "no weights satisfy 'need-0 >= 0.6' and 'need-1 >= 0.5'");
  expect_said(complaint({"need-0 >= need-1", "need-1 >= need-0"}),
              "only weights on the edge satisfy 'need-0 >= need-1' and 'need-1 >= need-0'");
  expect_said(complaint({"need-1 >= 2 need-0"}, {.region = WeightRegion::order}),
              "'need-1 >= 2 need-0' in the order of the stated weights");
  expect_said(complaint({"need-0 <= 0.2"}, {.region = WeightRegion::bounds}),
              "no weights satisfy 'need-0 <= 0.2' within 0.5 of the stated weights");
  expect_said(complaint({}, {.region = WeightRegion::bounds, .within = 0}), "not 0");
  expect_said(complaint({}, {.region = WeightRegion::bounds, .within = 1.5}), "not 1.5");
  BOOST_TEST(!make_region(contest({1}), {.comparisons = {"need-0 <= 0.3"}}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
