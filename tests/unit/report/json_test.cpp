// The JSON documents: held to their schemas, keys in the order of the contract, numbers exact.

#include "report/json_value.hpp"
#include "unit/report/sample.hpp"
#include "unit/report/schema_validator.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;
using nlohmann::json;

const std::filesystem::path root = SHORTLIST_SOURCE_DIR;

std::string read(const std::filesystem::path& path) {
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// "shortlist/rank/1" is held to schemas/rank-1.schema.json.
json schema_of(const json& document) {
  std::string name = document.at("schema").get<std::string>();
  name.erase(0, std::string("shortlist/").size());
  name.replace(name.find('/'), 1, "-");
  return json::parse(read(root / "schemas" / (name + ".schema.json")));
}

template <class T>
json document(const T& result) {
  return json::parse(report(result, {.format = Format::json}));
}

std::vector<std::string> keys(const std::string& text, const std::string& pointer) {
  const auto parsed = nlohmann::ordered_json::parse(text);
  std::vector<std::string> names;
  for (const auto& [key, value] : parsed.at(nlohmann::ordered_json::json_pointer(pointer)).items())
    names.push_back(key);
  return names;
}

void hold_to_schema(const json& document) {
  for (const std::string& fault : faults(document, schema_of(document))) BOOST_ERROR(fault);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_json)

BOOST_AUTO_TEST_CASE(every_document_is_valid) {
  hold_to_schema(document(sample::ranking()));
  hold_to_schema(document(sample::explanation()));
  hold_to_schema(document(sample::excluded()));
  hold_to_schema(document(sample::comparison()));
  hold_to_schema(document(sample::listing()));
  hold_to_schema(document(sample::check()));
  hold_to_schema(document(sample::cases()));
  Ranking nothing;
  nothing.rule_base_fingerprint = "0123abcd";
  hold_to_schema(document(nothing));
}

// What the command printed, as far as goldens hold it.
BOOST_AUTO_TEST_CASE(every_golden_that_is_json_is_valid) {
  for (const auto& entry : std::filesystem::directory_iterator(root / "tests" / "cli")) {
    if (!entry.is_directory()) continue;
    const std::string text = read(entry.path() / "stdout");
    if (!text.starts_with("{\n  \"schema\"")) continue;  // lines of batch, others' formats
    BOOST_TEST_CONTEXT(entry.path().filename().string()) hold_to_schema(json::parse(text));
  }
}

BOOST_AUTO_TEST_CASE(a_schema_rejects_a_document_with_a_key_less_or_more) {
  json ranking = document(sample::ranking());
  const json schema = schema_of(ranking);
  ranking["ranking"][0].erase("score");
  ranking["excluded"][0]["colour"] = "red";
  const std::vector<std::string> found = faults(ranking, schema);
  BOOST_TEST(found.size() == 2U);
}

BOOST_AUTO_TEST_CASE(rank_and_explain_share_their_definitions) {
  const json rank = json::parse(read(root / "schemas" / "rank-1.schema.json"));
  const json explain = json::parse(read(root / "schemas" / "explain-1.schema.json"));
  for (const auto& [name, definition] : rank.at("$defs").items())
    if (name != "first_place")  // which is of the whole ranking
      BOOST_TEST((definition == explain.at("$defs").at(name)), name);
}

BOOST_AUTO_TEST_CASE(keys_stand_in_the_order_of_the_contract_and_ours_after) {
  const std::string text = report(sample::ranking(), {.format = Format::json});
  const std::vector<std::string> top{"schema",    "profile",      "rule_base",
                                     "weights",   "ranking",      "excluded",
                                     "reweighed", "clear_winner", "first_place"};
  BOOST_TEST(keys(text, "") == top, boost::test_tools::per_element());
  const std::vector<std::string> family{"rank",         "family",     "name",       "variant",
                                        "quantisation", "status",     "score",      "score_low",
                                        "score_high",   "rank_best",  "rank_worst", "criteria",
                                        "obligations",  "warnings",   "questions",  "variant_name",
                                        "rules",        "weights_at", "start",      "disputed"};
  BOOST_TEST(keys(text, "/ranking/0") == family, boost::test_tools::per_element());
  const std::vector<std::string> outcome{
      "need_id",    "criterion", "level",        "verdict", "value",  "value_low",
      "value_high", "weight",    "contribution", "need",    "fact",   "reason",
      "sources",    "conflicts", "rules",        "title",   "because"};
  BOOST_TEST(keys(text, "/ranking/0/criteria/0") == outcome, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(top_cuts_the_ranking_and_not_the_excluded) {
  const json cut = json::parse(report(sample::ranking(), {.format = Format::json, .top = 1}));
  BOOST_TEST(cut.at("ranking").size() == 1U);
  BOOST_TEST(cut.at("excluded").size() == 2U);
}

BOOST_AUTO_TEST_CASE(contributions_read_back_add_up_to_the_score) {
  Ranking ranking = sample::ranking();
  RankedFamily& first = ranking.ranking.front();
  first.criteria[0].contribution = 0.1;
  first.criteria[1].contribution = 0.2;
  first.criteria[2].contribution = 1.0 / 3;
  first.score = (0.1 + 0.2) + 1.0 / 3;
  const json read_back = document(ranking).at("ranking").at(0);
  double sum = 0;
  for (const json& need : read_back.at("criteria")) sum += need.at("contribution").get<double>();
  BOOST_TEST((sum == read_back.at("score").get<double>()));
  BOOST_TEST((sum == first.score));
}

BOOST_AUTO_TEST_CASE(numbers_are_short_and_exact) {
  const std::pair<double, const char*> examples[] = {{0.1, "0.1"},
                                                     {1.0 / 3, "0.3333333333333333"},
                                                     {0.1 + 0.2, "0.30000000000000004"},
                                                     {262144, "262144"},
                                                     {-0.0, "0"},
                                                     {9007199254740992.0, "9007199254740992"},
                                                     {1e300, "1e+300"},
                                                     {5e-324, "5e-324"},
                                                     {1e21, "1e+21"}};
  for (const auto& [number, text] : examples)
    BOOST_TEST(reporting::json_text(number) == std::string(text) + "\n");
}

BOOST_AUTO_TEST_CASE(values_keep_their_kind) {
  const std::pair<Datum, const char*> examples[] = {
      {{}, "null"},
      {true, "true"},
      {"zh", "\"zh\""},
      {Items{{"zh", "en"}, false}, "[\"zh\", \"en\"]"},
      {Items{{}, false}, "[]"},
      {Items{{"zh"}, true}, "{\n  \"includes\": [\"zh\"]\n}"}};
  for (const auto& [value, text] : examples)
    BOOST_TEST(reporting::json_text(reporting::json_value(value)) == std::string(text) + "\n");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf8_do_not_break_the_document) {
  Ranking ranking = sample::ranking();
  ranking.profile_file = "caf\xE9.toml";
  BOOST_TEST(document(ranking).at("profile").at("file") == "caf\xEF\xBF\xBD.toml");
}

BOOST_AUTO_TEST_CASE(one_fact_is_an_object_and_several_are_an_array) {
  Ranking ranking = sample::ranking();
  NeedResult& need = ranking.ranking[0].criteria[0];
  need.facts.push_back(need.facts.front());
  ranking.ranking[0].criteria[1].facts.clear();
  const json criteria = document(ranking).at("ranking").at(0).at("criteria");
  BOOST_TEST(criteria.at(0).at("fact").is_array());
  BOOST_TEST(criteria.at(1).at("fact").empty());
  BOOST_TEST(criteria.at(2).at("fact").at("id") == "tools");
}

BOOST_AUTO_TEST_SUITE_END()
