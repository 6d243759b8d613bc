// Doubles as digits and back, held against <charconv>.

#include "base/decimal.hpp"

#include "base/bit_cast.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <system_error>
#include <vector>

namespace {

template <class... Format>
std::string by_charconv(double number, Format... format) {
  std::array<char, 1200> buffer{};
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, format...);
  BOOST_TEST_REQUIRE((error == std::errc()));
  return {buffer.data(), end};
}

// Any bits, what people write, powers, and what lies beside each.
std::vector<double> numbers() {
  std::mt19937_64 random(20'261'201);
  std::vector<double> found{0.0,    -0.0,  0.1,    0.3,    1.0 / 3, 1e15,      1e16, 1e17,
                            1e21,   1e22,  1e23,   5e-324, 1e-5,    123456e-8, 2.5,  1e100,
                            9.5e22, 1e-99, 0.5,    1e-4,   9e-5,    100,       1e5,  1e6,
                            12e5,   12e4,  0x1p63, 8.5,    1e300,   1.7e308};
  for (int i = 0; i < 20'000; ++i) {
    found.push_back(shortlist::bit_cast<double>(random()));
    found.push_back(static_cast<double>(random() % 1'000'000) / 1000);
    found.push_back(static_cast<double>(static_cast<std::int64_t>(random() >> random() % 60)));
    found.push_back(static_cast<double>(random() % 100) *
                    std::pow(10, static_cast<double>(random() % 40) - 20));
  }
  for (int power = -1074; power < 1024; ++power) found.push_back(std::ldexp(1.0, power));
  for (std::size_t i = 0, size = found.size(); i < size; ++i)
    found.push_back(std::nextafter(found[i], std::numeric_limits<double>::infinity()));
  std::erase_if(found, [](double number) { return !std::isfinite(number); });
  return found;
}

BOOST_AUTO_TEST_SUITE(decimals)

BOOST_AUTO_TEST_CASE(digits_are_those_of_charconv) {
  for (const double number : numbers()) {
    BOOST_TEST_REQUIRE(shortlist::decimal(number) == by_charconv(number));
    BOOST_TEST_REQUIRE(shortlist::plain_decimal(number) ==
                       by_charconv(number, std::chars_format::fixed));
    BOOST_TEST_REQUIRE(shortlist::scientific_decimal(number) ==
                       by_charconv(number, std::chars_format::scientific));
    for (const int digits : {0, 1, 2, 6, 17}) {
      BOOST_TEST_REQUIRE(shortlist::plain_decimal(number, digits) ==
                         by_charconv(number, std::chars_format::fixed, digits));
      if (digits > 0)
        BOOST_TEST_REQUIRE(shortlist::significant_decimal(number, digits) ==
                           by_charconv(number, std::chars_format::general, digits));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_back) {
  for (const double number : numbers()) {
    BOOST_TEST_REQUIRE(shortlist::parse_decimal(shortlist::decimal(number)).value() == number);
    BOOST_TEST_REQUIRE(shortlist::parse_decimal(shortlist::plain_decimal(number)).value() ==
                       number);
  }
}

BOOST_AUTO_TEST_CASE(a_text_is_a_number_as_a_whole_or_not_at_all) {
  for (const char* const text : {"1", "-1", "0.5", "-0", "1e5", "1E-5", "1e+5", "00012", "0e0",
                                 "0.000", "4.9406564584124654e-324"})
    BOOST_TEST(shortlist::parse_decimal(text).has_value(), text);
  for (const char* const text : {"", "+1", " 1", "1 ", "1x", "x", "1e", "e5", "0x10", "1e400",
                                 "-1e400", "1e-400", "0.0001e-400", "1_000", "--1"})
    BOOST_TEST(!shortlist::parse_decimal(text).has_value(), text);
  for (const char* const text : {"inf", "nan", "-inf", "infinity"})
    BOOST_TEST(!shortlist::parse_decimal(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
