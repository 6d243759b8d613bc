// Side by side, "choose X if", and lists.

#include "explain/advantage.hpp"
#include "explain/cells.hpp"
#include "unit/explain/small.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;

const ComparisonCell& cell(const FamilyComparison& comparison, const std::string& fact,
                           std::size_t family) {
  const auto row = std::find_if(comparison.rows.begin(), comparison.rows.end(),
                                [&](const ComparisonRow& each) { return each.fact == fact; });
  BOOST_REQUIRE(row != comparison.rows.end());
  return row->cells.at(family);
}

std::vector<std::string> reasons(const FamilyComparison& comparison, std::size_t family) {
  std::vector<std::string> all;
  for (const Advantage& each : comparison.choose.at(family)) all.push_back(each.reason);
  return all;
}

BOOST_AUTO_TEST_SUITE(compare_test)

BOOST_AUTO_TEST_CASE(a_cell_has_all_values_and_who_says_otherwise) {
  const auto comparison = compare(small::rule_base(), {"birch", "ash"}, std::nullopt);
  BOOST_REQUIRE(comparison.has_value());
  BOOST_TEST(comparison->families == (std::vector<std::string>{"birch", "ash"}),
             boost::test_tools::per_element());
  const ComparisonCell& sizes = cell(*comparison, "parameters", 1);
  BOOST_TEST(sizes.text == "7B, 30B");
  BOOST_TEST(sizes.sources == std::vector<std::string>{"card"}, boost::test_tools::per_element());
  BOOST_REQUIRE_EQUAL(sizes.conflicts.size(), 1);
  BOOST_TEST(sizes.conflicts[0].source == "page");
  BOOST_TEST(sizes.conflicts[0].text == "2B");
  const ComparisonCell& context = cell(*comparison, "context_tokens", 1);
  BOOST_TEST((context.value == Datum(128000.0)));
  BOOST_REQUIRE_EQUAL(context.conflicts.size(), 1);
  BOOST_TEST(context.conflicts[0].text == "64,000 tokens");
  BOOST_TEST(cell(*comparison, "licence", 0).text ==
             "Counted licence: commercial use up to 100,000,000 monthly users; not for military");
  BOOST_TEST((cell(*comparison, "licence", 0).value == Datum(Items{{"Counted"}, false})));
}

BOOST_AUTO_TEST_CASE(advantages_stand_on_what_is_known_of_every_candidate) {
  const auto comparison = compare(small::rule_base(), {"ash", "birch"}, std::nullopt);
  BOOST_REQUIRE(comparison.has_value());
  BOOST_TEST(
      reasons(*comparison, 0) ==
          (std::vector<std::string>{"want less than 9B: 7B", "need Chinese",
                                    "need 100 languages, not 20", "need tools", "want Wood"}),
      boost::test_tools::per_element());
  BOOST_TEST(reasons(*comparison, 1) ==
                 (std::vector<std::string>{"want a context above 128K (up to 1M)", "want Leaf"}),
             boost::test_tools::per_element());
  // Cedar's facts are unknown, and its list is open: nothing speaks for anybody.
  const auto unknown = compare(small::rule_base(), {"ash", "birch", "cedar"}, std::nullopt);
  for (const auto& each : unknown->choose) BOOST_TEST(each.empty());
}

BOOST_AUTO_TEST_CASE(a_profile_narrows_the_comparison) {
  const auto rules = small::rule_base();
  const auto comparison =
      compare(rules, {"ash", "birch"}, small::profile(rules, "[need.language]\nall_of=[\"zh\"]\n"));
  BOOST_REQUIRE(comparison.has_value());
  BOOST_TEST(comparison->rows.size() == 2);  // languages and their number
  BOOST_TEST(comparison->choose[0].size() == 2);
  BOOST_TEST(comparison->choose[1].empty());
}

BOOST_AUTO_TEST_CASE(a_comparison_takes_two) {
  const auto rules = small::rule_base();
  for (const auto& names : {std::vector<std::string>{"ash"}, {"ash", "Ash"}, {"ash", "oak"}}) {
    const auto failed = compare(rules, names, std::nullopt);
    BOOST_REQUIRE(!failed);
    BOOST_TEST((failed.error().kind == FailureKind::usage));
  }
}

