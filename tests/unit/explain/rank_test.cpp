// Rankings in words: contributions, evidence, rules, questions, and how to start.

#include "load/load.hpp"
#include "model/catalogue.hpp"
#include "unit/explain/small.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;

const NeedResult& need(const RankedFamily& family, const std::string& id) {
  return *std::find_if(family.criteria.begin(), family.criteria.end(),
                       [&](const NeedResult& each) { return each.need_id == id; });
}

template <class Value>
Value must(Result<Value> result) {
  BOOST_REQUIRE(result.has_value());
  return std::move(*result);
}

Ranking ranked(const RuleBase& rules, const std::string& toml, const RankOptions& options = {}) {
  auto ranking = rank(rules, small::profile(rules, toml), options);
  BOOST_REQUIRE(ranking.has_value());
  return *ranking;
}

// With one licence more, of these terms, and Yew under it.
RuleBase yew_under(const std::string& licence, const std::string& terms) {
  return small::rule_base("[[licence]]\nid = \"" + licence + "\"\n" + terms + R"(
[[family]]
id = "yew"
name = "Yew"
  [[family.source]]
  id = "card"
  kind = "vendor"
  [family.claims.card]
  licence = [")" + licence +
                          "\"]\n");
}

// Yew, where the licence is a must.
RankedFamily yew(const RuleBase& rules, const std::string& use) {
  const std::string profile = "[use]\n" + use + "[need.licence]\nlevel = \"must\"\n";
  return must(explain(rules, small::profile(rules, profile), "yew", {}, {})).family;
}

BOOST_AUTO_TEST_SUITE(rank_test)

BOOST_AUTO_TEST_CASE(contributions_add_up_to_the_score_exactly) {
  const auto ranking = ranked(small::rule_base(), R"(
[need.context]
at_least = 1000
aim = "300K"
weight = 3
[need.size]
at_most = "10B"
aim = "1B"
weight = 7
[need.language]
all_of = ["zh", "de", "en"]
weight = 0.1
)");
  BOOST_REQUIRE_EQUAL(ranking.ranking.size(), 3);
  for (const RankedFamily& family : ranking.ranking) {
    double sum = 0;
    for (const NeedResult& each : family.criteria) sum += each.contribution;
    BOOST_TEST((sum == family.score));
    BOOST_TEST((family.score_low <= family.score && family.score <= family.score_high));
  }
}

BOOST_AUTO_TEST_CASE(a_need_names_its_sources_and_who_says_otherwise) {
  const auto ranking = ranked(small::rule_base(), "[need.context]\nat_least = 100000\n");
  const NeedResult& context = need(*small::standing(ranking, "ash"), "context");
  BOOST_TEST(context.sources == std::vector<std::string>{"card"}, boost::test_tools::per_element());
  BOOST_REQUIRE_EQUAL(context.conflicts.size(), 1);
  BOOST_TEST(context.conflicts[0].source == "page");
  BOOST_TEST((context.conflicts[0].value == Datum(64000.0)));
  BOOST_TEST((context.facts.at(0).value == Datum(128000.0)));
}

BOOST_AUTO_TEST_CASE(an_unknown_must_is_to_verify_and_a_question) {
  const auto ranking = ranked(small::rule_base(), "[need.tools]\nlevel = \"must\"\n");
  const RankedFamily* const cedar = small::standing(ranking, "cedar");
  BOOST_REQUIRE(cedar != nullptr);
  BOOST_TEST((cedar->status == Status::to_verify));
  BOOST_TEST(!cedar->variant);
  BOOST_REQUIRE_EQUAL(cedar->questions.size(), 1);
  BOOST_TEST(cedar->questions[0].need_id == "tools");
  BOOST_TEST(cedar->questions[0].fact == "tools");
  BOOST_TEST(ranking.qualified());
  BOOST_TEST(ranking.clear_winner);  // nobody else is qualified
}

BOOST_AUTO_TEST_CASE(unknown_facts_can_leave_no_clear_winner) {
  const auto ranking =
      ranked(small::rule_base(), "[need.tools]\n[need.context]\nat_least = 1000\n");
  BOOST_TEST(ranking.ranking[0].family == "ash");
  BOOST_TEST(!ranking.clear_winner);  // Cedar may come to as much
}

BOOST_AUTO_TEST_CASE(rules_show_with_their_reason) {
  const auto rules = small::rule_base(R"(
[[rule]]
id = "many"
when = { fact = "language_count", at_least = 100 }
infer = { fact = "extended_context_tokens", value = "2M" }
because = "so it is"
[[rule]]
id = "mind"
when = { fact = "tools", is = true }
warn = true
because = "mind the tools"
[[rule]]
id = "heavier"
when = { use = "sector", is = "finance" }
reweigh = { context = 2.0 }
because = "finance reads long"
)");
  const auto ranking = ranked(rules, R"(
[use]
sector = "finance"
[need.context]
at_least = "1M"
extended = true
[need.tools]
)");
  const RankedFamily& ash = *small::standing(ranking, "ash");
  const NeedResult& context = need(ash, "context");
  BOOST_TEST((context.verdict == Verdict::met));
  BOOST_TEST(context.rules == (std::vector<std::string>{"many", "heavier"}),
             boost::test_tools::per_element());
  BOOST_TEST(ash.warnings == std::vector<std::string>{"mind the tools"},
             boost::test_tools::per_element());
  BOOST_REQUIRE_EQUAL(ranking.reweighed.size(), 1);
  BOOST_TEST(ranking.reweighed[0].effect == "reweigh context x 2");
  BOOST_TEST((ranking.weights[0].second == 2.0 / 3));
}

// A family whose maker lists one variant, a shop two and a page a third.
BOOST_AUTO_TEST_CASE(candidates_are_of_the_kinds_that_may_name_them) {
  const auto family = std::string(R"(
[[family]]
id = "rowan"
[[family.source]]
id = "card"
kind = "vendor"
[[family.source]]
id = "hub"
kind = "repository"
[[family.source]]
id = "page"
kind = "page"
[[family.variant]]
id = "rowan-1"
[family.variant.claims.card]
parameters = "1B"
[[family.variant]]
id = "rowan-2"
[family.variant.claims.hub]
parameters = "2B"
[[family.variant]]
id = "rowan-3"
[family.variant.claims.page]
parameters = "3B"
)");
  const auto header = [](const std::string& candidates) {
    return "schema = 1\n[rule_base]\ntitle = \"Wood\"\nas_of = 2026-01-01\ntrust = [\"vendor\", "
           "\"repository\", \"page\"]\n" +
           candidates + R"(
[[fact]]
id = "parameters"
type = "number"
[[criterion]]
id = "size"
kind = "at-least"
fact = "parameters"
floor = 1
[[criterion]]
id = "smallest"
kind = "at-least"
fact = "smallest_parameters"
floor = 1
)";
  };
  using Names = std::vector<std::string>;
  const auto judged = [&](const std::string& candidates, const Names& first, const Names& only,
                          const std::string& stands, double smallest, const Names& disputed) {
    const auto parsed =
        must(load::parse_rule_base({{{"rules.toml", header(candidates) + family}}}));
    Problems problems;
    const RuleBase rules(
        std::make_shared<const model::Catalogue>(parsed, model::Trust{first, only}, problems));
    BOOST_REQUIRE(problems.all().empty());
    const auto ranking = ranked(rules, R"(
[need.size]
at_least = "4B"
[need.smallest]
at_least = "4B"
)");
    const auto* const rowan = small::standing(ranking, "rowan");
    BOOST_REQUIRE(rowan != nullptr);
    BOOST_TEST(rowan->variant.value() == stands);
    BOOST_TEST((need(*rowan, "smallest").facts.at(0).value == Datum(smallest)));
    BOOST_TEST(rowan->disputed == disputed, boost::test_tools::per_element());
  };
  // The largest stands for its family; derived facts are of the most trusted.
  judged("", {}, {}, "rowan-3", 1e9, {});
  judged("candidates = [\"vendor\", \"repository\"]", {}, {}, "rowan-2", 1e9, {"rowan-3"});
  judged("candidates = [\"repository\"]", {}, {}, "rowan-2", 2e9, {"rowan-1", "rowan-3"});
  judged("candidates = [\"vendor\"]", {"page"}, {}, "rowan-3", 3e9, {"rowan-1", "rowan-2"});
  judged("candidates = [\"vendor\"]", {"hub", "page"}, {}, "rowan-2", 2e9, {"rowan-1", "rowan-3"});
  judged("candidates = [\"vendor\"]", {}, {"repository", "page"}, "rowan-3", 2e9, {});
}

