// What the properties found, reduced: one case each, named for its symptom.

#include "property/toml.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <variant>

namespace {

const std::string vocabulary = R"(
[rule_base]
title = "Small"
as_of = 2026-01-01
trust = ["maker"]
[[fact]]
id = "languages"
type = "set"
match = "language"
[[fact]]
id = "ports"
type = "set"
[[fact]]
id = "maker"
type = "text"
[[fact]]
id = "memory"
type = "number"
unit = "bytes"
[[same]]
id = "no"
members = ["nb", "nn"]
[[criterion]]
id = "language"
kind = "coverage"
fact = "languages"
weight = 1
[[criterion]]
id = "ports"
kind = "coverage"
fact = "ports"
weight = 1
[[criterion]]
id = "maker"
kind = "one-of"
fact = "maker"
weight = 1
[[criterion]]
id = "memory"
kind = "at-least"
fact = "memory"
weight = 1
)";

// One family "a" whose only source says `claims`.
shortlist::Ranking rank_one(const std::string& claims, const std::string& needs,
                            const std::string& more = "") {
  const auto rule_base =
      property::loaded_from({{vocabulary, more,
                              "[[family]]\nid = \"a\"\n[[family.source]]\nid = \"s\"\n"
                              "kind = \"maker\"\n[family.claims.s]\n" +
                                  claims}});
  return property::ranked(rule_base, property::read_profile(rule_base, "schema = 1\n" + needs));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(found_by_the_properties)

BOOST_AUTO_TEST_CASE(needs_of_one_criterion_that_stand_apart_keep_their_places) {
  const auto ranking = rank_one("", R"(
[[need.language]]
all_of = ["en"]
[need.ports]
all_of = ["hdmi"]
[[need.language]]
all_of = ["nb"]
)");
  const auto& needs = ranking.ranking.front().criteria;
  BOOST_TEST(needs[0].need_id == "language");
  BOOST_TEST(needs[1].need_id == "ports");
  BOOST_TEST(needs[2].need_id == "language#2");
}

BOOST_AUTO_TEST_CASE(
    a_must_that_allows_and_refuses_the_same_word_fails_though_the_fact_is_unknown) {
  const auto ranking = rank_one("", R"(
[need.maker]
one_of = ["acme"]
none_of = ["acme"]
level = "must"
)",
                                "[[set]]\nid = \"makers\"\nitems = [\"acme\"]\n");
  BOOST_TEST(ranking.ranking.empty());
  BOOST_TEST(ranking.excluded.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_inferred_language_counts_beside_a_claimed_one_that_is_the_same) {
  const auto ranking =
      rank_one(R"(languages = { includes = ["nn"] })", "[need.language]\nall_of = [\"nb\"]\n", R"(
[[rule]]
id = "speaks-norwegian"
because = "it does"
when = { need = "language" }
infer = { fact = "languages", includes = ["no"] }
)");
  BOOST_TEST(ranking.ranking.front().score_low == 1);
}

BOOST_AUTO_TEST_CASE(words_that_are_the_same_as_languages_are_not_the_same_elsewhere) {
  const auto ranking = rank_one("ports = [\"no\"]\n", "[need.ports]\nall_of = [\"nb\"]\n");
  BOOST_TEST(ranking.ranking.front().score_high == 0);
}

BOOST_AUTO_TEST_CASE(a_must_on_gibibytes_is_relaxed_to_what_there_is_and_stays_a_must) {
  const auto ranking = rank_one("memory = \"8 GiB\"\n", R"(
[need.memory]
at_least = "32 GiB"
level = "must"
)");
  const auto& change = ranking.excluded.front().relaxation.value().front();
  BOOST_TEST(change.key == "at_least");
  BOOST_TEST(std::get<std::string>(change.to) == "8 GiB");
}

BOOST_AUTO_TEST_SUITE_END()
