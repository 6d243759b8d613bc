// Relaxations, and why one family beats another.

#include "unit/explain/small.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

namespace {

using namespace shortlist;

// The relaxation of a family that a profile excludes.
std::optional<std::vector<Change>> relaxation(const RuleBase& rules, const std::string& toml,
                                              const std::string& family) {
  const auto ranking = rank(rules, small::profile(rules, toml), {});
  BOOST_REQUIRE(ranking.has_value());
  const ExcludedFamily* const out = small::excluded(*ranking, family);
  BOOST_REQUIRE(out != nullptr);
  return out->relaxation;
}

// The status of the family once the changes are made.
Status status_after(const RuleBase& rules, const std::string& toml, const std::string& family,
                    const std::vector<Change>& changes) {
  const auto changed = relaxed(rules, small::profile(rules, toml), changes);
  BOOST_REQUIRE(changed.has_value());
  const auto ranking = rank(rules, *changed, {});
  BOOST_REQUIRE(ranking.has_value());
  return small::standing(*ranking, family)->status;
}

BOOST_AUTO_TEST_SUITE(explain_test)

BOOST_AUTO_TEST_CASE(a_bound_is_relaxed_to_the_fact) {
  const auto rules = small::rule_base();
  const std::string toml = "[need.context]\nat_least = \"200K\"\nlevel = \"must\"\n";
  const auto changes = relaxation(rules, toml, "ash");
  BOOST_REQUIRE(changes.has_value());
  const std::vector<Change> expected{
      {"context", "at_least", Datum(std::string("200K")), Datum(128000.0)}};
  BOOST_TEST((*changes == expected));
  BOOST_TEST((status_after(rules, toml, "ash", *changes) == Status::qualified));
}

BOOST_AUTO_TEST_CASE(a_date_stays_a_date) {
  const auto rules = small::rule_base();
  const std::string toml = "[need.release]\nat_least = 2025-01-01\nlevel = \"must\"\n";
  const auto changes = relaxation(rules, toml, "birch");
  BOOST_REQUIRE(changes.has_value());
  BOOST_TEST((changes->at(0).to == Datum(std::string("2024-06-01"))));
  BOOST_TEST((status_after(rules, toml, "birch", *changes) == Status::qualified));
}

BOOST_AUTO_TEST_CASE(lists_lose_what_is_missing_and_repeated_needs_keep_their_id) {
  const auto rules = small::rule_base();
  const std::string toml = R"(
[[need.language]]
all_of = ["en"]
[[need.language]]
all_of = ["en", "zh"]
level = "must"
)";
  const auto changes = relaxation(rules, toml, "birch");
  BOOST_REQUIRE(changes.has_value());
  BOOST_REQUIRE_EQUAL(changes->size(), 1);
  BOOST_TEST(changes->at(0).need_id == "language#2");
  BOOST_TEST((changes->at(0).to == Datum(Items{{"en"}, false})));
  BOOST_TEST((status_after(rules, toml, "birch", *changes) == Status::qualified));
}

BOOST_AUTO_TEST_CASE(the_level_changes_only_where_no_key_helps) {
  const auto rules = small::rule_base();
  const std::string toml = R"(
[use]
monthly_active_users = 200_000_000
[need.licence]
level = "must"
[need.tools]
level = "must"
[need.context]
at_least = "64K"
level = "must"
)";
  const auto changes = relaxation(rules, toml, "birch");
  BOOST_REQUIRE(changes.has_value());
  const Datum must = std::string("must");
  const Datum should = std::string("should");
  const std::vector<Change> expected{
      {"licence", "level", must, should},
      {"tools", "level", must, should},
      {"context", "at_least", Datum(std::string("64K")), Datum(32768.0)}};
  BOOST_TEST((*changes == expected));
  BOOST_TEST((status_after(rules, toml, "birch", *changes) == Status::qualified));
}

BOOST_AUTO_TEST_CASE(of_several_variants_the_one_that_needs_least_is_relaxed) {
  const auto rules = small::rule_base();
  // The 30B fails both needs, the 7B one.
  const auto changes = relaxation(rules, R"(
[need.size]
at_most = "8B"
level = "must"
[need.context]
at_least = "200K"
level = "must"
)",
                                  "ash");
  BOOST_REQUIRE(changes.has_value());
  BOOST_REQUIRE_EQUAL(changes->size(), 1);
  BOOST_TEST(changes->at(0).need_id == "context");
}

