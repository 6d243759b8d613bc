// One thing wrong in one more file beside a good rule base: what is said of it, and where.

#include "unit/load/small.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

namespace {

struct Case {
  const char* name;
  const char* toml;  // behind `schema = 1`, which is line 1
  std::vector<std::string> expected;
};

void check(const std::vector<Case>& cases) {
  for (const Case& each : cases) BOOST_TEST_CONTEXT(each.name) {
      const auto found = small::faults_beside("schema = 1\n" + std::string(each.toml));
      BOOST_TEST(found == each.expected, boost::test_tools::per_element());
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bad_rule_bases)

BOOST_AUTO_TEST_CASE(the_small_rule_base_itself_is_good) {
  BOOST_TEST(small::faults_beside("schema = 1\n").empty());
}

BOOST_AUTO_TEST_CASE(every_file_states_the_schema) {
  const auto faults = [](const char* toml) { return small::faults_beside(toml); };
  BOOST_TEST(faults("") == std::vector<std::string>{"1:1: a rule-base file has to state 'schema' "
                                                    "(start it with schema = 1)"});
  BOOST_TEST(faults("schema = 2") ==
             std::vector<std::string>{"1:10: 'schema' is 1 here, not 2 (this program reads "
                                      "schema 1)"});
  BOOST_TEST(faults("schema = \"1\"") ==
             std::vector<std::string>{"1:10: 'schema' is 1 here, not text \"1\" (this "
                                      "program reads schema 1)"});
}

BOOST_AUTO_TEST_CASE(keys_and_types) {
  check({
      {"misspelt entry",
       "[[famly]]\nid = \"x\"\n",
       {"2:3: a rule-base file has no key 'famly' (did you mean 'family'?)"}},
      {"misspelt key",
       "[[family]]\nid = \"x\"\nnmae = \"X\"\n",
       {"4:1: a [[family]] has no key 'nmae' (did you mean 'name'?)"}},
      {"a table in place of a list",
       "[set]\nid = \"x\"\nitems = []\n",
       {"2:1: 'set' of a rule-base file is a list of tables, not a table (write each as [[set]])"}},
      {"text in place of a number",
       "[[criterion]]\nid = \"x\"\nkind = \"flag\"\nfact = \"touch\"\nweight = \"much\"\n",
       {"6:10: 'weight' of a [[criterion]] is a number, or text such as \"128K\" or \"8.03B\", not "
        "text \"much\""}},
      {"a list in place of a number",
       "[[criterion]]\nid = \"x\"\nkind = \"flag\"\nfact = \"touch\"\nweight = [1]\n",
       {"6:10: 'weight' of a [[criterion]] is a number, or text such as \"128K\" or \"8.03B\", not "
        "a list"}},
      {"a negative weight",
       "[[criterion]]\nid = \"x\"\nkind = \"flag\"\nfact = \"touch\"\nweight = -1\n",
       {"6:10: 'weight' of a [[criterion]] is a number from 0 to 1,000,000,000,000"}},
      {"no id", "[[family]]\nname = \"X\"\n", {"2:1: a [[family]] has to state 'id'"}},
      {"an id with a space",
       "[[family]]\nid = \"an x\"\n",
       {"3:6: 'an x' is no id (ids are letters, digits, '.', '_' and '-', and start with a letter "
        "or digit)"}},
      {"an item that is no text",
       "[[set]]\nid = \"x\"\nitems = [\"a\", 2]\n",
       {"4:15: an item of 'items' is text, not a number"}},
      {"all of them in one run",
       "[[family]]\nid = \"x\"\nname = 1\nalias = []\n[[device]]\nid = \"d\"\nmemory = 24\n",
       {"4:8: 'name' of a [[family]] is text, not a number",
        "5:1: a [[family]] has no key 'alias' (did you mean 'aliases'?)",
        "6:1: a [[device]] has to state 'kind'",
        "8:10: 'memory' of a [[device]] is memory with its unit, such as \"24 GiB\" or \"309 "
        "MiB\", not a number"}},
  });
}

BOOST_AUTO_TEST_CASE(what_is_asked_by_default) {
  check({
      {"of no criterion",
       "[[default_need]]\nneed = \"xylophone\"\nkeys = { is = true }\n",
       {"3:8: there is no criterion 'xylophone'"}},
      {"with a level and a weight",
       "[[default_need]]\nneed = \"touch\"\nkeys = { is = true, level = \"should\", weight = 2 }\n",
       {"4:29: a default need states no 'level' (it is a must of weight 0)",
        "4:48: a default need states no 'weight' (it is a must of weight 0)"}},
      {"of nothing",
       "[[default_need]]\nkeys = {}\n",
       {"2:1: a [[default_need]] has to state 'need'"}},
      {"without keys",
       "[[default_need]]\nneed = \"touch\"\n",
       {"2:1: a [[default_need]] has to state 'keys'"}},
      {"twice",
       "[[default_need]]\nneed = \"touch\"\nkeys = {}\n[[default_need]]\nneed = \"Touch\"\nkeys = "
       "{}\n",
       {"6:8: there are two default_need entries 'Touch' (the other stands in bad.toml:2)"}},
  });
}

BOOST_AUTO_TEST_CASE(what_is_asked_at_first) {
  const std::string head = "[[question]]\nid = \"q\"\ntext = \"What?\"\n";
  const auto faults = [&](const std::string& answers) {
    return small::faults_beside("schema = 1\n" + head + answers);
  };
  using Lines = std::vector<std::string>;
  const std::string answer = "[[question.answer]]\nword = \"a\"\n";
  BOOST_TEST(faults("") == Lines{"2:1: a [[question]] has to state 'answer'"});
  BOOST_TEST(faults(answer +
                    "need = { tuch = {}, touch = true }\nweights = { prise = 1, price = -1 }\n") ==
                 (Lines{"7:10: there is no criterion 'tuch' (did you mean 'touch'?)",
                        "7:29: a need is a table, such as need.touch = {}",
                        "8:13: there is no criterion 'prise' (did you mean 'price'?)",
                        "8:32: 'price' of weights is a number from 0 to 1,000,000,000,000"}),
             boost::test_tools::per_element());
  BOOST_TEST(
      faults(answer + "need.repair = { at_least = \"whole\", wieght = 1 }\n"
                      "use = { comercial = true, purposes = [1] }\nneeds = {}\n") ==
          (Lines{
              "7:28: 'at_least' is one of sealed, battery or everything, not text \"whole\" (known "
              "here: sealed, battery and everything)",
              "7:37: a need of 'repair' has no key 'wieght' (did you mean 'weight'?)",
              "8:9: [use] has no key 'comercial' (did you mean 'commercial'?)",
              "8:39: an item is text, not a number",
              "9:1: an [[question.answer]] has no key 'needs' (did you mean 'need'?)"}),
      boost::test_tools::per_element());
  BOOST_TEST(
      faults("[[question.answer]]\nsays = \"x\"\n" + answer +
             "example = \"b\"\n[[question.answer]]\nword = \"A\"\nreads = \"number\"\n"
             "[[question.answer]]\nword = \"c\"\naliases = [\"Q\"]\n") ==
          (Lines{
              "5:1: an answer has to state 'word' or 'example' (a word is chosen as it is; with an "
              "example people answer in their own)",
              "7:1: an answer states 'word' or 'example', not both (a word is chosen as it is; "
              "with an example people answer in their own)",
              "10:1: two answers to 'q' are called 'A'",
              "12:9: a word that is chosen is read as it is ('reads' stands beside 'example')",
              "15:11: 'Q' is what people type to go back, to quit or for help"}),
      boost::test_tools::per_element());
  BOOST_TEST(faults("[[question.answer]]\nexample = \"de\"\nneed.keyboard.all_of = \"{r}\"\n") ==
             Lines{"7:24: there is no question 'r' (did you mean 'q'?)"});
  BOOST_TEST(
      faults("[[question.answer]]\nexample = \"German\"\nneed.keyboard.all_of = \"{q}\"\n") ==
          (Lines{"5:1: the answer 'German' does not hold: 'German' is no known language tag (BCP "
                 "47)"}),
      boost::test_tools::per_element());
  BOOST_TEST(
      faults("[[question.answer]]\nexample = \"8K\"\nreads = \"number\"\n"
             "need.size.at_most = \"{q}\"\n"
             "[[question.answer]]\nexample = \"9K\"\nneed.size.at_least = \"{q}\"\n") ==
          (Lines{
              "9:1: '9K' is taken for another answer (give an example that only this one reads, or "
              "state it before the other)"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_header) {
  check({
      {"twice",
       "[rule_base]\ntitle = \"X\"\n",
       {"2:1: there are two [rule_base] tables (the other stands in base.toml:2)"}},
  });
  const auto faults = [](const std::string& toml) {
    return small::faults({{"f", "schema = 1\n" + toml + "[[family]]\nid = \"x\"\n"}});
  };
  using Lines = std::vector<std::string>;
  BOOST_TEST(faults("") == Lines{"0:0: no file has a [rule_base] table (it states title, as_of and "
                                 "trust; see rules/README.md)"});
  BOOST_TEST(
      faults("[rule_base]\ntitle = \"X\"\n") == (Lines{"f:2:1: [rule_base] has to state 'as_of'",
                                                       "f:2:1: [rule_base] has to state 'trust'"}),
      boost::test_tools::per_element());
  const std::string header = "[rule_base]\ntitle = \"X\"\nas_of = 2026-01-01\n";
  BOOST_TEST(faults(header + "trust = []\n") ==
             Lines{"f:5:9: 'trust' is an empty list (it names the kinds of source, most trusted "
                   "first)"});
  BOOST_TEST(faults(header + "trust = [\"maker\"]\ncandidates = [\"Maker\", \"makr\"]\n") ==
             Lines{"f:6:14: 'candidates' names 'makr', which is not in 'trust' (did you mean "
                   "'maker'?)"});
  BOOST_TEST(faults(header + "trust = [\"a\"]\ntie_break = [\"-size\", \"id\"]\n") ==
             Lines{"f:6:13: there is no fact 'size'"});
  BOOST_TEST(faults("[rule_base]\ntitle = \"X\"\nas_of = \"2026-01-01\"\ntrust = [\"a\"]\n") ==
             Lines{"f:4:9: 'as_of' of [rule_base] is a date, such as 2026-11-24 without quotes, "
                   "not text \"2026-01-01\""});
}

BOOST_AUTO_TEST_CASE(facts_and_sets) {
  check({
      {"a type that is none, and no word on its claims",
       "[[fact]]\nid = \"x\"\ntype = \"numbr\"\n[[claims]]\nfamily = \"wren\"\nsource = { id = "
       "\"sheet\", kind = \"maker\" }\nfacts = { x = 1 }\n",
       {"4:8: 'type' of a [[fact]] is number, date, level, text, set or flag, not \"numbr\" (did "
        "you mean 'number'?)"}},
      {"a level without levels",
       "[[fact]]\nid = \"x\"\ntype = \"level\"\n",
       {"3:6: a level fact has to name its levels, lowest first (add levels = [\"...\", "
        "\"...\"])"}},
      {"a level twice",
       "[[fact]]\nid = \"x\"\ntype = \"level\"\nlevels = [\"a\", \"A\"]\n",
       {"5:10: the level 'A' stands twice"}},
      {"levels of a number",
       "[[fact]]\nid = \"x\"\ntype = \"number\"\nlevels = [\"a\", \"b\"]\n",
       {"5:10: only a fact of type level has levels"}},
      {"the unit of a text",
       "[[fact]]\nid = \"x\"\ntype = \"text\"\nunit = \"usd\"\n",
       {"5:8: only a fact of type number has a unit"}},
      {"labels of nothing",
       "[[fact]]\nid = \"x\"\ntype = \"text\"\nlabels_of = \"prots\"\n",
       {"5:13: there is no fact 'prots' (did you mean 'ports'?)"}},
      {"a reserved id of another type",
       "[[fact]]\nid = \"smallest_parameters\"\ntype = \"set\"\n",
       {"3:6: 'smallest_parameters' is reserved: it derives from a fact 'parameters' of the same "
        "type (give the fact another id)"}},
      {"a set that is not there",
       "[[set]]\nid = \"x\"\nitems = [\"a\", \"@nordik\"]\n",
       {"4:15: there is no set '@nordik' (did you mean '@nordic'?)"}},
      {"a set in itself",
       "[[set]]\nid = \"x\"\nitems = [\"@x\"]\n",
       {"4:10: the set '@x' contains itself (take out the name that closes the circle)"}},
      {"a circle of sets",
       "[[set]]\nid = \"x\"\nitems = [\"@y\"]\n[[set]]\nid = \"y\"\nitems = [\"a\", \"@z\"]\n"
       "[[set]]\nid = \"z\"\nitems = [\"@x\", \"b\"]\n",
       {"10:10: the set '@z' contains itself (take out the name that closes the circle)"}},
      {"no members",
       "[[same]]\nid = \"x\"\nmembers = []\n",
       {"4:11: the list of members is empty"}},
  });
}

BOOST_AUTO_TEST_CASE(criteria) {
  const auto criterion = [](const std::string& rest) {
    return small::faults_beside("schema = 1\n[[criterion]]\nid = \"x\"\n" + rest);
  };
  using Lines = std::vector<std::string>;
  const std::vector<std::pair<std::string, Lines>> cases{
      {"kind = \"atleast\"\n",
       {"4:8: 'kind' of a [[criterion]] is at-least, at-most, range, curve, coverage, one-of, "
        "flag, "
        "ladder, licence or device, not \"atleast\" (did you mean 'at-least'?)"}},
      {"kind = \"flag\"\n", {"2:1: a [[criterion]] has to state 'fact'"}},
      {"kind = \"flag\"\nfact = \"tuoch\"\n",
       {"5:8: there is no fact 'tuoch' (did you mean 'touch'?)"}},
      {"kind = \"at-least\"\nfact = \"prise\"\nfloor = 1\nextended_fact = \"price\"\n",
       {"5:8: there is no fact 'prise' (did you mean 'price'?)"}},
      {"kind = \"flag\"\nfact = \"ports\"\n",
       {"5:8: a criterion of this kind reads a flag, and 'ports' is none"}},
      {"kind = \"at-least\"\nfact = \"ports\"\nfloor = 1\n",
       {"5:8: a criterion of this kind reads a number or a date, and 'ports' is none"}},
      {"kind = \"at-least\"\nfact = \"price\"\nscale = \"log\"\n",
       {"6:9: a log scale has no 0: state a floor (add floor = ..., the fact that is worth "
        "nothing)"}},
      {"kind = \"at-most\"\nfact = \"price\"\nscale = \"log\"\nceiling = 0\n",
       {"7:11: 'ceiling' has to be above 0 on a log scale"}},
      {"kind = \"at-least\"\nfact = \"released\"\nscale = \"log\"\nfloor = 2020-01-01\n",
       {"6:9: dates have no log scale"}},
      {"kind = \"range\"\nfact = \"price\"\nfloor = 5\nceiling = 5\n",
       {"7:11: the ceiling is not above the floor"}},
      {"kind = \"at-least\"\nfact = \"released\"\nfloor = \"2020\"\n",
       {"6:9: 'released' is a date, such as 2026-11-24 without quotes, not text \"2020\""}},
      {"kind = \"curve\"\nfact = \"price\"\n",
       {"2:1: a curve has at least two points (points = [[x, value], ...], x rising, value from 0 "
        "to 1)"}},
      {"kind = \"curve\"\nfact = \"price\"\npoints = [[0, 0], [0, 1]]\n",
       {"6:19: the x of the points have to rise (points = [[x, value], ...], x rising, value from "
        "0 "
        "to 1)"}},
      {"kind = \"curve\"\nfact = \"price\"\npoints = [[0, 0], [1, 2]]\n",
       {"6:19: a value lies from 0 to 1 (points = [[x, value], ...], x rising, value from 0 to "
        "1)"}},
      {"kind = \"flag\"\nfact = \"touch\"\npoints = [[0, 0], [1, 2]]\n",
       {"6:10: only a criterion of kind curve has points"}},
      {"kind = \"coverage\"\nfact = \"ports\"\nstrong_fact = \"price\"\ncount_fact = \"ports\"\n",
       {"6:15: 'strong_fact' has to be a set, and 'price' is none",
        "7:14: 'count_fact' has to be a number, and 'ports' is none"}},
      {"kind = \"at-most\"\nfact = \"price\"\nextended_fact = \"released\"\n",
       {"6:17: 'extended_fact' has to be a number, and 'released' is none"}},
      {"kind = \"flag\"\nfact = \"touch\"\nfloor = 1\n",
       {"6:1: a [[criterion]] has no key 'floor' (known here: id, title, kind, scope, weight, "
        "advantage, advantage_strong, advantage_count, benchmark, fact and points)"}},
      {"kind = \"flag\"\nfact = \"touch\"\nadvantage = \"want {won}\"\n",
       {"6:13: '{won}' is no placeholder here (did you mean 'own'?)"}},
  };
  for (const auto& [toml, expected] : cases) BOOST_TEST_CONTEXT(toml) {
      BOOST_TEST(criterion(toml) == expected, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(benchmarks) {
  const auto faults = [](const std::string& rest) {
    return small::faults_beside("schema = 1\n[[criterion]]\nid = \"x\"\nkind = \"curve\"\n" + rest);
  };
  using Lines = std::vector<std::string>;
  const std::string open = "[[criterion.benchmark]]\nid = \"a\"\n";
  const std::string points = "points = [[0, 0], [1, 1]]\n";
  const std::string good = open + "fact = \"price\"\n" + points;
  const std::vector<std::pair<std::string, Lines>> cases{
      {good, {}},
      {open + points,
       {"5:1: a benchmark has a fact or, by language, a fact_prefix (add fact = \"...\")"}},
      {good + "fact_prefix = \"p\"\nlanguages = [\"ice\"]\n",
       {"7:8: a benchmark has a fact or, by language, a fact_prefix (leave one of the two out)"}},
      {open + "fact = \"prise\"\n" + points,
       {"7:8: there is no fact 'prise' (did you mean 'price'?)"}},
      {open + "fact = \"touch\"\n" + points,
       {"7:8: a benchmark reads numbers, and 'touch' is none"}},
      {open + "fact = \"price\"\n",
       {"5:1: a curve has at least two points (points = [[x, value], ...], x rising, value from 0 "
        "to 1)"}},
      {open + "fact_prefix = \"pri\"\n" + points,
       {"5:1: a [[criterion.benchmark]] has to state 'languages'"}},
      {open + "fact_prefix = \"pri\"\nlanguages = [\"ca\"]\n" + points,
       {"8:13: there is no fact 'prica' (did you mean 'price'?)"}},
      {open + "fact = \"price\"\nlanguage = [\"ca\"]\n" + points,
       {"8:1: a [[criterion.benchmark]] has no key 'language' (did you mean 'languages'?)"}},
      {open + "fact = \"price\"\nlanguages = []\n" + points,
       {"8:13: the benchmark tells of no language (name one, or leave the key out)"}},
      {good + good, {"9:1: the benchmark 'a' stands twice"}},
      {good + "[[criterion.benchmark]]\nid = \"b\"\nfact = \"price\"\nlanguages = [\"de\"]\n" +
           points,
       {"9:1: the benchmarks of a criterion are all by language or none of them is"}},
      {"fact = \"price\"\n" + points + good,
       {"5:8: 'fact' stands with each benchmark where a criterion has several (move it below "
        "[[criterion.benchmark]])",
        "6:10: 'points' stands with each benchmark where a criterion has several (move it below "
        "[[criterion.benchmark]])"}},
  };
  for (const auto& [toml, expected] : cases) BOOST_TEST_CONTEXT(toml) {
      BOOST_TEST(faults(toml) == expected, boost::test_tools::per_element());
    }
  check({{"benchmarks of what is no curve",
          "[[criterion]]\nid = \"x\"\nkind = \"flag\"\n[[criterion.benchmark]]\nid = \"a\"\nfact = "
          "\"price\"\npoints = [[0, 0], [1, 1]]\n",
          {"5:1: only a criterion of kind curve has benchmarks"}}});
}

BOOST_AUTO_TEST_CASE(because_names_facts_of_the_variant) {
  check({
      {"a fact that is none",
       "[[rule]]\nid = \"x\"\nwhen = { fact = \"touch\" }\nwarn = true\nbecause = \"{makr} says "
       "so\"\n",
       {"6:11: '{makr}' is no placeholder here (did you mean 'maker'?)"}},
      {"of no variant",
       "[[rule]]\nid = \"x\"\nwhen = { use = \"commercial\" }\nreweigh = { price = 2 }\nbecause = "
       "\"{maker} says so\"\n",
       {"6:11: '{maker}' is no placeholder here"}},
      {"more than a sentence holds",
       "[[rule]]\nid = \"x\"\nwhen = { fact = \"touch\" }\nwarn = true\nbecause = "
       "\"{maker}{maker}{maker}{maker}{maker}{maker}{maker}{maker}{maker}\"\n",
       {"6:11: 'because' names more than 8 facts"}},
      {"families in what is no text",
       "[[fact]]\nid = \"x\"\ntype = \"number\"\nnames_families = true\n",
       {"5:18: only a fact of type text names families"}},
  });
}

BOOST_AUTO_TEST_CASE(rows_licences_and_rules) {
  const std::string rule = "[[rule]]\nid = \"x\"\nbecause = \"so\"\n";
  const auto faults = [&](const std::string& rest) {
    return small::faults_beside("schema = 1\n" + rule + rest);
  };
  using Lines = std::vector<std::string>;
  const std::vector<std::pair<std::string, Lines>> cases{
      {"warn = true\n", {"2:1: a [[rule]] has to state 'when'"}},
      {"when = { fact = \"touch\" }\n",
       {"3:6: the rule has no effect (add infer, reweigh, exclude = true or warn = true)"}},
      {"warn = true\nwhen = {}\n",
       {"6:8: a condition states exactly one of fact, use, need, all, any and not"}},
      {"warn = true\nwhen = { fact = \"touch\", use = \"commercial\" }\n",
       {"6:8: a condition states exactly one of fact, use, need, all, any and not"}},
      {"warn = true\nwhen = { fact = \"tuch\" }\n",
       {"6:17: there is no fact 'tuch' (did you mean 'touch'?)"}},
      {"warn = true\nwhen = { fact = \"price\" }\n",
       {"6:8: a test of 'price' has to compare it (add at_least, at_most, is, one_of, none_of or "
        "includes, or ask whether it is stated)"}},
      {"warn = true\nwhen = { fact = \"price\", stated = true, at_most = 1 }\n",
       {"6:51: 'at_most' does not go with 'stated', which asks whether there is anything to "
        "compare"}},
      {"warn = true\nwhen = { fact = \"ports\", is = \"hdmi\" }\n",
       {"6:31: 'is' does not go with a set: use includes"}},
      {"warn = true\nwhen = { fact = \"repair\", at_least = \"batery\" }\n",
       {"6:38: 'repair' is one of sealed, battery or everything, not text \"batery\" (did you mean "
        "'battery'?)"}},
      {"warn = true\nwhen = { use = \"comercial\" }\n",
       {"6:16: there is no use 'comercial' (did you mean 'commercial'?)"}},
      {"warn = true\nwhen = { use = \"sector\" }\n",
       {"6:8: a test of use 'sector' has to compare it (or to ask whether it is stated)"}},
      {"warn = true\nwhen = { use = \"sector\", stated = true, is = \"school\" }\n",
       {"6:46: 'is' does not go with 'stated', which asks whether there is anything to compare"}},
      {"exclude = true\nwhen = { not = { fact = \"touch\", stated = true } }\n",
       {"6:8: a rule that asks whether a fact is stated only warns (what nobody states may still "
        "hold)"}},
      {"warn = true\nwhen = { need = \"port\" }\n",
       {"6:17: there is no criterion 'port' (did you mean 'ports'?)"}},
      {"warn = true\nwhen = { not = { all = [] } }\n", {"6:24: 'all' is empty"}},
      {"when = { fact = \"touch\" }\nreweigh = { price = 2 }\n",
       {"6:11: reweigh goes with conditions on use and need alone (weights are the same for every "
        "family, and a fact is not)"}},
      {"when = { use = \"commercial\" }\nreweigh = { pirce = 2, price = -1 }\n",
       {"6:13: there is no criterion 'pirce' (did you mean 'price'?)",
        "6:32: a factor is a number from 0 to 1,000,000"}},
      {"when = { fact = \"touch\" }\ninfer = { fact = \"price\" }\n",
       {"6:9: infer states either value or, of a set, includes"}},
      {"when = { fact = \"touch\" }\ninfer = { fact = \"smallest_parameters\", value = 1 }\n",
       {"6:9: 'smallest_parameters' is derived and cannot be inferred"}},
  };
  for (const auto& [toml, expected] : cases) BOOST_TEST_CONTEXT(toml) {
      BOOST_TEST(faults(toml) == expected, boost::test_tools::per_element());
    }
  check({
      {"a row of nothing",
       "[[row]]\nid = \"x\"\ntitle = \"X\"\nfacts = [\"prots\"]\n",
       {"5:9: there is no fact 'prots' (did you mean 'ports'?)"}},
      {"a licence without its one required term",
       "[[licence]]\nid = \"x\"\n",
       {"2:1: a [[licence]] has to state 'commercial'"}},
      {"a licence that may allow commercial use",
       "[[licence]]\nid = \"x\"\ncommercial = \"maybe\"\n",
       {"4:14: 'commercial' of a [[licence]] is true, false or \"unknown\", not text \"maybe\""}},
      {"a class that is none",
       "[[licence]]\nid = \"x\"\ncommercial = true\nclasses = [\"permisive\"]\n",
       {"5:11: there is no licence class 'permisive' (did you mean 'permissive'?)"}},
      {"a country that is none",
       "[[licence]]\nid = \"x\"\ncommercial = true\nexcluded_regions = [\"@eu\", \"Germany\"]\n",
       {"5:28: 'Germany' is no country code (ISO 3166) and no set (countries are written as two "
        "letters, such as DE)"}},
      {"limits that hang on a fact",
       "[[licence]]\nid = \"x\"\ncommercial = true\nannual_revenue_limit_usd = 1\n"
       "limits_when = { any = [{ use = \"commercial\" }, { fact = \"touch\" }] }\n",
       {"6:15: limits_when reads facts or needs (it is a condition on the use, such as { use = "
        "\"commercial\" })"}},
      {"a condition of no limit",
       "[[licence]]\nid = \"x\"\ncommercial = true\nlimits_when = { use = \"commercial\" }\n",
       {"5:15: limits_when without a limit (state monthly_active_users_limit, "
        "annual_revenue_limit_usd or monthly_revenue_limit_usd, or delete it)"}},
      {"a purpose that nobody can state",
       "[[licence]]\nid = \"x\"\ncommercial = true\nexcluded_purposes = [\"offce\"]\n",
       {"5:21: the rule base knows no purpose 'offce' (did you mean 'office'?)"}},
  });
}

BOOST_AUTO_TEST_CASE(families) {
  const std::string head = "[[family]]\nid = \"x\"\n";
  const std::string source = "[[family.source]]\nid = \"s\"\nkind = \"maker\"\n";
  const std::string variant = "[[family.variant]]\nid = \"v\"\n";
  using Lines = std::vector<std::string>;
  const std::vector<std::pair<std::string, Lines>> cases{
      {source + "as_of = \"June\"\n",
       {"7:9: 'as_of' of a source is a date, such as 2026-11-24 without quotes, not text "
        "\"June\""}},
      {"[[family.source]]\nid = \"s\"\nkind = \"makr\"\n",
       {"6:8: the source kind 'makr' is not in [rule_base] trust (did you mean 'maker'?)"}},
      {source + source, {"8:6: the family has a source 's' already"}},
      {source + "[family.claims.ss]\n",
       {"7:16: the family has no source 'ss' (did you mean 's'?)"}},
      {source + "[family.claims]\ns = 1\n",
       {"8:5: a table of a source's facts stands here, not a number"}},
      {source + "[family.claims.s]\nprots = [\"hdmi\"]\n",
       {"8:1: there is no fact 'prots' (did you mean 'ports'?)"}},
      {source + "[family.claims.s]\nsmallest_parameters = 1\n",
       {"8:1: 'smallest_parameters' is derived from the variants and not claimed"}},
      {source + "[family.claims.s]\nprice = \"cheap\"\n",
       {"8:9: 'price' is a number, or text such as \"128K\", not text \"cheap\""}},
      {source + "[family.claims.s]\nparameters = -1\n", {"8:14: 'parameters' is not negative"}},
      {source + "[family.claims.s]\nrepair = \"glued\"\n",
       {"8:10: 'repair' is one of sealed, battery or everything, not text \"glued\" (known here: "
        "sealed, battery and everything)"}},
      {source + "[family.claims.s]\nports = \"hdmi\"\n",
       {"8:9: 'ports' is a list of text, or { includes = [...] } where it may hold more, not text "
        "\"hdmi\""}},
      {source + "[family.claims.s]\nports = [\"hdmi\", 4]\n",
       {"8:18: an item is text, not a number"}},
      {source + "[family.claims.s]\nports = { include = [\"hdmi\"] }\n",
       {"8:9: an open list has to state 'includes'",
        "8:11: an open list has no key 'include' (did you mean 'includes'?)"}},
      {source + "[family.claims.s]\nkeyboards = [\"de\", \"german\"]\n",
       {"8:20: 'german' is no known language tag (BCP 47)"}},
      {source + "[family.claims.s]\nkeyboards = [\"xx\"]\n",
       {"8:14: 'xx' is no known language tag (BCP 47) (did you mean 'xh'?)"}},
      {source + "[family.claims.s]\nkeyboards = [\"@purposes\"]\n",
       {"8:14: 'office' is no known language tag (BCP 47)",
        "8:14: 'military' is no known language tag (BCP 47)"}},
      {source + "[family.claims.s]\nassembled_in = \"XX\"\n",
       {"8:16: 'XX' is no country code (ISO 3166) and no set (countries are written as two "
        "letters, "
        "such as DE)"}},
      {source + "[family.claims.s]\nterms = [\"plian\"]\n",
       {"8:9: there is no licence 'plian' (did you mean 'plain'?)"}},
      {source + "[family.claims.s]\ntouch = 1\n", {"8:9: 'touch' is true or false, not a number"}},
      {source + "[family.claims.s]\nreleased = 2026-01-01T00:00:00\n",
       {"8:12: 'released' is a date, such as 2026-11-24 without quotes, not a date with a time"}},
      {source + "[family.claims.s]\nprice = 1\nPrice = 2\n",
       {"9:1: the source says 'price' twice of the same"}},
      {"aliases = [\"wren\"]\n", {"3:6: the alias 'wren' of 'x' names the family 'wren' too"}},
      {source + "[[family.variant]]\nid = \"Heron-512\"\n",
       {"8:6: the variant id 'Heron-512' is taken, in the family 'heron' (variant ids are unique "
        "over all families)"}},
      {source + variant + "[family.variant.files.s]\nq4 = 1\nq4_k_m = 0\n",
       {"10:1: there is no quantisation 'q4' (known here: q4_k_m)",
        "11:10: a file size is a number of bytes above 0"}},
      {source + variant + "[family.variant.architecture]\nlayers = 10\n",
       {"9:1: architecture has to state 'source'",
        "9:1: full attention layers need kv_heads and head_dim"}},
      {source + variant +
           "[family.variant.architecture]\nsource = \"t\"\nlayers = 10\nfull_layers = 2\n"
           "kv_heads = 1\nhead_dim = 1\n",
       {"10:10: the family has no source 't'",
        "11:10: layers is not the sum of full, sliding, linear and shared layers (full_layers may "
        "be left out: it is what the others leave)"}},
      {source + variant +
           "[family.variant.architecture]\nsource = \"s\"\nlayers = 1.5\nkv_heads = -1\n"
           "head_dim = 2e9\n",
       {"9:1: full attention layers need kv_heads and head_dim",
        "11:10: 'layers' is a whole number",
        "12:12: 'kv_heads' of architecture is a number from 0 to 1,000,000,000",
        "13:12: 'head_dim' of architecture is a number from 0 to 1,000,000,000"}},
      {source + variant + "[family.variant.architecture]\nsource = \"s\"\nlayers = 0\n",
       {"11:10: a model has at least 1 layer, and at most 100,000"}},
      {source + variant +
           "[family.variant.architecture]\nsource = \"s\"\nlayers = 2\nq_heads = 32\nkv_heads = 5\n"
           "head_dim = 64\n",
       {"13:12: 32 heads do not divide by 5, the 'kv_heads'"}},
      {source + variant +
           "[family.variant.architecture]\nsource = \"s\"\nlayers = 2\nlinear_layers = 2\n"
           "mla_rope_dim = 64\n",
       {"12:17: linear layers need linear_value_heads and linear_key_head_dim, or state_bytes",
        "13:16: latent attention needs mla_kv_lora_rank too"}},
      {source + variant +
           "[family.variant.claims.s]\ncontext_tokens = 512\n[family.variant.architecture]\n"
           "source = \"s\"\nlayers = 2\nkv_heads = 1\nhead_dim = 1\nsliding_layers = 1\n"
           "sliding_window = 1024\n[[fact]]\nid = \"context_tokens\"\ntype = \"number\"\n",
       {"11:1: the sliding_window of 'v' is longer than any context that a source states: 1,024 of "
        "512 tokens"}},
      {source + variant +
           "[family.variant.claims.s]\nparameters = \"1000T\"\n[[fact]]\nid = "
           "\"active_parameters\"\ntype = \"number\"\n",
       {"10:1: a model has at least 1 parameter, and fewer than 10^15"}},
      {source + variant +
           "[family.variant.claims.s]\nparameters = \"1B\"\nactive_parameters = \"2B\"\n[[fact]]\n"
           "id = \"active_parameters\"\ntype = \"number\"\n",
       {"11:1: of its parameters no more are active than there are"}},
      {source + variant +
           "[family.variant.claims.s]\nnative_quantisation = \"mxfp5\"\n[[fact]]\n"
           "id = \"native_quantisation\"\ntype = \"text\"\n[[quantisation]]\nid = \"mxfp4\"\n"
           "bits_per_weight = 4.6\nquality = 0.9\n",
       {"10:23: there is no quantisation 'mxfp5' (did you mean 'mxfp4'?)"}},
      {source + variant + "[family.variant.architecture]\nsame_as = \"heron-521\"\n",
       {"10:11: same_as names no variant that has a geometry: 'heron-521' (did you mean "
        "'heron-512'?)"}},
      {source + variant + "[family.variant.architecture]\nsame_as = \"v\"\n",
       {"10:11: same_as leads round in a circle"}},
      {source + variant + "[family.variant.architecture]\nsame_as = \"w\"\n" +
           "[[family.variant]]\nid = \"w\"\n[family.variant.architecture]\nsame_as = \"v\"\n",
       {"14:11: same_as leads round in a circle"}},
  };
  for (const auto& [toml, expected] : cases) BOOST_TEST_CONTEXT(toml) {
      BOOST_TEST(small::faults_beside("schema = 1\n" + head + toml) == expected,
                 boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(claims_added_from_elsewhere) {
  const std::string source = "source = { id = \"bench\", kind = \"shop\" }\n";
  using Lines = std::vector<std::string>;
  const std::vector<std::pair<std::string, Lines>> cases{
      {"family = \"hern\"\n" + source + "facts = {}\n",
       {"3:10: there is no family 'hern' (did you mean 'heron'?)"}},
      {"family = \"heron\"\n",
       {"2:1: a [[claims]] has to state 'source'", "2:1: a [[claims]] has to state 'facts'"}},
      {"family = \"heron\"\nvariant = \"heron-521\"\n" + source + "facts = {}\n",
       {"4:11: the family has no variant 'heron-521' (did you mean 'heron-512'?)"}},
      {"family = \"heron\"\nsource = { id = \"page\", kind = \"maker\" }\nfacts = {}\n",
       {"4:17: the family has another source 'page' (give this one an id of its own, or state it "
        "alike)"}},
      {"family = \"heron\"\nsource = { id = \"sheet\", kind = \"maker\" }\nfacts = { ports = [] "
       "}\n",
       {"5:11: the source says 'ports' twice of the same"}},
  };
  for (const auto& [toml, expected] : cases) BOOST_TEST_CONTEXT(toml) {
      BOOST_TEST(small::faults_beside("schema = 1\n[[claims]]\n" + toml) == expected,
                 boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(hardware) {
  check({
      {"memory without a unit",
       "[[device]]\nid = \"x\"\nkind = \"gpu\"\nmemory = \"24\"\n",
       {"5:10: 'memory' of a [[device]] is memory with its unit, such as \"24 GiB\" or \"309 "
        "MiB\", not text \"24\""}},
      {"no memory at all",
       "[[device]]\nid = \"x\"\nkind = \"gpu\"\nmemory = \"0 B\"\n",
       {"5:10: a device has some memory, and at most 10^18 B"}},
      {"a share above 1",
       "[[device]]\nid = \"x\"\nkind = \"gpu\"\nmemory = \"1 GiB\"\nusable = 1.5\n",
       {"6:10: 'usable' of a [[device]] is a number from 0 to 1"}},
      {"a runtime that is not there",
       "[[quantisation]]\nid = \"x\"\nbits_per_weight = 4\nquality = 1\nruntimes = "
       "[\"lama.cpp\"]\n",
       {"6:12: there is no runtime 'lama.cpp' (did you mean 'llama.cpp'?)"}},
      {"an activation in part",
       "[[runtime]]\nid = \"x\"\nactivation = { dense = \"1 GiB\" }\n",
       {"4:14: activation has to state 'mixture'", "4:14: activation has to state 'multimodal'"}},
      {"a start that names nothing",
       "[[runtime]]\nid = \"x\"\nstart = \"run {makr}\"\n",
       {"4:9: '{makr}' is no placeholder here (did you mean 'maker'?)"}},
      {"extra in no unit",
       "[[runtime]]\nid = \"x\"\nextra = [\"1 GiB\", \"2\"]\n",
       {"4:19: 'extra' of a [[runtime]] is memory with its unit, such as \"24 GiB\" or \"309 "
        "MiB\", not text \"2\""}},
  });
}

BOOST_AUTO_TEST_SUITE_END()