BOOST_AUTO_TEST_CASE(a_comparison_takes_five_hundred_at_most) {
  std::string more;
  std::vector<std::string> all;
  for (int i = 0; i < 501; ++i) {
    all.push_back("f" + std::to_string(i));
    more += "[[family]]\nid = \"" + all.back() + "\"\n";
  }
  const auto rules = small::rule_base(more);
  const auto refused = compare(rules, all, std::nullopt);
  BOOST_REQUIRE(!refused);
  BOOST_TEST(refused.error().diagnostics.front().message ==
             "a comparison takes at most 500 families, and these are 501");
  all.pop_back();
  BOOST_TEST(compare(rules, all, std::nullopt).has_value());
}

BOOST_AUTO_TEST_CASE(numbers_in_sentences_are_short_and_exact) {
  const auto rules = small::rule_base();
  const auto& vocabulary = rules.catalogue().rules().vocabulary;
  const auto tokens = vocabulary.find_fact("context_tokens");
  for (const auto& [number, text] : {std::pair{128000.0, "128K"},
                                     {1e6, "1M"},
                                     {131072.0, "128Ki"},
                                     {1048576.0, "1Mi"},
                                     {1500000.0, "1,500K"},
                                     {100001.0, "100,001"},
                                     {0.0, "0"}})
    BOOST_TEST(explanation::spoken(vocabulary, tokens, number) == text);
  BOOST_TEST(explanation::fill("{own} {item}, not {other} {x}", "a", "{own}", "c") ==
             "a c, not {own} {x}");
}

// The page's own table and its eight "choose if" lines, from our data.
BOOST_AUTO_TEST_CASE(the_comparison_page_can_be_told_again) {
  const auto comparison =
      compare(small::shipped({"comparison-page"}), {"gemma-4", "qwen3.5"}, std::nullopt);
  BOOST_REQUIRE(comparison.has_value());
  std::vector<std::string> rows;
  for (const ComparisonRow& row : comparison->rows)
    if (!row.row.empty() && (rows.empty() || rows.back() != row.row)) rows.push_back(row.row);
  const std::vector<std::string> page{
      "Model type",
      "Licence",
      "Self-hosting",
      "Fine-tuning",
      "Model sizes",
      "Context window",
      "Multimodal",
      "Reasoning mode",
      "Languages",
      "Tooling",
      "Safety work",
      "Best for",
      "EuroEval (mean rank, 1 is the best)"};  // which the page does not have
  BOOST_TEST(rows == page, boost::test_tools::per_element());
  const auto choose = [&](std::size_t family) {
    std::set<std::string> criteria;
    for (const Advantage& each : comparison->choose[family]) criteria.insert(each.criterion);
    return criteria;
  };
  const auto gemma = choose(0);
  for (const char* each :
       {"lineage", "recommended_language", "language", "inputs_in_every_size", "safety"})
    BOOST_TEST(gemma.count(each) == 1, each);
  const auto qwen = choose(1);
  for (const char* each : {"recommended_language", "context", "hub", "smallest_size"})
    BOOST_TEST(qwen.count(each) == 1, each);
}

BOOST_AUTO_TEST_CASE(every_listing_starts_with_an_id) {
  const auto rules = small::rule_base();
  BOOST_TEST(listable().size() == 16);
  for (const std::string& what : listable()) {
    const auto listing = list(rules, what);
    BOOST_REQUIRE(listing.has_value());
    BOOST_TEST(listing->what == what);
    for (const Record& item : listing->items) BOOST_TEST(item.front().first == "id");
  }
  BOOST_TEST(list(rules, "families")->items.size() == 3);
  BOOST_TEST(list(rules, "conflicts")->items.size() == 1);  // context, alike on each size of Ash
  const auto failed = list(rules, "famlies");
  BOOST_REQUIRE(!failed);
  BOOST_TEST((failed.error().kind == FailureKind::usage));
  BOOST_TEST(failed.error().diagnostics.at(0).suggestion == "did you mean 'families'?");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