// The 30B stands best, since it is ahead of the 7B by id; 3B more is less to ask than 26B more,
// however the bound is written.
BOOST_AUTO_TEST_CASE(of_changes_of_one_key_the_smallest_step_is_taken) {
  const auto rules = small::rule_base(R"(
[[criterion]]
id = "largest"
kind = "at-least"
fact = "parameters"
weight = 1
)");
  const auto readmitted = [&](const std::string& toml, double to) {
    const auto ranking = rank(rules, small::profile(rules, toml), {});
    BOOST_REQUIRE(ranking.has_value());
    const ExcludedFamily& ash = *small::excluded(*ranking, "ash");
    BOOST_REQUIRE_EQUAL(ash.relaxation.value().size(), 1);
    BOOST_TEST((ash.relaxation->front().to == Datum(to)));
    BOOST_TEST(ash.readmitted_name == (ash.readmitted == "ash-7b" ? "Ash 7B" : "Ash 30B"));
    return ash.readmitted.value();
  };
  const std::string context = "[need.context]\nat_least = \"64K\"\nlevel = \"must\"\n";
  for (const char* bound : {"4_000_000_000", "\"4B\"", "\"4000M\""})
    BOOST_TEST(readmitted("[need.size]\nlevel = \"must\"\nat_most = " + std::string(bound) + "\n" +
                              context,
                          7e9) == "ash-7b");
  // The tie-break puts the 30B first here too, and it is nearest.
  for (const char* bound : {"31_000_000_000", "\"31B\"", "\"31000M\""})
    BOOST_TEST(readmitted("[need.largest]\nlevel = \"must\"\nat_least = " + std::string(bound) +
                              "\n" + context,
                          30e9) == "ash-30b");
}

BOOST_AUTO_TEST_CASE(nothing_helps_against_a_rule) {
  const auto rules = small::rule_base(R"(
[[rule]]
id = "no-leaves"
when = { fact = "lineage", is = "Leaf" }
exclude = true
because = "leaves fall"
)");
  const auto ranking = rank(rules, small::profile(rules, "[need.tools]\n"), {});
  BOOST_REQUIRE(ranking.has_value());
  const ExcludedFamily* const birch = small::excluded(*ranking, "birch");
  BOOST_REQUIRE(birch != nullptr);
  BOOST_TEST(!birch->relaxation);
  BOOST_REQUIRE_EQUAL(birch->failures.size(), 1);
  BOOST_TEST(birch->failures[0].rule.value() == "no-leaves");
  BOOST_TEST(birch->failures[0].reason == "leaves fall");
  // Of Cedar no source says whether the rule hits it.
  BOOST_TEST((small::standing(*ranking, "cedar")->status == Status::to_verify));
}

// A rule that reads needs may fire on the changed profile only.
BOOST_AUTO_TEST_CASE(a_change_that_a_rule_answers_with_exclusion_does_not_help) {
  const auto rules = small::rule_base(R"(
[[rule]]
id = "chinese-is-never-given-up"
when = { all = [{ fact = "lineage", is = "Leaf" }, { not = { need = "language", includes = ["zh"] } }] }
exclude = true
because = "this buyer needs it"
)");
  const std::string toml = "[need.language]\nall_of = [\"en\", \"zh\"]\nlevel = \"must\"\n";
  const auto changes = relaxation(rules, toml, "birch");
  BOOST_REQUIRE(changes.has_value());
  BOOST_REQUIRE_EQUAL(changes->size(), 1);
  BOOST_TEST(changes->at(0).key == "level");
  BOOST_TEST((status_after(rules, toml, "birch", *changes) == Status::qualified));
}

BOOST_AUTO_TEST_CASE(the_differences_add_up_to_the_gap_and_few_of_them_argue) {
  const auto rules = small::rule_base();
  const auto profile = small::profile(rules, R"(
[need.context]
at_least = "64K"
extended = true
aim = "1M"
weight = 2
[need.tools]
weight = 3
[need.lineage]
one_of = ["Wood"]
weight = 1
[need.language]
all_of = ["en", "zh"]
weight = 4
)");
  const auto explanation = explain(rules, profile, "ash", "birch", {});
  BOOST_REQUIRE(explanation.has_value());
  BOOST_REQUIRE(explanation->against.has_value());
  const Comparison& against = *explanation->against;
  double sum = 0;
  for (const GapPart& part : against.contributions) {
    BOOST_TEST((part.difference == part.own - part.other));
    sum += part.difference;
  }
  BOOST_TEST((sum == against.gap));
  BOOST_TEST(against.gap > 0);
  // Con: context, 2 x 0.872. Pros: tools 3, language 2, lineage 1.
  BOOST_TEST(against.argument == std::vector<std::string>{"tools"},
             boost::test_tools::per_element());
  const auto reverse = explain(rules, profile, "birch", "ash", {});
  BOOST_TEST(reverse->against->argument.empty());
  BOOST_TEST((reverse->against->gap == -against.gap));
}

BOOST_AUTO_TEST_CASE(an_excluded_family_is_explained_too) {
  const auto rules = small::rule_base();
  const auto profile = small::profile(rules, "[need.tools]\nlevel = \"must\"\n");
  RankOptions options;
  options.only = {"ash"};
  const auto explanation = explain(rules, profile, "birch", "ash", options);
  BOOST_REQUIRE(explanation.has_value());
  BOOST_REQUIRE(explanation->exclusion.has_value());
  BOOST_TEST(explanation->exclusion->failures.size() == 1);
  BOOST_TEST(explanation->against->family == "ash");
}

BOOST_AUTO_TEST_CASE(changes_that_do_not_fit_are_a_usage_failure) {
  const auto rules = small::rule_base();
  const auto profile = small::profile(rules, "[need.tools]\n");
  for (const Change& change :
       {Change{"context", "at_least", {}, Datum(1.0)}, Change{"tools", "is", {}, Datum(1.0)}}) {
    const auto failed = relaxed(rules, profile, {change});
    BOOST_REQUIRE(!failed);
    BOOST_TEST((failed.error().kind == FailureKind::usage));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
