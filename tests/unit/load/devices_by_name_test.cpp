// Every name that people write of a shipped device finds the device, or the choices there are.

#include "load/files.hpp"
#include "load/load.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(devices_by_name)

BOOST_AUTO_TEST_CASE(every_name_finds_its_devices) {
  const auto folder = shortlist::load::read_folder(SHORTLIST_SOURCE_DIR "/rules");
  BOOST_TEST_REQUIRE(folder.has_value());
  const auto rules = shortlist::load::parse_rule_base({*folder});
  BOOST_TEST_REQUIRE(rules.has_value());
  std::ifstream file(SHORTLIST_SOURCE_DIR "/tests/data/devices-by-name.csv");
  std::string line;
  std::getline(file, line);
  int names = 0;
  while (std::getline(file, line)) {
    const bool quoted = line.starts_with('"');
    const std::size_t end = quoted ? line.find('"', 1) : line.find(',');
    const std::string name = line.substr(quoted ? 1 : 0, end - (quoted ? 1 : 0));
    std::istringstream rest(line.substr(end + (quoted ? 2 : 1)));
    std::vector<std::string> expected;
    for (std::string id; rest >> id;) expected.push_back(id);
    auto found = (*rules)->called.devices.find(name, shortlist::model::NamedBy::name);
    std::sort(found.begin(), found.end());
    std::sort(expected.begin(), expected.end());
    BOOST_TEST_CONTEXT(name) BOOST_TEST(found == expected, boost::test_tools::per_element());
    ++names;
  }
  BOOST_TEST(names > 800);
}

BOOST_AUTO_TEST_SUITE_END()