// Three families of two variants each: rules speak of both of the first, of one of the second, and
// of the third as a whole though one of its variants says otherwise.
BOOST_AUTO_TEST_CASE(a_family_has_what_rules_infer_of_every_candidate) {
  const auto family = [](const std::string& id, const std::string& whole, const std::string& one,
                         const std::string& other) {
    return "[[family]]\nid = \"" + id +
           "\"\n[[family.source]]\nid = \"card\"\nkind = \"vendor\"\n" +
           "[family.claims.card]\nlineage = \"Wood\"\n" + whole + "\n[[family.variant]]\nid = \"" +
           id + "-1\"\n[family.variant.claims.card]\n" + one + "\n[[family.variant]]\nid = \"" +
           id + "-2\"\n[family.variant.claims.card]\n" + other + "\n";
  };
  const auto rules = small::rule_base(
      R"(
[[criterion]]
id = "all_tools"
kind = "flag"
fact = "tools"
scope = "family"
weight = 1
[[criterion]]
id = "all_languages"
kind = "coverage"
fact = "languages"
scope = "family"
weight = 1
[[criterion]]
id = "largest"
kind = "at-most"
fact = "largest_parameters"
scope = "family"
weight = 1
[[rule]]
id = "handy"
when = { fact = "context_tokens", at_least = 1000 }
infer = { fact = "tools", value = true }
because = "long ones have tools"
[[rule]]
id = "eastern"
when = { fact = "context_tokens", at_most = 2000 }
infer = { fact = "languages", includes = ["zh", "en"] }
because = "so it is"
[[rule]]
id = "western"
when = { fact = "context_tokens", at_least = 2001 }
infer = { fact = "languages", includes = ["de", "en"] }
because = "so it is"
[[rule]]
id = "sized"
when = { fact = "context_tokens", at_least = 2001 }
infer = { fact = "parameters", value = "3B" }
because = "all of that length are"
)" + family("oak", "", "context_tokens = 1500\nparameters = \"1B\"", "context_tokens = 3000") +
      family("elm", "", "context_tokens = 1500", "context_tokens = 500") +
      family("yew", "context_tokens = 1500", "context_tokens = 500", "tools = false"));
  const auto ranking = ranked(rules, R"(
[need.all_tools]
[[need.all_languages]]
all_of = ["en"]
[[need.all_languages]]
all_of = ["zh"]
[need.largest]
at_most = "5B"
)");
  using Names = std::vector<std::string>;
  const auto judged = [&](const std::string& id, const std::string& need_id, Verdict verdict,
                          const Names& by) {
    const NeedResult& found = need(*small::standing(ranking, id), need_id);
    BOOST_TEST((found.verdict == verdict), id << " " << need_id);
    BOOST_TEST((found.rules == by), id << " " << need_id);
  };
  judged("oak", "all_tools", Verdict::met, {"handy"});
  judged("oak", "all_languages", Verdict::met, {"eastern", "western"});
  judged("oak", "all_languages#2", Verdict::unknown, {"eastern"});
  judged("oak", "largest", Verdict::met, {"sized"});
  judged("elm", "all_tools", Verdict::unknown, {});
  judged("elm", "all_languages", Verdict::met, {"eastern"});
  judged("elm", "largest", Verdict::unknown, {});
  // From the family's own claims; what a variant says is not said of the family.
  judged("yew", "all_tools", Verdict::met, {"handy"});
  const auto& notes = small::standing(ranking, "yew")->rules;
  BOOST_TEST(std::any_of(notes.begin(), notes.end(), [](const RuleNote& note) {
    return note.id == "handy" && note.effect == "infer tools of the family";
  }));
}

