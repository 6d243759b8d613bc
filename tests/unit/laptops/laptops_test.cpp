// The engine knows nothing of language models: it ranks laptops, by a rule base that was written
// from rules/README.md alone.

#include "shortlist/cases.hpp"
#include "shortlist/shortlist.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

const std::string source = SHORTLIST_SOURCE_DIR;
const std::string laptops = source + "/tests/data/laptops";

template <class T>
T must(shortlist::Result<T> result) {
  if (!result) {
    for (const auto& diagnostic : result.error().diagnostics) BOOST_ERROR(to_text(diagnostic));
    BOOST_FAIL("it does not load");
  }
  return *std::move(result);
}

shortlist::RuleBase load(const std::string& folder) {
  return must(shortlist::load_rule_base({.folders = {folder}, .trust = {}, .only_source = {}}));
}

shortlist::Ranking rank(const std::string& profile) {
  const auto rule_base = load(laptops + "/rules");
  return must(shortlist::rank(
      rule_base, must(shortlist::load_profile(rule_base, laptops + "/profiles/" + profile)), {}));
}

// The n-th block of TOML of a page, from 0.
std::string block(const std::string& page, int n) {
  std::size_t at = 0;
  for (int i = 0; i <= n; ++i) at = page.find("```toml\n", at) + 8;
  return page.substr(at, page.find("```", at) - at);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(laptops_are_ranked)

BOOST_AUTO_TEST_CASE(as_their_cases_expect) {
  const auto rule_base = load(laptops + "/rules");
  BOOST_TEST(rule_base.warnings().empty());
  for (const auto& each : must(shortlist::load_cases(rule_base, laptops + "/cases.toml"))) {
    const auto result = shortlist::run_case(each);
    BOOST_TEST_INFO(result.name);
    for (const auto& line : result.expected) BOOST_TEST_INFO("expected " + line);
    for (const auto& line : result.got) BOOST_TEST_INFO("got " + line);
    BOOST_TEST(result.passed);
  }
}

// Every kind of criterion that the profile uses, worked by hand.
BOOST_AUTO_TEST_CASE(by_scores_that_follow_from_the_page) {
  const auto ranking = rank("road.toml");
  const auto& heron = ranking.ranking.front();
  BOOST_TEST(heron.variant.value() == "heron-14-16");
  BOOST_TEST(heron.disputed == std::vector<std::string>{"heron-14-64"});
  const double price = 30 * (3000.0 - 1200) / (3000 - 800);
  const double terms = 5;
  const double battery = 20 * (14.0 - 4) / (16 - 4);
  const double light = 15 * (2.5 - 1.3) / (2.5 - 1);
  const double ports = 15 * (0.0 + 1) / 2;  // no USB-C; HDMI
  const double keyboard = 10;               // nb is no; de is printed
  const double memory = 10 * std::log2(16.0 / 4) / std::log2(32.0 / 4);
  const double repair = 10;
  const double speed = 10 * (0.8 + 0.2 * (62.0 - 50) / (100 - 50));
  const double score =
      (price + terms + battery + light + ports + keyboard + memory + repair + speed) / 125;
  BOOST_TEST(std::abs(heron.score - score) < 1e-12);
}

BOOST_AUTO_TEST_CASE(with_rank_order_weights_and_a_rule_on_the_use) {
  const auto ranking = rank("school.toml");
  // Centroids of four: 25/48, 13/48, 7/48, 3/48; the rule doubles repair, the second.
  const double sum = (25 + 2 * 13 + 7 + 3) / 48.0;
  for (const auto& [need, weight] : ranking.weights) {
    const double centroid = need == "service"  ? 25 / 48.0
                            : need == "repair" ? 2 * 13 / 48.0
                            : need == "price"  ? 7 / 48.0
                            : need == "ports"  ? 3 / 48.0
                                               : 0;
    BOOST_TEST(std::abs(weight - centroid / sum) < 1e-12);
  }
  BOOST_TEST(ranking.reweighed.size() == 1U);
}

BOOST_AUTO_TEST_CASE(and_where_none_qualifies_it_is_said_what_to_give_up) {
  const auto ranking = rank("dream.toml");
  BOOST_TEST(!ranking.qualified());
  const auto& closest = ranking.excluded.front();
  BOOST_TEST(closest.standing.family == "heron");
  const auto& changes = closest.relaxation.value();
  BOOST_REQUIRE(changes.size() == 1U);
  BOOST_TEST(changes.front().need_id == "price");
  BOOST_TEST(std::get<double>(changes.front().to) == 1500);
}

BOOST_AUTO_TEST_CASE(side_by_side) {
  const auto compared =
      must(shortlist::compare(load(laptops + "/rules"), {"heron", "osprey"}, std::nullopt));
  bool lighter = false;
  for (const auto& advantage : compared.choose.front()) {
    lighter = lighter || advantage.reason.find("carry 1.3 kg") != std::string::npos;
  }
  BOOST_TEST(lighter);
}

// What the page itself shows has to work as it stands there.
BOOST_AUTO_TEST_CASE(the_example_at_the_head_of_the_page_loads_and_ranks) {
  std::ifstream file(source + "/rules/README.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  std::string name = (std::filesystem::temp_directory_path() / "shortlist-XXXXXX").string();
  BOOST_REQUIRE(mkdtemp(name.data()) != nullptr);
  std::ofstream(name + "/laptops.toml") << block(page, 0);
  const auto rule_base = load(name);
  std::filesystem::remove_all(name);
  BOOST_TEST(rule_base.warnings().empty());
  const auto ranking = must(shortlist::rank(
      rule_base, must(shortlist::parse_profile(rule_base, block(page, 1), "travel.toml")), {}));
  const auto& first = ranking.ranking.front();
  BOOST_TEST(first.family == "heron");  // price in part, all of battery, ports and repair
  const double score = (30 * (2000.0 - 1100) / (2000 - 700) + 20 + 20 + 10) / 80;
  BOOST_TEST(std::abs(first.score - score) < 1e-12);
}

BOOST_AUTO_TEST_SUITE_END()
