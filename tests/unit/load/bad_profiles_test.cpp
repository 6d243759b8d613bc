// One thing wrong in a profile against a good rule base: what is said of it, and where.

#include "unit/load/small.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

using Lines = std::vector<std::string>;

struct Case {
  std::string toml;  // behind `schema = 1`, which is line 1
  Lines expected;
};

void check(const std::vector<Case>& cases) {
  for (const Case& each : cases) BOOST_TEST_CONTEXT(each.toml) {
      const auto found = small::profile_faults("schema = 1\n" + each.toml);
      BOOST_TEST(found == each.expected, boost::test_tools::per_element());
    }
}

const std::string need = "[need.touch]\n";  // one that is in order

}  // namespace

BOOST_AUTO_TEST_SUITE(bad_profiles)

BOOST_AUTO_TEST_CASE(a_profile_states_schema_and_needs) {
  BOOST_TEST(small::profile_faults("").front() ==
             "1:1: a profile has to state 'schema' (start it with schema = 1)");
  check({
      {need, {}},
      {"",
       {"1:1: the profile states no need (add a table such as [need.language]; `shortlist list "
        "criteria` names them all)"}},
      {"[need]\n",
       {"1:1: the profile states no need (add a table such as [need.language]; "
        "`shortlist list criteria` names them all)"}},
      {"tilte = \"X\"\n" + need, {"2:1: a profile has no key 'tilte' (did you mean 'title'?)"}},
      {"title = 1\n" + need, {"2:9: 'title' of a profile is text, not a number"}},
      {"[need.pirce]\nat_most = 1\n",
       {"2:7: there is no criterion 'pirce' (did you mean 'price'?)"}},
      {"need = 1\n", {"2:8: 'need' of a profile is a table, not a number"}},
      {"[need]\ntouch = true\n", {"3:9: a need is a table, such as [need.touch]"}},
      {"[need]\ntouch = []\n", {"3:9: 'touch' is an empty list of needs"}},
      {need + "[need.Touch]\n",
       {"3:7: 'Touch' is stated twice (several needs of one criterion are written as "
        "[[need.touch]])"}},
  });
}

BOOST_AUTO_TEST_CASE(weights_and_levels) {
  const auto weight = [](const std::string& value) {
    return small::profile_faults("schema = 1\n[need.touch]\nweight = " + value + "\n");
  };
  BOOST_TEST(weight("0").empty());
  BOOST_TEST(weight("-1") == Lines{"3:10: a weight is a number from 0 to 1,000,000,000,000, not "
                                   "-1"});
  BOOST_TEST(weight("1e15") == Lines{"3:10: a weight is a number from 0 to 1,000,000,000,000, not "
                                     "1,000,000,000,000,000"});
  BOOST_TEST(weight("nan").front() ==
             "3:10: a number has to be finite: nan and inf are refused "
             "(leave the key out where the value is not known)");
  BOOST_TEST(weight("1e308").front() ==
             "3:10: a number is at most 10^18 here, and this one is larger");
  check({
      {need + "level = \"mist\"\n",
       {"3:9: 'level' is \"must\" or \"should\", not \"mist\" (did you mean 'must'?)"}},
      {need + "levle = \"must\"\n",
       {"3:1: a need of 'touch' has no key 'levle' (did you mean 'level'?)"}},
      {need + "is = { a = 1 }\nlevel = 3\n",
       {"3:6: 'is' is a word, a number or a list of text, not a table",
        "4:9: 'level' is text, not a number"}},
      {"order = [\"touch\"]\n" + need + "weight = 1\n",
       {"4:10: a weight stands beside 'order' (leave out one of them: the order gives the "
        "weights)"}},
      {"order = [\"tuch\"]\n" + need,
       {"2:9: 'order' names 'tuch', which is no need of this profile (did you mean 'touch'?)"}},
      {"order = [\"touch\", \"Touch\"]\n" + need, {"2:9: 'order' names 'Touch' twice"}},
      {"[need.made]\none_of = [\"DE\"]\n",
       {"warning: 2:7: neither the need 'made' nor its criterion has a weight (it weighs 1; state "
        "weight = ...)"}},
  });
}

