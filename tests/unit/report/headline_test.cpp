// The first sentences of a ranking: who is first, and what could overturn it. One test a row of the
// table in report/first_place.cpp.

#include "report/headline.hpp"

#include "report/first_place.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;

RankedFamily family(const std::string& name, double low, double high,
                    Status status = Status::qualified) {
  RankedFamily made;
  made.family = made.name = name;
  made.status = status;
  made.rank_best = 1;
  made.score = made.score_low = low;
  made.score_high = high;
  return made;
}

Ranking ranking(std::vector<RankedFamily> families) {
  Ranking made;
  made.weights = {{"language", 0.6}, {"context", 0.4}};
  made.ranking = std::move(families);
  made.first_place.emplace();
  made.first_place->weights = made.first_place->both = false;
  return made;
}

WeightAnalysis stability(const Ranking& of) {
  WeightAnalysis made;
  for (const RankedFamily& each : of.ranking)
    made.families.push_back({each.family, each.name, each.status});
  made.winner = made.families.front();
  made.any_weights = false;
  return made;
}

WeightAnalysis tipping(const Ranking& of, const std::string& family, double limit) {
  WeightAnalysis made = stability(of);
  made.any_weights = true;
  made.tipping = TippingPoint{"language", 0.6, limit, limit >= 0.6, family};
  return made;
}

std::string said(const Ranking& of, const WeightAnalysis* stability = nullptr) {
  std::string text;
  for (const std::string& sentence : reporting::headline(of, stability))
    text += (text.empty() ? "" : "|") + sentence;
  return text;
}

BOOST_AUTO_TEST_SUITE(headline_test)

BOOST_AUTO_TEST_CASE(nothing_overturns_it) {
  const Ranking all = ranking({family("Ash", 0.98, 0.98), family("Birch", 0.85, 0.85)});
  const WeightAnalysis weights = stability(all);
  BOOST_TEST(said(all, &weights) ==
             "Ash comes first with 98 of 100 points, 13 ahead of Birch.|"
             "No weights and no unknown facts put another that qualifies before it.");
  BOOST_TEST(reporting::weights_text(weights) == "No weights put another family before Ash.");
}

BOOST_AUTO_TEST_CASE(weights_and_unknown_facts_only_together) {
  Ranking all = ranking({family("Ash", 0.98, 0.98), family("Birch", 0.85, 0.95)});
  all.first_place->both = true;
  BOOST_TEST(said(all) ==
             "Ash comes first with 98 of 100 points, 13 ahead of Birch.|"
             "Neither weights alone nor unknown facts alone put another that qualifies before it; "
             "both together could.");
}

BOOST_AUTO_TEST_CASE(unknown_facts_alone) {
  Ranking all = ranking({family("Ash", 0.98, 0.98), family("Birch", 0.85, 0.99),
                         family("Cedar", 0.85, 1), family("Dogwood", 0.2, 0.3)});
  all.first_place->unknown_facts = {"Birch", "Cedar"};
  BOOST_TEST(said(all) ==
             "Ash comes first with 98 of 100 points, 13 ahead of Birch.|"
             "No weights put another that qualifies before it, but unknown facts could: Cedar "
             "could reach 100 points, and 1 more could pass it.");
}

BOOST_AUTO_TEST_CASE(another_variant_of_a_rival) {
  Ranking all = ranking({family("Ash", 0.98, 0.98), family("Birch", 0.85, 0.85)});
  all.first_place->unknown_facts = {"Birch"};
  all.ranking[1].rank_best = 2;
  BOOST_TEST(said(all) ==
             "Ash comes first with 98 of 100 points, 13 ahead of Birch.|"
             "No weights put another that qualifies before it, but unknown facts could: Birch "
             "could pass it by another of its variants.");
  BOOST_TEST(reporting::ranks_text(all) ==
             "Ranks keep each status and variant; more than they say could turn out.");
}

BOOST_AUTO_TEST_CASE(weights_alone_say_which_where_that_is_known) {
  Ranking all = ranking({family("Ash", 0.78, 0.78), family("Birch", 0.775, 0.775)});
  all.first_place->weights = all.first_place->both = true;
  BOOST_TEST(said(all) ==
             "Ash comes first with 78 of 100 points, less than a point ahead of Birch.|"
             "Weights could overturn that. Unknown facts alone could not.");
  const WeightAnalysis weights = tipping(all, "Birch", 0.252);
  BOOST_TEST(said(all, &weights) ==
             "Ash comes first with 78 of 100 points, less than a point ahead of Birch.|"
             "Weights could overturn that: language from 60 to below 25.2 percent of the weight "
             "puts Birch first. "
             "Unknown facts alone could not.");
  BOOST_TEST(reporting::weights_text(weights) ==
             "The least change of one weight that unseats Ash: language "
             "from 60 to below 25.2 percent of the weight puts Birch first.");
}

BOOST_AUTO_TEST_CASE(either) {
  Ranking all = ranking({family("Ash", 0.78, 1), family("Birch", 0.58, 0.97)});
  all.first_place->weights = all.first_place->both = true;
  all.first_place->unknown_facts = {"Birch"};
  const WeightAnalysis weights = tipping(all, "Birch", 0.8);
  BOOST_TEST(said(all, &weights) ==
             "Ash comes first with 78 of 100 points, 20 ahead of Birch.|"
             "Weights could overturn that: language from 60 to above 80 percent of the weight puts "
             "Birch first. So could "
             "unknown facts: Birch could reach 97 points.");
}

