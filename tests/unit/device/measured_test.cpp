// A row for each measurement, at the tolerances that the project promises.

#include "measured/measured.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <vector>

namespace measured {

std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.id << ": " << row.what;
}

}  // namespace measured

namespace {

using measured::Part;
using measured::Row;

double tolerance(Part part) {
  switch (part) {
    case Part::cache:
    case Part::state:
      return 0.001;
    case Part::weights:
      return 0.06;
    case Part::compute:
      return 0.15;
    case Part::vllm:
      return 0.05;
    case Part::speed:
      break;
  }
  return 0.45;
}

const std::vector<Row>& all_rows() {
  static const std::vector<Row> all = measured::rows();
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(measurements)

BOOST_DATA_TEST_CASE(an_estimate_is_what_was_measured, boost::unit_test::data::make(all_rows()),
                     row) {
  const double allowed = std::max(tolerance(row.part) * row.measured, row.printed);
  BOOST_TEST(std::abs(row.estimate - row.measured) <= allowed,
             row.estimate << " bytes for " << row.measured << ", " << 100 * row.error() << " %");
}

// Models with towers, tables or vocabularies that make a difference.
BOOST_AUTO_TEST_CASE(text_parts_are_within_1_percent) {
  int count = 0;
  for (const Row& row : all_rows())
    if (row.id >= "w70" && row.id <= "w74") {
      BOOST_TEST(std::abs(row.error()) < 0.01, row.id << ": " << 100 * row.error() << " %");
      ++count;
    }
  BOOST_TEST(count == 5);
}

BOOST_AUTO_TEST_CASE(weights_are_within_1_8_percent_on_average) {
  double sum = 0;
  int count = 0;
  for (const Row& row : all_rows())
    if (row.part == Part::weights) {
      sum += std::abs(row.error());
      ++count;
    }
  BOOST_TEST(count > 30);
  BOOST_TEST(sum / count < 0.018);
}

// Of small files and of large ones, which reach more of the bandwidth.
BOOST_AUTO_TEST_CASE(the_low_end_of_a_speed_is_on_the_low_side) {
  int count = 0;
  for (const Row& row : all_rows())
    if (row.part == Part::speed) {
      BOOST_TEST(row.ends.low / row.measured - 1 < 0.02, row.what);
      BOOST_TEST(row.ends.high > row.ends.low, row.what);
      ++count;
    }
  BOOST_TEST(count > 15);
}

BOOST_AUTO_TEST_SUITE_END()
