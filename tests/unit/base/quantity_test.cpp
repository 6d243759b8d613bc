// Numbers as people write them, and as they are shown.

#include "base/quantity.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

namespace {

struct Reading {
  std::string text;
  double number;
};

const std::vector<Reading> numbers{
    {"0", 0},
    {"128000", 128'000},
    {"128_000", 128'000},
    {"1_2_3", 123},
    {"0.5", 0.5},
    {"128K", 128'000},
    {"128 K", 128'000},
    {"128Ki", 131'072},
    {"1M", 1e6},
    {"1Mi", 1'048'576},
    {"1B", 1e9},
    {"1Gi", 1'073'741'824},
    {"1T", 1e12},
    {"1Ti", 1'099'511'627'776},
    {"1_000.25K", 1'000'250},
    {"007", 7},
    // Rounded once: 8.03 is no double, and 8.03 * 1e9 is not 8030000000 for every such number.
    {"8.03B", 8'030'000'000},
    {"0.853B", 853'000'000},
    {"27.36B", 27'360'000'000},
    {"4.35B", 4'350'000'000},
    {"1.1K", 1'100},
};

const std::vector<Reading> memories{
    {"24 GiB", 25'769'803'776},
    {"24GiB", 25'769'803'776},
    {"24 GB", 24e9},
    {"309 MiB", 324'009'984},
    {"512 B", 512},
    {"1 KB", 1000},
    {"1 KiB", 1024},
    {"1 MB", 1e6},
    {"1.5 TB", 1.5e12},
    {"2 TiB", 2'199'023'255'552},
    {"0.1 GB", 1e8},
};

const std::vector<std::string> no_numbers{
    "",      " ",   "K",      "128k", "128 Kb", "128  K", " 128",  "128 ", "-1",
    "+1",    "1e9", "0x10",   "nan",  "inf",    "1.",     ".5",    "1..5", "1.2.3",
    "_1",    "1_",  "1__0",   "1_.5", "1._5",   "1,000",  "1 000", "KK",   "1KiB",
    "1 GiB", "1Pi", "128Ki ", "１２", "1\n",    "1 ",     "1\t K", "one"};

}  // namespace

BOOST_AUTO_TEST_SUITE(quantity)

BOOST_AUTO_TEST_CASE(numbers_with_suffixes_are_scaled_before_they_are_rounded) {
  for (const auto& [text, number] : numbers) {
    const std::optional<double> read = shortlist::parse_number(text);
    BOOST_TEST(read.has_value(), text);
    BOOST_TEST(read.value_or(-1) == number, text << " is " << number);
  }
}

// Two decimals of billions, all of them up to a hundred: the product of doubles misses many.
BOOST_AUTO_TEST_CASE(every_size_in_hundredths_of_a_billion_is_exact) {
  for (int hundredths = 0; hundredths < 10'000; ++hundredths) {
    const std::string fraction = std::to_string(hundredths % 100);
    const std::string text = std::to_string(hundredths / 100) + "." +
                             std::string(2 - fraction.size(), '0') + fraction + "B";
    if (shortlist::parse_number(text) != hundredths * 1e7) BOOST_ERROR(text);
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_nothing) {
  for (const std::string& text : no_numbers)
    BOOST_TEST(!shortlist::parse_number(text).has_value(), "\"" << text << "\"");
  BOOST_TEST(!shortlist::parse_number(std::string(65, '9')).has_value());
  BOOST_TEST(!shortlist::parse_number(std::string(100'000, '9')).has_value());
}

BOOST_AUTO_TEST_CASE(memory_needs_its_unit) {
  for (const auto& [text, number] : memories)
    BOOST_TEST(shortlist::parse_memory(text).value_or(-1) == number, text << " is " << number);
  for (const char* text : {"", "24", "24 G", "24 Gi", "24 gib", "GiB", "-1 GB", "24 GiBs", "1e3 B"})
    BOOST_TEST(!shortlist::parse_memory(text).has_value(), "\"" << text << "\"");
}

BOOST_AUTO_TEST_CASE(numbers_show_the_digits_that_read_back_in_groups_of_three) {
  const std::vector<Reading> shown{
      {"0", 0},           {"7", 7},       {"999", 999},        {"1,000", 1000}, {"131,072", 131072},
      {"1,000,000", 1e6}, {"0.25", 0.25}, {"1,234.5", 1234.5}, {"-1", -1},      {"-999", -999},
      {"-1,000", -1000},  {"0.1", 0.1},   {"85.2", 85.2}};
  for (const auto& [text, number] : shown) BOOST_TEST(shortlist::number_text(number) == text);
}

BOOST_AUTO_TEST_CASE(parameters_show_three_digits) {
  const std::vector<Reading> shown{{"27.4B", 27.36e9}, {"3.8B", 3.8e9},   {"270M", 270e6},
                                   {"853M", 853e6},    {"1T", 1e12},      {"671B", 671e9},
                                   {"0", 0},           {"999", 999},      {"1K", 1000},
                                   {"1.25B", 1.25e9},  {"31.3B", 31.27e9}};
  for (const auto& [text, number] : shown) BOOST_TEST(shortlist::count_text(number) == text);
}

BOOST_AUTO_TEST_CASE(bytes_show_one_decimal_of_a_binary_unit) {
  const std::vector<Reading> shown{{"0 B", 0},
                                   {"1023 B", 1023},
                                   {"1 KiB", 1024},
                                   {"512 MiB", 536'870'912},
                                   {"24 GiB", 25'769'803'776},
                                   {"23.6 GiB", 25'340'307'046},
                                   {"2 TiB", 2'199'023'255'552}};
  for (const auto& [text, number] : shown) BOOST_TEST(shortlist::bytes_text(number) == text);
}

BOOST_AUTO_TEST_CASE(what_rounds_up_to_a_whole_unit_is_shown_in_it) {
  const std::vector<Reading> counts{{"999M", 999e6},         {"1B", 999'999'999}, {"1B", 999.5e6},
                                    {"999M", 999.4e6},       {"1K", 1000},        {"1M", 999'999},
                                    {"1T", 999'999'999'999}, {"10B", 9.999e9},    {"100B", 99.99e9},
                                    {"5000T", 5e15}};
  for (const auto& [text, number] : counts) BOOST_TEST(shortlist::count_text(number) == text);
  const std::vector<Reading> sizes{
      {"1 KiB", 1023.6},        {"1 MiB", 1'048'575},         {"1023.9 MiB", 1023.94 * 1'048'576},
      {"1 GiB", 1'073'741'823}, {"1 TiB", 1'099'511'627'775}, {"2048 TiB", 2'251'799'813'685'248}};
  for (const auto& [text, number] : sizes) BOOST_TEST(shortlist::bytes_text(number) == text);
}

BOOST_AUTO_TEST_SUITE_END()
