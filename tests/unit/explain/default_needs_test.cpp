// What a rule base asks where a profile is silent.

#include "unit/explain/small.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;

const std::string task = R"(
[[fact]]
id = "task"
title = "Made for"
type = "set"
[[criterion]]
id = "task"
title = "Made for"
kind = "coverage"
fact = "task"
weight = 1
advantage = "need {item}"
[[default_need]]
need = "task"
keys = { any_of = ["chat"] }
[[family]]
id = "larch"
name = "Larch"
  [[family.source]]
  id = "card"
  kind = "vendor"
  title = "Card"
  url = "https://example.org/larch"
  as_of = 2025-01-01
  [family.claims.card]
  task = ["embedding"]
  [[family.variant]]
  id = "larch-1b"
  name = "Larch 1B"
    [family.variant.claims.card]
    parameters = "1B"
[[claims]]
family = "birch"
source = { id = "more", kind = "vendor", title = "More", url = "https://example.org/birch", as_of = 2025-01-01 }
facts = { task = ["embedding", "chat"] }
)";

Ranking ranked(const RuleBase& rules, const std::string& toml) {
  const auto ranking = rank(rules, small::profile(rules, toml), {});
  BOOST_REQUIRE(ranking.has_value());
  return *ranking;
}

std::vector<std::string> names(const Ranking& ranking) {
  std::vector<std::string> names;
  for (const RankedFamily& each : ranking.ranking) names.push_back(each.family);
  return names;
}

const std::string root = SHORTLIST_SOURCE_DIR;

// Families of the shipped rule base that are asked for by nobody who does not state a task.
std::vector<std::string> left_out(const Ranking& ranking) {
  std::vector<std::string> left_out;
  for (const ExcludedFamily& each : ranking.excluded)
    if (std::any_of(each.failures.begin(), each.failures.end(),
                    [](const FailedMust& failure) { return failure.by_default; }))
      left_out.push_back(each.standing.family);
  return left_out;
}

BOOST_AUTO_TEST_SUITE(default_needs)

BOOST_AUTO_TEST_CASE(what_is_known_to_do_something_else_is_left_out) {
  const auto ranking = ranked(small::rule_base(task), "[need.size]\nat_most = \"10B\"\n");
  const ExcludedFamily* const larch = small::excluded(ranking, "larch");
  BOOST_REQUIRE(larch != nullptr);
  BOOST_REQUIRE_EQUAL(larch->failures.size(), 1);
  const FailedMust& failure = larch->failures[0];
  BOOST_TEST((failure.need_id == std::optional<std::string>("task")));
  BOOST_TEST(!failure.rule);
  BOOST_TEST(failure.by_default);
  BOOST_TEST((failure.need == Record{{"any_of", Datum(Items{{"chat"}, false})}}));
  BOOST_TEST(!larch->relaxation);
  // It is no need of the profile.
  for (const RankedFamily& each : ranking.ranking) BOOST_TEST(each.criteria.size() == 1);
  BOOST_TEST(ranking.weights.size() == 1);
}

BOOST_AUTO_TEST_CASE(what_does_both_or_is_unknown_takes_part) {
  const auto all = names(ranked(small::rule_base(task), "[need.size]\nat_most = \"10B\"\n"));
  const auto before = names(ranked(small::rule_base(), "[need.size]\nat_most = \"10B\"\n"));
  BOOST_TEST(all == before, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_need_of_the_profile_takes_its_place_whatever_its_level) {
  const auto rules = small::rule_base(task);
  for (const char* const need : {"[need.task]\nany_of = [\"embedding\"]\n",
                                 "[need.task]\nany_of = [\"embedding\"]\nlevel = \"must\"\n"}) {
    const auto ranking = ranked(rules, need);
    BOOST_TEST(small::excluded(ranking, "larch") == nullptr);
    BOOST_TEST(small::standing(ranking, "larch") != nullptr);
  }
}

BOOST_AUTO_TEST_CASE(it_is_part_of_what_the_fingerprint_is_of) {
  std::string other = task;
  const std::string asked = "keys = { any_of = [\"chat\"] }";
  other.replace(other.find(asked), asked.size(), "keys = { any_of = [\"ocr\"] }");
  BOOST_TEST(small::rule_base(task).fingerprint().text() !=
             small::rule_base(other).fingerprint().text());
  BOOST_TEST(small::rule_base(task).fingerprint().text() ==
             small::rule_base(task).fingerprint().text());
}

// A profile that names no task ranks as if there were nothing but models that chat, to the last
// bit.
BOOST_AUTO_TEST_CASE(models_of_other_kinds_change_no_ranking_of_models_that_chat) {
  const auto rules = small::shipped();
  int compared = 0;
  for (const auto& file : std::filesystem::directory_iterator(root + "/profiles")) {
    const auto profile = load_profile(rules, file.path().string());
    BOOST_REQUIRE(profile.has_value());
    const auto whole = rank(rules, *profile, {});
    BOOST_REQUIRE(whole.has_value());
    std::vector<std::string> others = left_out(*whole);
    if (others.empty()) continue;  // it names a task
    std::vector<std::string> chat;
    for (const RankedFamily& each : whole->ranking) chat.push_back(each.family);
    for (const ExcludedFamily& each : whole->excluded)
      if (std::find(others.begin(), others.end(), each.standing.family) == others.end())
        chat.push_back(each.standing.family);
    const auto alone = rank(rules, *profile, {.only = chat});
    BOOST_REQUIRE(alone.has_value());
    BOOST_TEST_CONTEXT(file.path().filename()) {
      BOOST_TEST(alone->excluded.size() + others.size() == whole->excluded.size());
      BOOST_REQUIRE_EQUAL(alone->ranking.size(), whole->ranking.size());
      for (std::size_t i = 0; i < alone->ranking.size(); ++i) {
        const RankedFamily& a = alone->ranking[i];
        const RankedFamily& b = whole->ranking[i];
        BOOST_TEST(a.family == b.family);
        BOOST_TEST((a.score == b.score && a.score_low == b.score_low &&
                    a.score_high == b.score_high && a.rank_best == b.rank_best &&
                    a.rank_worst == b.rank_worst && a.status == b.status));
      }
    }
    ++compared;
  }
  BOOST_TEST(compared >= 30);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
