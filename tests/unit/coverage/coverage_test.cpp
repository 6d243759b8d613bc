// The shipped families carry what the research found: for each round of it a file of tests/data has
// a row for each value, with the fact that carries it or the reason that it is left out.

#include "load/files.hpp"
#include "load/load.hpp"
#include "model/catalogue.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace model = shortlist::model;

const std::string source = SHORTLIST_SOURCE_DIR;
const std::vector<std::string> rounds = {"coverage.csv", "coverage-round-2.csv"};

// A line of RFC 4180 without line breaks in fields.
std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> result(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
      result.back() += line[i++];
    else if (line[i] == '"')
      quoted = !quoted;
    else if (line[i] == ',' && !quoted)
      result.emplace_back();
    else
      result.back() += line[i];
  }
  return result;
}

struct Row {
  std::string family, section, key, variant, fact, left_out;
};

std::vector<Row> rows(const std::string& round) {
  std::ifstream file(source + "/tests/data/" + round);
  std::vector<Row> result;
  std::string line;
  std::getline(file, line);  // the head
  while (std::getline(file, line)) {
    const auto field = fields(line);
    BOOST_REQUIRE_MESSAGE(field.size() == 6, line);
    result.push_back({field[0], field[1], field[2], field[3], field[4], field[5]});
  }
  return result;
}

std::shared_ptr<const model::RuleBase> shipped() {
  const auto folder = shortlist::load::read_folder(source + "/rules");
  BOOST_REQUIRE(folder.has_value());
  const auto rules = shortlist::load::parse_rule_base({*folder});
  BOOST_REQUIRE(rules.has_value());
  return *rules;
}

bool claims(const std::vector<model::Claim>& all, model::FactIndex fact) {
  return std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.fact == fact; });
}

bool carried(const model::RuleBase& rules, const Row& row) {
  if (row.fact.rfind("licence:", 0) == 0) return rules.find_licence(row.fact.substr(8)) >= 0;
  const auto at = rules.find_family(row.family);
  if (at < 0) return false;
  const auto& family = rules.families[static_cast<std::size_t>(at)];
  const auto fact = rules.vocabulary.find_fact(row.fact);
  if (row.variant.empty()) return fact >= 0 && claims(family.claims, fact);
  const auto variant = std::find_if(family.variants.begin(), family.variants.end(),
                                    [&](const auto& each) { return each.id == row.variant; });
  if (variant == family.variants.end()) return false;
  if (row.fact.rfind("architecture.", 0) == 0) return variant->geometry != nullptr;
  return fact >= 0 && claims(variant->claims, fact);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(coverage)

BOOST_AUTO_TEST_CASE(every_value_is_carried_or_left_out_for_a_reason) {
  const auto rules = shipped();
  for (const auto& round : rounds)
    for (const auto& row : rows(round)) {
      const auto name = row.family + ", " + row.section + ", " + row.key;
      BOOST_TEST(row.fact.empty() != row.left_out.empty(), name);
      if (!row.fact.empty()) BOOST_TEST(carried(*rules, row), name << " as " << row.fact);
    }
}

BOOST_AUTO_TEST_CASE(a_value_that_is_not_there_is_found_missing) {
  const auto rules = shipped();
  BOOST_TEST(!carried(*rules, {"teuken", "", "", "", "context_tokens", ""}));
  BOOST_TEST(!carried(*rules, {"no-such-family", "", "", "", "licence", ""}));
  BOOST_TEST(!carried(*rules, {"teuken", "", "", "no-such-variant", "licence", ""}));
  BOOST_TEST(!carried(*rules, {"", "", "", "", "licence:no-such-licence", ""}));
}

// tests/data/coverage.md says the totals, in a table for each round.
BOOST_AUTO_TEST_CASE(totals_are_those_of_the_tables) {
  using Totals = std::map<std::string, std::pair<int, int>>;
  std::vector<Totals> stated;
  std::ifstream file(source + "/tests/data/coverage.md");
  for (std::string line; std::getline(file, line);) {
    std::replace(line.begin(), line.end(), '|', ' ');
    std::istringstream words(line);
    std::string section;
    int held = 0;
    int all = 0;
    if (words >> section && section == "section") stated.emplace_back();
    if (words >> held >> all && !stated.empty()) stated.back()[section] = {held, all};
  }
  BOOST_REQUIRE(stated.size() == rounds.size());
  for (std::size_t round = 0; round < rounds.size(); ++round) {
    Totals counted;
    for (const auto& row : rows(rounds[round])) {
      auto& [held, all] = counted[row.section];
      held += row.left_out.empty() ? 1 : 0;
      ++all;
    }
    BOOST_TEST(stated[round].size() == counted.size());
    for (const auto& [section, totals] : counted) {
      BOOST_TEST(stated[round][section].first == totals.first, section);
      BOOST_TEST(stated[round][section].second == totals.second, section);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
