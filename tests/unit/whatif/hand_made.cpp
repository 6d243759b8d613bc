#include "unit/whatif/hand_made.hpp"

#include "load/load.hpp"
#include "model/catalogue.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <charconv>
#include <cstddef>
#include <memory>
#include <numeric>
#include <string>
#include <utility>

namespace shortlist::test {

namespace {

// As TOML reads it back to the last bit.
std::string decimal(double number) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr};
}

}  // namespace

whatif::Contest hand_made(const std::vector<std::vector<double>>& values,
                          const std::vector<double>& weights, const std::vector<int>& families) {
  whatif::Contest contest;
  const auto columns = static_cast<Eigen::Index>(weights.size());
  contest.value.resize(static_cast<Eigen::Index>(values.size()), columns);
  for (std::size_t row = 0; row < values.size(); ++row)
    for (std::size_t column = 0; column < weights.size(); ++column)
      contest.value(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) =
          values[row][column];
  contest.low = contest.high = contest.value;
  contest.weights = weights;
  for (std::size_t column = 0; column < weights.size(); ++column) {
    contest.columns.push_back(static_cast<int>(column));
    contest.need_ids.push_back("need-" + std::to_string(column));
  }
  contest.tie_place.resize(values.size());
  std::iota(contest.tie_place.begin(), contest.tie_place.end(), 0);
  int first = 0;
  const std::vector<int> sizes = families.empty() ? std::vector<int>(values.size(), 1) : families;
  for (const int size : sizes) {
    const std::string id = std::to_string(contest.contestants.size());
    contest.family_of.insert(contest.family_of.end(), static_cast<std::size_t>(size),
                             static_cast<int>(contest.contestants.size()));
    contest.contestants.push_back({{id, id, Status::qualified}, first, first + size});
    first += size;
  }
  contest.qualified = static_cast<int>(contest.contestants.size());
  return contest;
}

Invented invented(const std::vector<std::vector<double>>& values,
                  const std::vector<double>& weights) {
  std::string rules = R"(schema = 1
[rule_base]
title = "Invented"
as_of = 2026-01-01
trust = ["sheet"]
)";
  std::string needs = "schema = 1\n";
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const std::string number = std::to_string(k);
    rules += "[[fact]]\nid = \"fact-" + number + "\"\ntitle = \"F\"\ntype = \"number\"\n" +
             "[[criterion]]\nid = \"need-" + number + "\"\ntitle = \"C\"\nkind = \"at-least\"\n" +
             "fact = \"fact-" + number + "\"\nfloor = 0\nweight = " + decimal(weights[k]) + "\n";
    needs += "[need.need-" + number + "]\nat_least = 1\n";
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string number = std::to_string(i);
    rules += "[[family]]\nid = \"" + number + "\"\nname = \"Family " + number + "\"\n" +
             "[[family.source]]\nid = \"s\"\nkind = \"sheet\"\ntitle = \"S\"\n" +
             "as_of = 2026-01-01\n[family.claims.s]\n";
    for (std::size_t k = 0; k < weights.size(); ++k)
      rules += "fact-" + std::to_string(k) + " = " + decimal(values[i][k]) + "\n";
  }
  auto parsed = load::parse_rule_base({{load::Text{"rules.toml", rules}}});
  BOOST_REQUIRE(parsed.has_value());
  Problems problems;
  RuleBase rule_base(std::make_shared<model::Catalogue>(*parsed, model::Trust{}, problems));
  auto profile = parse_profile(rule_base, needs, "profile.toml");
  BOOST_REQUIRE(profile.has_value());
  return {std::move(rule_base), std::move(*profile)};
}

}  // namespace shortlist::test
