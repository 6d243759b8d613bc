// `efficiency`, of a device and of a kind: what it may be, and what is wrong with the rest.

#include "load/load.hpp"
#include "unit/load/small.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;

std::string device(const std::string& efficiency) {
  return "[[device]]\nid = \"d\"\nkind = \"gpu\"\nmemory = \"8 GiB\"\nefficiency = " + efficiency +
         "\n";
}

model::Efficiency read(const std::string& efficiency) {
  const auto rules = small::loaded(device(efficiency));
  return rules->devices[static_cast<std::size_t>(rules->find_device("d"))].efficiency;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(efficiency)

BOOST_AUTO_TEST_CASE(one_share_is_for_all_models) {
  const auto one = read("0.5");
  BOOST_TEST((one.dense.value() == Interval{0.5, 0.5}));
  BOOST_TEST((one.mixture.value() == Interval{0.5, 0.5}));
  BOOST_TEST(!one.compute);
  BOOST_TEST(!one.milliseconds);
  BOOST_TEST((read("[0.25, 1]").mixture.value() == Interval{0.25, 1}));
}

BOOST_AUTO_TEST_CASE(a_table_tells_dense_models_from_mixtures) {
  const auto both = read("{ dense = 0.5, mixture = [0.25, 0.5], token_ms = [0, 2] }");
  BOOST_TEST((both.dense.value() == Interval{0.5, 0.5}));
  BOOST_TEST((both.mixture.value() == Interval{0.25, 0.5}));
  BOOST_TEST((both.milliseconds.value() == Interval{0, 2}));
  BOOST_TEST(!both.compute);
  BOOST_TEST(!read("{ mixture = 0.5 }").dense);
}

BOOST_AUTO_TEST_CASE(what_is_no_share_is_refused_where_it_stands) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"1.5",
       "6:14: 'efficiency' of a [[device]] is a share above 0 and up to 1, or [low, high] of such, "
       "not 1.5"},
      {"[0.5, 0]",
       "6:20: 'efficiency' of a [[device]] is a share above 0 and up to 1, or [low, high] of such, "
       "not 0"},
      {"[0.9, 0.5]",
       "6:14: the low end of 'efficiency' is above its high end (the lower number comes first)"},
      {"[0.5]",
       "6:14: 'efficiency' of a [[device]] is a share above 0 and up to 1, or [low, high] of such, "
       "not a list (a list has the low end and the high end)"},
      {"{ token_ms = -1 }",
       "6:27: 'token_ms' of 'efficiency' is milliseconds from 0 on, or [low, high] of such, not "
       "-1"},
      {"{ mixtures = 0.5 }", "6:16: 'efficiency' has no key 'mixtures' (did you mean 'mixture'?)"}};
  for (const auto& [efficiency, expected] : cases)
    BOOST_TEST(small::faults_beside("schema = 1\n" + device(efficiency)).front() == expected);
}

BOOST_AUTO_TEST_CASE(kinds_have_theirs_in_the_rule_base) {
  const auto faults = [](const std::string& efficiency) {
    std::string rules = small::rule_base();
    rules.insert(rules.find("usable = "), "efficiency = " + efficiency + "\n");
    return small::faults({{"base.toml", rules}});
  };
  BOOST_TEST(faults("{ gpu = { dense = [0.5, 0.9] }, cpu = 0.4 }").empty());
  BOOST_TEST(faults("{ card = 0.5 }").size() == 1);
  BOOST_TEST(faults("{ gpu = 2 }").size() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
