// What is refused because it would take too long or too much, each with its limit.

#include "unit/load/small.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

using Lines = std::vector<std::string>;

std::string items(const std::string& prefix, int count) {
  std::string list = "[";
  for (int i = 0; i < count; ++i) list += "\"" + prefix + std::to_string(i) + "\",";
  return list + "]";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(limits)

BOOST_AUTO_TEST_CASE(a_list_of_a_need_has_at_most_ten_thousand_items) {
  const auto faults = [](int count) {
    return small::profile_faults("schema = 1\n[need.ports]\nall_of = " + items("p", count) + "\n");
  };
  BOOST_TEST(faults(10'000).size() == 10'000U);  // that no family is said to have them
  BOOST_TEST(faults(10'001) ==
                 Lines{"3:10: 'all_of' comes to 10,001 items, and a need lists at most 10,000 "
                       "(state several needs, or leave out what no family has)"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_fact_has_at_most_a_thousand_levels) {
  const auto faults = [](int count) {
    return small::faults_beside("schema = 1\n[[fact]]\nid = \"rank\"\ntype = \"level\"\nlevels = " +
                                items("l", count) + "\n");
  };
  BOOST_TEST(faults(1'000).empty());
  BOOST_TEST(faults(1'001) == Lines{"5:10: a fact has at most 1,000 levels"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(labels_are_copied_to_a_million_at_most) {
  std::string toml = "schema = 1\n[[fact]]\nid = \"much\"\ntype = \"text\"\n[fact.labels]\n";
  for (int i = 0; i < 10'000; ++i) toml += "l" + std::to_string(i) + " = \"-\"\n";
  for (int i = 0; i < 102; ++i)
    toml +=
        "[[fact]]\nid = \"copy" + std::to_string(i) + "\"\ntype = \"text\"\nlabels_of = \"much\"\n";
  const Lines faults = small::faults_beside(toml);
  BOOST_REQUIRE_EQUAL(faults.size(), 1U);
  BOOST_TEST(faults.front().ends_with(": labels_of copies more than 1,000,000 labels"));
}

BOOST_AUTO_TEST_CASE(a_set_that_is_named_again_adds_nothing) {
  const std::string toml = "schema = 1\n[[set]]\nid = \"many\"\nitems = " + items("i", 40'000) +
                           "\n[[set]]\nid = \"again\"\nitems = [";
  std::string again;
  for (int i = 0; i < 100'000; ++i) again += "\"@many\",";
  BOOST_TEST(small::faults_beside(toml + again + "]\n").empty());
}

BOOST_AUTO_TEST_CASE(a_message_that_quotes_much_loses_its_middle) {
  const Lines faults =
      small::profile_faults("schema = 1\n[need.touch]\n" + std::string(1'000'000, 'k') + " = 1\n");
  BOOST_REQUIRE_EQUAL(faults.size(), 1U);
  BOOST_TEST(faults.front().size() < 1'000U);
  BOOST_TEST(faults.front().find("kkk ... kkk") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
