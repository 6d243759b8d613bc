// Profiles in JSON: the same needs as in TOML, from the same keys.

#include "unit/load/small.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace {

using shortlist::ProfileFormat;
using shortlist::load::parse_profile;

const shortlist::model::Profile& parsed(const std::string& text, const std::string& name,
                                        ProfileFormat format = ProfileFormat::automatic) {
  static std::vector<std::shared_ptr<const shortlist::model::Profile>> kept;
  static const auto rules = small::loaded();
  auto profile = parse_profile(*rules, text, name, format);
  if (!profile)
    for (const std::string& line : small::lines(profile.error().diagnostics)) BOOST_ERROR(line);
  BOOST_REQUIRE(profile);
  return *kept.emplace_back(*profile);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_profiles)

BOOST_AUTO_TEST_CASE(needs_are_those_of_toml_in_the_order_of_the_text) {
  const auto& toml = parsed(R"(schema = 1
title = "A desk"
[use]
commercial = true
[need.ports]
all_of = ["hdmi"]
level = "must"
[need.age]
at_least = 2025-01-31
[[need.touch]]
is = true
[[need.touch]]
is = false
weight = 2.5
)",
                            "p");
  const auto& json = parsed(R"({"schema": 1, "title": "A desk", "use": {"commercial": true},
    "need": {"ports": {"all_of": ["hdmi"], "level": "must"}, "age": {"at_least": "2025-01-31"},
             "touch": [{"is": true}, {"is": false, "weight": 2.5, "because": null}]}})",
                            "p");
  BOOST_TEST(json.title == toml.title);
  BOOST_TEST(json.use.flag(shortlist::model::UseKey::commercial).value());
  BOOST_REQUIRE(json.needs.size() == toml.needs.size());
  for (std::size_t i = 0; i < json.needs.size(); ++i) {
    const auto& one = json.needs[i];
    const auto& other = toml.needs[i];
    BOOST_TEST(one.id == other.id);
    BOOST_TEST(one.must == other.must);
    BOOST_CHECK(one.weight == other.weight);
    BOOST_REQUIRE(one.stated.size() == other.stated.size());
    for (std::size_t k = 0; k < one.stated.size(); ++k) {
      BOOST_TEST(one.stated[k].name == other.stated[k].name);
      BOOST_CHECK(one.stated[k].value == other.stated[k].value);
    }
  }
  const auto bound = [](const auto& profile) {
    return std::get<shortlist::model::BoundKeys>(profile.needs[1].keys).at_least;
  };
  BOOST_CHECK(bound(json) == bound(toml));
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_passed_over_in_either_format) {
  const std::string mark = "\xEF\xBB\xBF";
  for (const std::string name : {"p.json", "p.toml", "-"})
    BOOST_TEST(parsed(mark + R"({"schema": 1, "need": {"touch": {}}})", name).needs.size() == 1U);
  BOOST_TEST(parsed(mark + "schema = 1\n[need.touch]\n", "p.toml").needs.size() == 1U);
  const auto wrong =
      parse_profile(*small::loaded(), mark + R"({"schma": 1})", "p.toml", ProfileFormat::automatic);
  BOOST_REQUIRE(!wrong);
  BOOST_TEST(wrong.error().diagnostics.back().column == 2);
}

BOOST_AUTO_TEST_CASE(the_name_or_the_first_letter_tells_the_format) {
  const std::string json = R"({"schema": 1, "need": {"touch": {}}})";
  BOOST_TEST(parsed(json, "p.toml").needs.size() == 1U);
  BOOST_TEST(parsed("\n " + json, "-").needs.size() == 1U);
  BOOST_TEST(parsed("schema = 1\n[need.touch]\n", "-").needs.size() == 1U);
  const auto rules = small::loaded();
  const auto wrong = [&](const std::string& text, const std::string& name, ProfileFormat format) {
    const auto profile = parse_profile(*rules, text, name, format);
    BOOST_REQUIRE(!profile);
    return profile.error().diagnostics.front().message.substr(0, 5);
  };
  BOOST_TEST(wrong("schema = 1", "p.json", ProfileFormat::automatic) == "JSON:");
  BOOST_TEST(wrong(json, "p.json", ProfileFormat::toml) == "TOML:");
  BOOST_TEST(wrong("schema = 1", "p.toml", ProfileFormat::json) == "JSON:");
}

BOOST_AUTO_TEST_CASE(a_date_is_one_that_exists) {
  const auto rules = small::loaded();
  const auto profile =
      parse_profile(*rules, R"({"schema": 1, "need": {"age": {"at_least": "2025-02-30"}}})", "p");
  BOOST_REQUIRE(!profile);
  const std::vector<std::string> expected{
      "1:44: 'at_least' is a date, such as 2026-11-24, not text \"2025-02-30\""};
  BOOST_TEST(small::lines(profile.error().diagnostics, "p") == expected,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
