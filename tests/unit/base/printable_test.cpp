// What passes the filter of all that is printed, and what shows as U+FFFD in its place.

#include "base/printable.hpp"

#include "base/json_string.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace shortlist;

std::string json(std::string_view text) {
  std::string out;
  append_json_string(text, out);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(printable_text)

BOOST_AUTO_TEST_CASE(text_of_every_script_passes) {
  const std::string texts[] = {"",
                               "plain, \"quoted\" ~",
                               "two\nlines\r\nand a\ttab",
                               "é – 通义千问 ✓",
                               "العربية",
                               "עברית",
                               "می\u200Cخواهم",        // Persian, with a non-joiner
                               "क्\u200Dष",             // Hindi, with a joiner
                               "👩\u200D💻 ❤\uFE0F 🇪🇺",  // emoji of several characters
                               "ไทย\u200Bภาษา",        // Thai, with places to break a line
                               "葛\U000E0100",         // a variant of an ideograph
                               "e\u0301",
                               "\u00A0\u00AD\u2060\U0010FFFD"};
  for (const std::string& text : texts) BOOST_TEST(printable(text) == text);
}

BOOST_AUTO_TEST_CASE(what_steers_a_terminal_or_deceives_a_reader_shows_as_a_replacement) {
  const std::string texts[] = {std::string(1, '\0'),
                               "\x01",
                               "\x07",
                               "\x08",
                               "\x0B",
                               "\x0C",
                               "\r",
                               "\x1B",
                               "\x1F",
                               "\x7F",
                               "\u0080",
                               "\u0085",
                               "\u009B",
                               "\u009D",
                               "\u009F",
                               "\u061C",
                               "\u200E",
                               "\u200F",
                               "\u2028",
                               "\u2029",
                               "\u202A",
                               "\u202B",
                               "\u202C",
                               "\u202D",
                               "\u202E",
                               "\u2066",
                               "\u2067",
                               "\u2068",
                               "\u2069",
                               "\u206A",
                               "\u206F",
                               "\uFEFF",
                               "\uFFF9",
                               "\uFFFB",
                               "\U000E0001",
                               "\U000E0041",
                               "\U000E007F"};
  for (const std::string& text : texts) {
    BOOST_TEST(printable("a" + text + "b") == "a\uFFFDb");
    BOOST_TEST(printable(text) == "\uFFFD");
  }
}

BOOST_AUTO_TEST_CASE(each_byte_that_is_no_utf_8_shows_as_a_replacement) {
  const std::pair<std::string, int> texts[] = {{"\x9B", 1},  // a bare C1, as old terminals have it
                                               {"\x80", 1},
                                               {"\xFF", 1},
                                               {"\xC2", 1},  // cut short
                                               {"\xE2\x80", 2},
                                               {"\xF0\x9F\x99", 3},
                                               {"\xC0\x8A", 2},  // overlong
                                               {"\xC1\xBF", 2},
                                               {"\xE0\x82\x9B", 3},
                                               {"\xF0\x80\x82\x9B", 4},
                                               {"\xED\xA0\x80", 3},      // a surrogate
                                               {"\xF4\x90\x80\x80", 4},  // above U+10FFFF
                                               {"\xF8\x88\x80\x80\x80", 5}};
  for (const auto& [text, bytes] : texts) {
    std::string shown;
    for (int i = 0; i < bytes; ++i) shown += "\uFFFD";
    BOOST_TEST(printable(text) == shown);
    BOOST_TEST(printable("a" + text + "b") == "a" + shown + "b");
    BOOST_TEST(json(text) == "\"" + shown + "\"");
  }
}

BOOST_AUTO_TEST_CASE(a_second_time_changes_nothing) {
  const std::string shown = printable("a\x9B\u202E\r\rb\r\n\xE2\x80");
  BOOST_TEST(shown == "a\uFFFD\uFFFD\uFFFD\uFFFDb\r\n\uFFFD\uFFFD");
  BOOST_TEST(printable(shown) == shown);
}

BOOST_AUTO_TEST_CASE(on_one_line_there_are_no_line_breaks) {
  BOOST_TEST(printable_line("a\nb\tc\r\nd\re") == "a b c d\uFFFDe");
}

BOOST_AUTO_TEST_CASE(json_keeps_the_value_and_escapes_what_must_not_be_printed) {
  const std::pair<std::string, std::string> texts[] = {
      {"", "\"\""},
      {"a\"\\/", "\"a\\\"\\\\/\""},
      {"\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""},
      {std::string(1, '\0') + "\x1B\x7F", "\"\\u0000\\u001b\\u007f\""},
      {"\u009B\u061C\u202E\u2066\u2028\uFEFF", "\"\\u009b\\u061c\\u202e\\u2066\\u2028\\ufeff\""},
      {"\U000E0041", "\"\\udb40\\udc41\""},
      {"é通🙂\u200D", "\"é通🙂\u200D\""}};
  for (const auto& [text, written] : texts) BOOST_TEST(json(text) == written);
}

BOOST_AUTO_TEST_SUITE_END()