BOOST_AUTO_TEST_CASE(where_unknowns_count_in_the_middle_the_first_may_fall) {
  Ranking all = ranking({family("Ash", 0.78, 0.9), family("Birch", 0.58, 0.58)});
  all.ranking[0].score_low = 0.5;
  all.first_place->unknown_facts = {"Birch"};
  BOOST_TEST(
      said(all).ends_with("unknown facts could: Ash could fall to 50 points and Birch reach "
                          "58 points."));
}

BOOST_AUTO_TEST_CASE(several_weights_together) {
  Ranking all = ranking({family("Ash", 0.78, 0.78), family("Birch", 0.58, 0.58)});
  all.first_place->weights.reset();
  all.first_place->both.reset();
  WeightAnalysis weights = stability(all);
  weights.any_weights = true;
  weights.together = "Birch";
  BOOST_TEST(said(all, &weights)
                 .ends_with("|Weights could overturn that: no weight alone, but several together "
                            "put Birch first. "
                            "Unknown facts alone could not."));
  BOOST_TEST(reporting::weights_text(weights) ==
             "No weight alone puts another family before Ash; several together put Birch there.");
  weights.together.reset();
  weights.any_weights.reset();
  BOOST_TEST(said(all, &weights)
                 .ends_with("|Neither one weight alone nor unknown facts alone put another that "
                            "qualifies before it."));
  BOOST_TEST(reporting::weights_text(weights) == "No weight alone puts another family before Ash.");
  BOOST_TEST(said(all).ends_with(
      "|At these weights no unknown facts put another that qualifies before it."));
}

BOOST_AUTO_TEST_CASE(a_tie_is_of_the_tie_break) {
  Ranking all = ranking({family("Ash", 0.85, 0.85), family("Birch", 0.85, 0.85)});
  all.first_place->level = true;
  BOOST_TEST(said(all) ==
             "Ash comes first by the tie-break: Birch has 85 of 100 points too.|"
             "No weights and no unknown facts put another that qualifies before it.");
  all.ranking.push_back(family("Cedar", 0.85, 0.85));
  BOOST_TEST(
      said(all).starts_with("Ash comes first by the tie-break: Birch and 1 more have 85 of "));
  all.first_place->weights = all.first_place->both = true;
  const WeightAnalysis weights = tipping(all, "Birch", 0.6);
  BOOST_TEST(said(all, &weights)
                 .ends_with("|Weights could overturn that: a little more weight on language puts "
                            "Birch first. Unknown "
                            "facts alone could not."));
}

BOOST_AUTO_TEST_CASE(families_to_verify_may_pass_once_they_qualify) {
  Ranking all = ranking({family("Ash", 0.98, 0.98), family("Birch", 0.85, 0.85),
                         family("Cedar", 0.6, 1, Status::to_verify),
                         family("Dogwood", 0.5, 0.9, Status::to_verify)});
  all.first_place->once_verified = {"Cedar"};
  BOOST_TEST(said(all).ends_with(
      "|1 of the 2 to be verified could pass it once verified: Cedar could reach 100 points."));
  BOOST_TEST(!reporting::ranks_text(all).empty());
  all.first_place->once_verified = {};
  BOOST_TEST(said(all).ends_with("|None of the 2 to be verified could pass it at these weights."));
  all.ranking.pop_back();
  BOOST_TEST(said(all).ends_with("|The one to be verified could not pass it at these weights."));
}

BOOST_AUTO_TEST_CASE(a_single_one_that_qualifies) {
  Ranking all = ranking({family("Ash", 0.98, 0.98)});
  BOOST_TEST(said(all) == "Ash is the only family that qualifies, with 98 of 100 points.");
  all.excluded.emplace_back();
  BOOST_TEST(said(all) ==
             "Ash is the only family that qualifies, with 98 of 100 points.|"
             "All others are excluded: no weights and no unknown facts change that.");
}

BOOST_AUTO_TEST_CASE(none_that_is_known_to_qualify) {
  Ranking all = ranking(
      {family("Ash", 0.78, 1, Status::to_verify), family("Birch", 0.58, 0.97, Status::to_verify)});
  all.first_place->unknown_facts = {"Birch"};
  all.first_place->once_verified = {"Birch"};
  BOOST_TEST(said(all) ==
             "No family is known to qualify; 2 are to be verified.|"
             "First of them: Ash with 78 of 100 points, 20 ahead of Birch.|"
             "No weights put another of them before it, but unknown facts could: Birch could reach "
             "97 points.|"
             "Any that turns out to qualify passes all that do not.");
  all.ranking.pop_back();
  BOOST_TEST(said(all) ==
             "No family is known to qualify; 1 is to be verified.|"
             "It is Ash with 78 of 100 points.");
}

BOOST_AUTO_TEST_CASE(weights_of_0) {
  Ranking all = ranking({family("Ash", 0, 0), family("Birch", 0, 0)});
  all.weights = {{"language", 0}, {"context", 0}};
  all.first_place->level = true;
  BOOST_TEST(said(all) == "Every weight is 0: the tie-break puts Ash first.");
  all = ranking({family("Ash", 0.9, 0.9), family("Birch", 0.8, 0.8)});
  all.weights = {{"language", 1}, {"context", 0}};
  BOOST_TEST(said(all).ends_with("before it. Needs of weight 0 stay at 0."));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
