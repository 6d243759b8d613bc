// The languages that most people speak are found by what they are called in English and at home.

#include "load/files.hpp"
#include "load/load.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(languages_by_name)

BOOST_AUTO_TEST_CASE(every_name_of_the_most_spoken_finds_its_language) {
  const auto folder = shortlist::load::read_folder(SHORTLIST_SOURCE_DIR "/rules");
  BOOST_TEST_REQUIRE(folder.has_value());
  const auto rules = shortlist::load::parse_rule_base({*folder});
  BOOST_TEST_REQUIRE(rules.has_value());
  const auto* const languages =
      (*rules)->called.items_that_match((*rules)->vocabulary, shortlist::model::Match::language);
  BOOST_TEST_REQUIRE(languages != nullptr);
  std::ifstream file(SHORTLIST_SOURCE_DIR "/tests/data/most-spoken-languages.csv");
  std::string line;
  while (std::getline(file, line) && line != "rank,name,id") BOOST_TEST(line.starts_with('#'));
  std::set<std::string> found;
  while (std::getline(file, line)) {
    std::istringstream row(line);
    std::string rank;
    std::string name;
    std::string id;
    std::getline(std::getline(std::getline(row, rank, ','), name, ','), id);
    const std::vector<std::string> expected{id};
    BOOST_TEST_CONTEXT(rank << ". " << name)
    BOOST_TEST(languages->find(name, shortlist::model::NamedBy::name) == expected,
               boost::test_tools::per_element());
    found.insert(id);
  }
  BOOST_TEST(found.size() == 100U);
}

BOOST_AUTO_TEST_SUITE_END()