constexpr const char* successors = R"(
[[fact]]
id = "succeeded_by"
type = "text"
names_families = true
[[rule]]
id = "successor"
when = { fact = "succeeded_by", stated = true }
warn = true
because = "{succeeded_by} succeeds it"
[[rule]]
id = "no-successor"
when = { fact = "succeeded_by", stated = false }
warn = true
because = "{lineage} goes on with {succeeded_by}"
[[claims]]
family = "ash"
source = { id = "news", kind = "vendor" }
facts = { succeeded_by = "BIRCH-9b" }
[[claims]]
family = "ash"
source = { id = "page", kind = "page" }
facts = { succeeded_by = "birch-9B" }
[[claims]]
family = "birch"
source = { id = "page", kind = "page" }
facts = { succeeded_by = "Larch 3" }
)";

BOOST_AUTO_TEST_CASE(a_warning_names_the_fact_it_is_about_and_who_states_it) {
  const auto ranking = ranked(small::rule_base(successors), "[need.tools]\n");
  const auto warnings = [&](const char* family) {
    return small::standing(ranking, family)->warnings;
  };
  using Lines = std::vector<std::string>;
  const auto each = boost::test_tools::per_element();
  BOOST_TEST(warnings("ash") == Lines{"Birch 9B succeeds it (news and page)"}, each);
  BOOST_TEST(warnings("birch") == Lines{"Larch 3 succeeds it (page)"}, each);
  BOOST_TEST(warnings("cedar") == Lines{"unknown goes on with unknown"}, each);
  BOOST_TEST(small::standing(ranking, "ash")->rules.at(0).because ==
             "Birch 9B succeeds it (news and page)");
}

