// Whole outputs of the results of sample.cpp in every format, against the files in golden/.
// SHORTLIST_BLESS=1 writes them in place of comparing; refused when CI is set.

#include "unit/report/sample.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;

const std::filesystem::path folder =
    std::filesystem::path(SHORTLIST_SOURCE_DIR) / "tests" / "unit" / "report" / "golden";

struct Golden {
  std::string name;
  std::function<std::string(const Style&)> print;
  std::vector<std::string> endings;  // keys of `styles`
};

// Nobody qualifies; two are to be verified.
Ranking none_qualifies() {
  Ranking ranking = sample::ranking();
  ranking.ranking.erase(ranking.ranking.begin(), ranking.ranking.begin() + 2);
  ranking.ranking.front().rank = 1;
  ranking.ranking.push_back(ranking.ranking.front());
  ranking.ranking.back().rank = 2;
  return ranking;
}

Ranking all_excluded() {
  Ranking ranking = sample::ranking();
  ranking.ranking.clear();
  return ranking;
}

// The first has a fact unknown that could take it below the second.
Ranking no_clear_winner() {
  Ranking ranking = sample::ranking();
  ranking.clear_winner = false;
  RankedFamily& first = ranking.ranking[0];
  first.criteria[1].verdict = Verdict::unknown;
  first.criteria[1].value = 0.6;
  first.criteria[1].value_low = 0;
  first.criteria[1].contribution = 0.18;
  first.score = 0.88;
  first.score_low = 0.7;
  first.rank_worst = 2;
  ranking.ranking[1].rank_best = 1;
  return ranking;
}

const std::map<std::string, Style> styles{
    {".txt", {}},
    {".verbose.txt", {.verbose = true}},
    {".narrow.txt", {.width = 48}},
    {".colour.txt", {.colour = true}},
    {".json", {.format = Format::json}},
    {".md", {.format = Format::markdown}},
    {".csv", {.format = Format::csv}},
    {".html", {.format = Format::html}},
};

template <class T>
Golden golden(std::string name, T (*make)(), std::vector<std::string> endings) {
  return {std::move(name), [make](const Style& style) { return report(make(), style); },
          std::move(endings)};
}

FamilyComparison two() { return sample::comparison(2); }
FamilyComparison three() { return sample::comparison(3); }

const std::vector<std::string> every{".txt", ".json", ".md", ".csv", ".html"};

const Golden goldens[] = {
    golden("rank", sample::ranking,
           {".txt", ".verbose.txt", ".narrow.txt", ".colour.txt", ".json", ".md", ".csv", ".html"}),
    golden("rank-none-qualifies", none_qualifies, {".txt"}),
    golden("rank-all-excluded", all_excluded, {".txt"}),
    golden("rank-no-clear-winner", no_clear_winner, {".txt"}),
    golden("explain", sample::explanation, every),
    golden("explain-excluded", sample::excluded, every),
    golden("compare", two, {".txt", ".verbose.txt", ".narrow.txt", ".json", ".md", ".csv"}),
    golden("compare-three", three, {".txt"}),
    golden("list", sample::listing, every),
    golden("check", sample::check, every),
    golden("test", sample::cases, every),
};

std::string read(const std::filesystem::path& path) {
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Both from the first line in which they differ, so that a failure can be read.
void compare(const std::string& expected, const std::string& got, const std::string& name) {
  if (expected == got) return;
  const auto [at, other] = std::mismatch(expected.begin(), expected.end(), got.begin(), got.end());
  const auto line_start = expected.rfind('\n', static_cast<std::size_t>(at - expected.begin()));
  const std::size_t start = line_start == std::string::npos ? 0 : line_start + 1;
  BOOST_ERROR(name << " differs; expected from there\n"
                   << expected.substr(std::min(start, expected.size()), 200) << "\nbut got\n"
                   << got.substr(std::min(start, got.size()), 200));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_golden)

BOOST_AUTO_TEST_CASE(every_result_in_every_format) {
  const bool bless = std::getenv("SHORTLIST_BLESS") != nullptr;
  if (bless) BOOST_REQUIRE_MESSAGE(std::getenv("CI") == nullptr, "goldens are not blessed in CI");
  for (const Golden& each : goldens)
    for (const std::string& ending : each.endings) {
      const std::filesystem::path path = folder / (each.name + ending);
      const std::string got = each.print(styles.at(ending));
      if (bless)
        std::ofstream(path, std::ios::binary) << got;
      else
        compare(read(path), got, path.filename().string());
    }
}

BOOST_AUTO_TEST_SUITE_END()
