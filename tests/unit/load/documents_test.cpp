// Rule bases that stand in memory.

#include "shortlist/load.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(documents)

namespace {

const std::string bicycles = SHORTLIST_SOURCE_DIR "/tests/data/bicycles/rules";

shortlist::Document titled(const std::string& name, const std::string& title) {
  return {name, "schema = 1\n[rule_base]\ntitle = \"" + title + "\"\n"};
}

}  // namespace

BOOST_AUTO_TEST_CASE(they_come_after_the_folders) {
  const auto rules = shortlist::load_rule_base(
      {.folders = {bicycles}, .documents = {titled("ours", "Our bicycles")}});
  BOOST_REQUIRE(rules);
  BOOST_TEST(rules->title() == "Our bicycles");
  BOOST_TEST(rules->replaced().size() == 1U);
}

BOOST_AUTO_TEST_CASE(they_are_one_folder) {
  const auto rules = shortlist::load_rule_base(
      {.folders = {bicycles}, .documents = {titled("one", "One"), titled("two", "Two")}});
  BOOST_REQUIRE(!rules);
  BOOST_TEST(rules.error().diagnostics.front().message == "there are two [rule_base] tables");
  BOOST_TEST(rules.error().diagnostics.front().file == "two");
}

BOOST_AUTO_TEST_CASE(without_folders_they_are_all_there_is) {
  const auto rules = shortlist::load_rule_base({.documents = {titled("alone", "Alone")}});
  BOOST_REQUIRE(!rules);  // the shipped rules are not read beside them
  BOOST_TEST(rules.error().diagnostics.front().message == "there is no [[family]]");
  BOOST_TEST(rules.error().diagnostics.back().file == "alone");
}

BOOST_AUTO_TEST_SUITE_END()