BOOST_AUTO_TEST_CASE(an_exclusion_names_the_fact_it_is_about) {
  const auto rules = small::rule_base(std::string(successors) + R"(
[[rule]]
id = "old"
when = { fact = "succeeded_by", none_of = ["nobody"] }
exclude = true
because = "{succeeded_by} is there, and {parameters} are enough"
)");
  const auto ranking = ranked(rules, "[need.tools]\n");
  const ExcludedFamily* const birch = small::excluded(ranking, "birch");
  BOOST_REQUIRE(birch != nullptr);
  BOOST_TEST(birch->failures.at(0).reason == "Larch 3 is there, and 9B are enough (page and card)");
  BOOST_TEST(small::standing(ranking, "cedar")->questions.back().text ==
             "whether this holds: unknown is there, and unknown are enough");
}

BOOST_AUTO_TEST_CASE(a_use_that_is_not_stated_can_be_warned_of) {
  const auto rules = small::rule_base(R"(
[[rule]]
id = "where"
when = { all = [{ use = "sector", is = "school" }, { use = "regions", stated = false }] }
warn = true
because = "say where"
[[rule]]
id = "there"
when = { use = "regions", stated = true }
warn = true
because = "said where"
)");
  const auto warnings = [&](const std::string& use) {
    return small::standing(ranked(rules, "[use]\n" + use + "\n[need.tools]\n"), "ash")->warnings;
  };
  BOOST_TEST(warnings("sector = \"school\"") == std::vector<std::string>{"say where"},
             boost::test_tools::per_element());
  BOOST_TEST(
      warnings("sector = \"school\"\nregions = [\"DE\"]") == std::vector<std::string>{"said where"},
      boost::test_tools::per_element());
  BOOST_TEST(warnings("commercial = true").empty());  // the sector is unknown
}

