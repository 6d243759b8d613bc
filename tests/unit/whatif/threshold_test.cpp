// How much better one fact must be, through the public door, held to a published example.

#include "load/load.hpp"
#include "model/catalogue.hpp"
#include "shortlist/shortlist.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <string>

namespace {

using namespace shortlist;

// Triantaphyllou & Sanchez (1997), Decision Sciences 28:151-194: the numerical example.
constexpr std::array<std::array<double, 4>, 4> matrix{{{0.3088, 0.2897, 0.3867, 0.1922},
                                                       {0.2163, 0.3458, 0.1755, 0.6288},
                                                       {0.4509, 0.2473, 0.1194, 0.0575},
                                                       {0.024, 0.1172, 0.3184, 0.1215}}};
constexpr std::array<double, 4> weights{0.3277, 0.3058, 0.2876, 0.079};

std::string rule_base_text() {
  std::string text = R"(schema = 1
[rule_base]
title = "Four alternatives"
as_of = 2026-01-01
trust = ["paper"]
)";
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const std::string number = std::to_string(k);
    text += "[[fact]]\nid = \"f" + number + "\"\ntitle = \"F\"\ntype = \"number\"\n" +
            "[[criterion]]\nid = \"c" + number + "\"\ntitle = \"C\"\nkind = \"at-least\"\n" +
            "fact = \"f" + number + "\"\nfloor = 0\nweight = " + std::to_string(weights[k]) + "\n";
  }
  for (std::size_t i = 0; i < matrix.size(); ++i) {
    text += "[[family]]\nid = \"a" + std::to_string(i) + "\"\nname = \"A\"\n" +
            "[[family.source]]\nid = \"s\"\nkind = \"paper\"\ntitle = \"S\"\nas_of = 1997-01-01\n" +
            "[family.claims.s]\n";
    for (std::size_t k = 0; k < weights.size(); ++k)
      text += "f" + std::to_string(k) + " = " + std::to_string(matrix[i][k]) + "\n";
  }
  return text;
}

WeightAnalysis analysis() {
  auto rules = load::parse_rule_base({{load::Text{"rules.toml", rule_base_text()}}});
  BOOST_REQUIRE(rules.has_value());
  Problems problems;
  const RuleBase rule_base(std::make_shared<model::Catalogue>(*rules, model::Trust{}, problems));
  auto profile = parse_profile(rule_base,
                               "schema = 1\n"
                               "[need.c0]\nat_least = 1\n[need.c1]\nat_least = 1\n"
                               "[need.c2]\nat_least = 1\n[need.c3]\nat_least = 1\n",
                               "profile.toml");
  BOOST_REQUIRE(profile.has_value());
  auto found = whatif_weights(rule_base, *profile, {});
  BOOST_REQUIRE(found.has_value());
  return std::move(*found);
}

struct Expected {
  const char* family;
  double value;
  double threshold;  // of the paper: (P_first - P_family) / W
};

BOOST_AUTO_TEST_SUITE(value_threshold)

// On the last criterion a1 would need 1.1276, which no value reaches: a2 is the nearest that can.
BOOST_AUTO_TEST_CASE(it_is_that_of_the_nearest_family_that_can_reach_it) {
  const WeightAnalysis found = analysis();
  BOOST_TEST(found.winner.id == "a0");
  const std::array<Expected, 4> expected{{{"a1", 0.2163, 0.12025202929508703},
                                          {"a1", 0.3458, 0.12886393067364296},
                                          {"a1", 0.1755, 0.1370187413073714},
                                          {"a2", 0.0575, 0.6824877215189875}}};
  BOOST_REQUIRE(found.criteria.size() == expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k) {
    const std::optional<ValueThreshold>& threshold = found.criteria[k].threshold;
    BOOST_REQUIRE(threshold);
    BOOST_TEST(threshold->family == expected[k].family);
    BOOST_TEST(std::abs(threshold->value - expected[k].value) < 1e-12);
    const double needed = expected[k].value + expected[k].threshold;
    BOOST_TEST(std::abs(threshold->needed - needed) < 1e-12);
    BOOST_TEST(std::abs(std::get<double>(threshold->fact) - expected[k].value) < 1e-12);
    BOOST_TEST(std::abs(std::get<double>(threshold->fact_needed) - needed) < 1e-12);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