BOOST_AUTO_TEST_CASE(bounds_and_lists) {
  check({
      {"[need.price]\n", {"2:7: a need of 'price' has to state at_most (add at_most = ...)"}},
      {"[need.price]\nat_most = 5\naim = 6\n",
       {"4:7: aim is above at_most (the aim is where less is worth no more: at_most or below)"}},
      {"[need.price]\nat_most = \"5 apples\"\n",
       {"3:11: 'at_most' is a number, or text such as \"128K\" or \"8.03B\", not text \"5 "
        "apples\""}},
      {"[need.age]\nat_least = 5\n",
       {"3:12: 'at_least' is a date, such as 2026-11-24, not a number"}},
      {"[need.size]\nat_least = 0\n",
       {"3:12: 'at_least' has to be above 0: 'size' is on a log scale"}},
      {"[need.comfort]\nlevel = \"must\"\n",
       {"2:7: a must on 'comfort' needs a gate (state at_least or at_most: what the score may not "
        "fall short of)"}},
      {"[need.ports]\n",
       {"2:7: a need of 'ports' has to say what to cover (add all_of = [...] or any_of = [...])"}},
      {"[need.ports]\nall_of = []\n",
       {"3:10: 'all_of' is an empty list (name an item, or leave the key out)"}},
      {"[need.ports]\nall_of = [\"hdmi\", 1]\n",
       {"3:10: 'all_of' is a word, a number or a list of text, not a list of other things"}},
      {"[need.ports]\nall_of = [\"hmdi\"]\n",
       {"warning: 3:10: no family is said to have 'hmdi' (did you mean 'hdmi'?)"}},
      {"[need.keyboard]\nall_of = [\"klingon\"]\n",
       {"3:10: 'klingon' is no known language tag (BCP 47)"}},
      {"[need.keyboard]\nall_of = [\"@nordik\"]\n",
       {"3:10: there is no set '@nordik' (did you mean '@nordic'?)"}},
      {"[need.repair]\nat_least = \"glued\"\n",
       {"3:12: 'at_least' is one of sealed, battery or everything, not text \"glued\" (known here: "
        "sealed, battery and everything)"}},
      {"[need.device]\ndevice = \"crad\"\n",
       {"3:10: there is no device 'crad' (did you mean 'card'?)"}},
      {"[need.device]\nmemory = 24\n",
       {"3:10: 'memory' is memory with its unit, such as \"24 GiB\" or \"24 GB\", not a number"}},
      {"[need.device]\nmemory = \"24 GB\"\n",
       {"warning: 3:10: \"24 GB\" is 22.4 GiB: cards hold GiB (write \"24 GiB\")"}},
  });
}

// What is missing is missing whatever else is wrong; what is wrong is not missing too.
BOOST_AUTO_TEST_CASE(each_fault_of_a_need_is_told_once) {
  const std::string finite =
      "a number has to be finite: nan and inf are refused (leave the key out where the value is "
      "not known)";
  check({
      {"[need.price]\nweight = -1\n",
       {"2:7: a need of 'price' has to state at_most (add at_most = ...)",
        "3:10: a weight is a number from 0 to 1,000,000,000,000, not -1"}},
      {"[need.ports]\nlevel = \"mist\"\n",
       {"2:7: a need of 'ports' has to say what to cover (add all_of = [...] or any_of = [...])",
        "3:9: 'level' is \"must\" or \"should\", not \"mist\" (did you mean 'must'?)"}},
      {"[need.made]\nweight = \"x\"\n",
       {"2:7: a need of 'made' has to state one_of or none_of",
        "3:10: 'weight' is a number, or text such as \"128K\" or \"8.03B\", not text \"x\""}},
      {"[need.price]\nat_most = 5\naim = nan\n", {"4:7: " + finite}},
      {"[need.price]\nat_most = nan\naim = -3\n", {"3:11: " + finite}},
      {"[need.size]\nat_least = -inf\n", {"3:12: " + finite}},
      {"[need.size]\nat_least = 3\nat_most = 1e308\n",
       {"4:11: a number is at most 10^18 here, and this one is larger"}},
      {"[need.comfort]\nlevel = \"must\"\nat_least = \"x\"\n",
       {"4:12: 'at_least' is a number, or text such as \"128K\" or \"8.03B\", not text \"x\""}},
      {"[need.device]\ndevice = \"card\"\ncount = \"two\"\nquantisations = [\"q9\"]\n",
       {"4:9: 'count' is a number, or text such as \"128K\" or \"8.03B\", not text \"two\"",
        "5:17: there is no quantisation 'q9' (known here: q4_k_m)"}},
      {"[need.device]\ndevice = \"card\"\nbatch = 1.5\n", {"4:9: 'batch' is a whole number"}},
  });
}

BOOST_AUTO_TEST_CASE(the_use) {
  check({
      {need + "[use]\ncomercial = true\n",
       {"4:1: [use] has no key 'comercial' (did you mean 'commercial'?)"}},
      {need + "[use]\ncommercial = \"yes\"\n",
       {"4:14: 'commercial' of [use] is true or false, not text \"yes\""}},
      {need + "[use]\nmonthly_active_users = -1\n",
       {"4:24: 'monthly_active_users' of [use] is a number from 0 to 1,000,000,000,000,000,000"}},
      {need + "[use]\nregions = [\"EU\", \"Narnia\"]\n",
       {"4:18: 'Narnia' is no country code (ISO 3166) and no set (countries are written as two "
        "letters, such as DE)"}},
      {need + "[use]\ndomicile = [\"DE\"]\n", {"4:12: 'domicile' of [use] is text, not a list"}},
      {need + "[use]\npurposes = [\"offce\"]\n",
       {"4:12: the rule base knows no purpose 'offce' (did you mean 'office'?)"}},
  });
}

BOOST_AUTO_TEST_CASE(all_of_it_in_one_run_in_the_order_of_the_file) {
  const auto found = small::profile_faults(
      "titel = \"X\"\n[use]\nsektor = 1\n[need.price]\nweight = -1\n[need.ports]\nal_of = []\n");
  std::string lines;
  for (const std::string& line : found) lines += line.substr(0, line.find(':')) + " ";
  BOOST_TEST(lines == "1 1 3 4 5 6 7 ");
}

BOOST_AUTO_TEST_SUITE_END()