BOOST_AUTO_TEST_CASE(a_command_shows_only_when_it_is_whole_and_harmless) {
  const auto rules = small::rule_base();
  const RankedFamily small_one =
      *small::standing(ranked(rules, "[need.size]\nat_most = \"8B\"\n"), "ash");
  BOOST_TEST(small_one.variant.value() == "ash-7b");
  BOOST_TEST(small_one.start == std::vector<std::string>{"serve wood/ash-7b"},
             boost::test_tools::per_element());
  BOOST_REQUIRE_EQUAL(small_one.weights_at.size(), 1);
  const RankedFamily large = *small::standing(ranked(rules, "[need.tools]\n"), "ash");
  BOOST_TEST(large.variant.value() == "ash-30b");  // the first by id breaks the tie
  BOOST_TEST(large.start.empty());
  BOOST_TEST(large.weights_at.empty());
}

// What fits is one quantisation; a command that loads the weights as published is no way to try it.
BOOST_AUTO_TEST_CASE(a_command_starts_the_quantisation_that_was_judged) {
  const auto rules = [](const std::string& runtimes) {
    return small::rule_base(R"(
[[criterion]]
id = "device"
kind = "device"
weight = 1
[[quantisation]]
id = "q4"
bits_per_weight = 4.5
quality = 0.9
runtimes = )" + runtimes + R"(
[[quantisation]]
id = "full"
bits_per_weight = 16
quality = 1
runtimes = ["server"]
)");
  };
  const auto start = [&](const std::string& runtimes, const std::string& quantisation) {
    const auto base = rules(runtimes);
    const std::string toml =
        "[need.size]\nat_most = \"8B\"\nlevel = \"must\"\n[need.device]\nmemory = \"24 GiB\"\n"
        "quantisations = [\"" +
        quantisation + "\"]\n";
    const RankedFamily ash = *small::standing(ranked(base, toml), "ash");
    BOOST_TEST(ash.quantisation.value() == quantisation);
    BOOST_TEST(ash.weights_at == std::vector<std::string>{"hugging_face: wood/ash-7b"},
               boost::test_tools::per_element());
    return ash.start;
  };
  const std::string whole = "serve wood/ash-7b";
  const std::string named = "run wood/ash-7b:Q4";
  BOOST_TEST(start("[]", "q4") == std::vector{named}, boost::test_tools::per_element());
  BOOST_TEST(start("[\"quantised\"]", "q4") == std::vector{named},
             boost::test_tools::per_element());
  // The server takes weights of four bits, but of another repository than the vendor's own.
  BOOST_TEST(start("[\"server\"]", "q4").empty());
  BOOST_TEST(start("[]", "full") == std::vector{whole}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_command_is_of_a_runtime_that_is_said_to_run_the_variant) {
  const auto start = [](const std::string& runtime) {
    const auto rules = small::rule_base(R"(
[[fact]]
id = "runtimes"
title = "Runtimes"
type = "set"
[[rule]]
id = "runs"
when = { fact = "tools", is = true }
infer = { fact = "runtimes", includes = [")" +
                                        runtime + "\"] }\nbecause = \"tests say so\"\n");
    return small::standing(ranked(rules, "[need.size]\nat_most = \"8B\"\n"), "ash")->start;
  };
  BOOST_TEST(start("server") == std::vector<std::string>{"serve wood/ash-7b"},
             boost::test_tools::per_element());
  BOOST_TEST(start("quantised").empty());
}

BOOST_AUTO_TEST_CASE(a_command_is_of_the_runtime_that_the_device_was_judged_with) {
  const auto rules = small::rule_base(R"(
[[criterion]]
id = "device"
kind = "device"
weight = 1
[[quantisation]]
id = "q16"
bits_per_weight = 16
quality = 0.9
runtimes = ["server", "quantised"]
)");
  const auto start = [&](const std::string& runtime) {
    return small::standing(ranked(rules,
                                  "[need.size]\nat_most = \"8B\"\nlevel = \"must\"\n[need.device]\n"
                                  "memory = \"24 GiB\"\nruntime = \"" +
                                      runtime + "\"\n"),
                           "ash")
        ->start;
  };
  BOOST_TEST(start("server") == std::vector<std::string>{"serve wood/ash-7b"},
             boost::test_tools::per_element());
  BOOST_TEST(start("quantised") == std::vector<std::string>{"run wood/ash-7b:Q16"},
             boost::test_tools::per_element());
}

// Until it is there the licence does not allow the use, and where that hangs on what the profile
// leaves open it is to be verified.
BOOST_AUTO_TEST_CASE(a_licence_may_need_an_agreement_first) {
  const auto rules = yew_under("Asked", R"(
commercial = true
obligations = [
  { id = "separate-agreement", agreement = true, when = { use = "hosted_service" } },
  { id = "attribution" },
]
)");
  const auto licence = [&](const std::string& use) { return yew(rules, use).criteria.at(0); };
  const auto hosted = licence("commercial = true\nhosted_service = true\n");
  BOOST_TEST((hosted.verdict == Verdict::unmet));
  BOOST_TEST(hosted.reason == "Asked needs a further agreement for this use");
  BOOST_TEST((licence("commercial = true\nhosted_service = false\n").verdict == Verdict::met));
  const auto open = licence("commercial = true\n");
  BOOST_TEST((open.verdict == Verdict::unknown));
  BOOST_TEST(open.reason == "Asked may need a further agreement: it depends on use.hosted_service");
}

// A limit that binds some uses alone is asked of those, and what is open names its key of [use].
BOOST_AUTO_TEST_CASE(limits_bind_where_their_condition_on_the_use_holds) {
  const auto rules = yew_under("Paid", R"(
commercial = true
annual_revenue_limit_usd = 10_000_000
limits_when = { use = "commercial" }
obligations = [
  { id = "attribution", when = { any = [
    { use = "redistribute" },
    { use = "hosted_service" },
  ] } },
  { id = "include-licence", when = { any = [
    { use = "redistribute" },
    { use = "hosted_service" },
  ] } },
]
)");
  struct Case {
    const char* use;
    Verdict verdict;
    const char* reason;
  };
  const Case cases[] = {
      {"commercial = false\nannual_revenue_usd = 50_000_000\n", Verdict::met,
       "Paid allows this use"},
      {"commercial = false\n", Verdict::met, "Paid allows this use"},
      {"commercial = true\nannual_revenue_usd = 10_000_000\n", Verdict::met,
       "Paid allows this use"},
      {"commercial = true\nannual_revenue_usd = 10_000_001\n", Verdict::unmet,
       "Paid needs a further agreement above 10,000,000 USD of annual revenue; the use has "
       "10,000,001"},
      {"commercial = true\n", Verdict::unknown, "Paid depends on use.annual_revenue_usd"},
      {"annual_revenue_usd = 50_000_000\n", Verdict::unknown,
       "Paid limits the USD of annual revenue of some uses: it depends on use.commercial"},
      {"annual_revenue_usd = 5_000_000\n", Verdict::met, "Paid allows this use"},
  };
  for (const Case& each : cases) {
    BOOST_TEST_CONTEXT(each.use) {
      const NeedResult licence = yew(rules, each.use).criteria.at(0);
      BOOST_TEST((licence.verdict == each.verdict));
      BOOST_TEST(licence.reason == each.reason);
    }
  }
  const auto open = yew(rules, "annual_revenue_usd = 50_000_000\n");
  BOOST_REQUIRE(!open.questions.empty());
  BOOST_TEST(open.questions.front().fact == "use.commercial");
  const auto settled = yew(rules, "commercial = false\nredistribute = false\n");
  BOOST_TEST(
      settled.warnings ==
          std::vector<std::string>{"Paid may also come with attribution and include-licence: it "
                                   "depends on use.hosted_service"},
      boost::test_tools::per_element());
}

// A licence that nobody read is to be verified, whatever the use; its name may still be refused.
BOOST_AUTO_TEST_CASE(a_licence_of_unknown_terms_neither_allows_nor_forbids) {
  const auto rules = yew_under("Unread", "commercial = \"unknown\"\n");
  const std::string must = "[need.licence]\nlevel = \"must\"\n";
  for (const char* use : {"", "[use]\ncommercial = false\n", "[use]\ncommercial = true\n"}) {
    const auto ranking = ranked(rules, use + must);
    const RankedFamily& found = *small::standing(ranking, "yew");
    BOOST_TEST((found.status == Status::to_verify));
    BOOST_TEST(found.criteria.front().reason == "what Unread allows is unknown");
    BOOST_REQUIRE_EQUAL(found.questions.size(), 1);
    BOOST_TEST(found.questions.front().fact == "licence");
  }
  const auto ranking = ranked(rules, must + "deny = [\"Unread\"]\n");
  BOOST_TEST(small::excluded(ranking, "yew")->failures.front().reason == "Unread is denied");
}

// What is a squeeze for others is the model itself for what was trained in it.
BOOST_AUTO_TEST_CASE(what_a_variant_was_trained_in_loses_nothing) {
  const auto rules = small::rule_base(R"(
[[fact]]
id = "native_quantisation"
title = "Trained in"
type = "text"
[[rule]]
id = "trained"
when = { fact = "lineage", is = "Wood" }
infer = { fact = "native_quantisation", value = "Q2" }
because = "tests say so"
[[criterion]]
id = "device"
kind = "device"
weight = 1
[[quantisation]]
id = "q8"
bits_per_weight = 8.5
quality = 0.99
[[quantisation]]
id = "q2"
bits_per_weight = 2.5
quality = 0.5
runtimes = ["server"]
)");
  const auto judged = [&](const std::string& keys) {
    return *small::standing(ranked(rules, "[need.device]\naim_quantisation = \"q8\"\n" + keys),
                            "ash");
  };
  const auto quantisation = [&](const std::string& keys) {
    return judged("runtime = \"server\"\n" + keys).quantisation.value();
  };
  BOOST_TEST(quantisation("memory = \"200 GiB\"\n") == "q2");
  BOOST_TEST(quantisation("memory = \"200 GiB\"\nmin_quantisation = \"q8\"\n") == "q2");
  BOOST_TEST(quantisation("memory = \"200 GiB\"\nquantisations = [\"q8\"]\n") == "q8");
  BOOST_TEST(judged("memory = \"200 GiB\"\nruntime = \"quantised\"\n"
                    "min_quantisation = \"q8\"\n")
                 .quantisation.value() == "q8");
  const std::string asked =
      "[[need.device]]\nruntime = \"server\"\nmin_quantisation = \"q8\"\nmemory = ";
  const auto two = [&](const std::string& more) {
    return small::standing(
               ranked(rules, asked + "\"100 GiB\"\n" + more + asked + "\"200 GiB\"\n" + more),
               "ash")
        ->score_high;
  };
  BOOST_TEST(two("") == 1.0);
  BOOST_TEST(two("quantisations = [\"q8\"]\n") == 0.99);
  BOOST_TEST(
      judged("memory = \"6 GiB\"\nruntime = \"server\"\n").criteria.front().reason ==
      "even q2, which it was trained in, takes at least 8.7 GiB (weights 8.7 GiB), more than "
      "6 GiB of memory");
}

BOOST_AUTO_TEST_CASE(each_of_a_thousand_musts_that_fail_is_relaxed) {
  const auto rules = small::rule_base();
  std::string toml = "title = \"x\"\n";
  for (int i = 0; i < 1'000; ++i)
    toml += "[[need.context]]\nat_least = " + std::to_string(10'000'000 + i) +
            "\nlevel = \"must\"\nweight = 1\n";
  const auto profile = small::profile(rules, toml);
  const auto ranking = must(rank(rules, profile, {}));
  const ExcludedFamily& ash = *small::excluded(ranking, "ash");
  BOOST_REQUIRE_EQUAL(ash.failures.size(), 1'000U);
  BOOST_REQUIRE_EQUAL(ash.relaxation.value().size(), 1'000U);
  for (std::size_t i = 0; i < 1'000; ++i) {
    const Change& change = ash.relaxation->at(i);
    BOOST_TEST(change.need_id == ash.failures[i].need_id.value());
    BOOST_TEST(change.key == "at_least");
    BOOST_TEST((change.to == Datum(128'000.0)));
  }
  const auto relaxed = must(shortlist::relaxed(rules, profile, *ash.relaxation));
  BOOST_TEST((small::standing(must(rank(rules, relaxed, {})), "ash") != nullptr));
}

// Why a ranking is refused; empty where it is not.
std::string refusal(const RuleBase& rules, const std::string& needs,
                    const RankOptions& options = {}) {
  const auto ranking = rank(rules, small::profile(rules, needs), options);
  return ranking ? std::string{} : ranking.error().diagnostics.front().message;
}

BOOST_AUTO_TEST_CASE(a_ranking_judges_a_bounded_number_of_needs) {
  std::string families;
  for (int i = 0; i < 400; ++i) families += "[[family]]\nid = \"f" + std::to_string(i) + "\"\n";
  const auto rules = small::rule_base(families);
  const auto all = rules.catalogue().families().size();
  std::string needs;
  for (int i = 0; i < 1'000; ++i) needs += "[[need.context]]\nat_least = 1000\n";
  BOOST_TEST(refusal(rules, needs) == "1,000 needs on " + std::to_string(all) +
                                          " families come to " + std::to_string(all) +
                                          ",000, and at most 400,000 are judged at once");
  BOOST_TEST(refusal(rules, needs, {.only = {"f1", "f2"}}).empty());
}

BOOST_AUTO_TEST_CASE(the_exceptions_of_a_policy_are_to_a_million_needs_at_most) {
  std::string families;
  std::string policy = "schema = 1\n";
  for (int i = 0; i < 1'000; ++i)
    policy += "[[need.context]]\nat_least = " + std::to_string(1'000 + i) + "\n";
  const auto except = [&](int family) {
    const std::string id = "f" + std::to_string(family);
    families += "[[family]]\nid = \"" + id + "\"\n";
    policy += "[[exception]]\nfamily = \"" + id +
              "\"\napprover = \"A\"\nreason = \"R\"\nexpires = 2099-01-01\n";
  };
  for (int i = 0; i < 1'000; ++i) except(i);
  BOOST_TEST(parse_policy(small::rule_base(families), policy, "policy.toml").has_value());
  except(1'000);
  const auto refused = parse_policy(small::rule_base(families), policy, "policy.toml");
  BOOST_REQUIRE(!refused);
  BOOST_TEST(refused.error().diagnostics.front().message ==
             "up to here the exceptions are to 1,001,000 needs, and those of a policy are to "
             "1,000,000 at most");
}

BOOST_AUTO_TEST_CASE(disputed_variants_are_named) {
  const auto ranking = ranked(small::rule_base(), "[need.tools]\n");
  BOOST_TEST(small::standing(ranking, "ash")->disputed == std::vector<std::string>{"ash-2b"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(families_go_by_any_name_and_a_misspelt_one_is_near) {
  const auto rules = small::rule_base();
  RankOptions options;
  options.only = {"ASH-Tree", "Birch", "ash"};
  BOOST_TEST(ranked(rules, "[need.tools]\n", options).ranking.size() == 2);
  options.only = {"ash", "brich", "cedr"};
  const auto failed = rank(rules, small::profile(rules, "[need.tools]\n"), options);
  BOOST_REQUIRE(!failed);
  BOOST_TEST((failed.error().kind == FailureKind::usage));
  BOOST_REQUIRE_EQUAL(failed.error().diagnostics.size(), 2);
  BOOST_TEST(failed.error().diagnostics[0].suggestion == "did you mean 'birch'?");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
