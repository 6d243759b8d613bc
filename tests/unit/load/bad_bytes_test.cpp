// Files that are no text, no TOML, or made to be too much: refused with a place, at once.

#include "load/document.hpp"
#include "load/scan.hpp"
#include "unit/load/small.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace {

using shortlist::load::Text;

std::vector<std::string> faults_of(const std::string& toml) {
  const Text text{"f", toml};
  shortlist::Problems problems;
  shortlist::load::parse(text.text, 0, problems);
  return small::lines(shortlist::load::diagnose(problems, {&text}), "f");
}

std::string times(std::size_t count, const std::string& word) {
  std::string text;
  text.reserve(count * word.size());
  for (std::size_t i = 0; i < count; ++i) text += word;
  return text;
}

void check(const std::string& name, const std::string& toml, const std::string& expected) {
  BOOST_TEST_CONTEXT(name) {
    const auto start = std::chrono::steady_clock::now();
    const auto found = faults_of(toml);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found.front().starts_with(expected), found.front());
    BOOST_TEST(took.count() < 10);  // generous: a hang is meant, and sanitizers are slow
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bad_bytes)

BOOST_AUTO_TEST_CASE(what_is_no_toml_is_named_with_its_place) {
  check("prose", "This is a shopping list.\n", "1:6: TOML: ");
  check("half a file", "schema = 1\n[[family]]\nid = \"her", "3:10: TOML: ");
  check("half a table", "schema = 1\n[use\n", "2:5: TOML: ");
  check("a value is missing", "a =\n", "1:4: TOML: ");
  check("a key twice", "a = 1\na = 2\n", "2:5: TOML: ");
  check("a table twice", "[a]\n[a]\n", "2:1: TOML: ");
  check("a date that is none", "a = 2026-02-30\n", "1:");
  check("an integer that overflows", "a = 99999999999999999999\n", "1:");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_are_refused_where_they_stand) {
  check("not UTF-8", "a = \"\xC3\x28\"\n", "1:6: the file is not UTF-8 (save it as UTF-8)");
  check("Latin-1 in a comment", "a = 1 # caf\xE9\n", "1:12: the file is not UTF-8");
  check("an overlong form", "a = \"\xC0\xAF\"\n", "1:6: the file is not UTF-8");
  check("a surrogate", "a = \"\xED\xA0\x80\"\n", "1:6: the file is not UTF-8");
  check("above U+10FFFF", "a = \"\xF4\x90\x80\x80\"\n", "1:6: the file is not UTF-8");
  check("cut in a character", "a = \"\xE4\xBD", "1:6: the file is not UTF-8");
  check("UTF-16", std::string("a\0=\0001\0", 6), "1:2: the file holds a zero byte");
  check("a zero byte in a string", std::string("a = \"\0\"", 7), "1:6: the file holds a zero byte");
}

BOOST_AUTO_TEST_CASE(characters_outside_ascii_stand_in_strings_and_comments_only) {
  const std::string refused = "a character outside ASCII stands outside a string";
  check("a bare key", "a = 1\n\xC3\xA9t\xC3\xA9 = 1\n", "2:1: " + refused);
  check("after a key", "caf\xC3\xA9 = 1\n", "1:4: " + refused);
  check("a quotation mark of a text processor", "a = \xE2\x80\x9Cx\xE2\x80\x9D\n",
        "1:5: " + refused);
  check("columns count characters", "\"\xC3\xA9\" = \xC3\xA9\n", "1:7: " + refused);
  check("behind a string that ends in quotes", "a = ['''x''''',\xC3\xA9]\n", "1:16: " + refused);
  BOOST_TEST(
      faults_of(
          "\xEF\xBB\xBF\"\xC3\xA9\" = '\xC3\xA9' # \xC3\xA9\nb = \"\"\"\n\xC3\xA9\\\"\"\"\"\"\n")
          .empty());
}

BOOST_AUTO_TEST_CASE(nesting_is_bounded_before_it_can_exhaust_a_stack) {
  const std::string deep = "nesting is deeper than 64 levels";
  check("64 lists and one more", "a = " + times(65, "[") + times(65, "]"), "1:69: " + deep);
  check("10,000 lists", "a = " + times(10'000, "["), "1:69: " + deep);
  check("10,000 tables", "a = " + times(10'000, "{a="), "1:197: " + deep);
  check("a dotted key", "a" + times(10'000, ".a") + " = 1", "1:128: " + deep);
  check("a header", "[a" + times(10'000, ".a") + "]", "1:129: " + deep);
  check("behind a string of five quotes", "a = [\"\"\"x\"\"\"\"\"," + times(10'000, "["),
        "1:79: " + deep);
  check("keys within tables", times(20, "a" + times(10, ".a") + " = {"), "1:");
  BOOST_TEST(faults_of("a = " + times(63, "[") + times(63, "]")).empty());
  BOOST_TEST(faults_of("a = \"" + times(1'000, "[") + "\" # " + times(1'000, "[")).empty());
}

BOOST_AUTO_TEST_CASE(a_file_of_100_megabytes_is_refused_at_once) {
  check("brackets", times(100'000'000, "["), "1:1: the file is larger than 4 MiB");
  check("4 MiB of brackets", times(4U << 20U, "["), "1:65: nesting is deeper than 64 levels");
  check("4 MiB of quotes", times(4U << 20U, "\""), "1:");
  check("tables", times(50'001, "[[a]]\n"), "50001:1: more than 50,000 tables stand in the file");
  check("4 MiB of one key", times(4U << 20U, "a"), "1:");
}

BOOST_AUTO_TEST_CASE(numbers_are_finite_and_not_absurd) {
  const std::string finite = "a number has to be finite: nan and inf are refused";
  check("nan", "a = nan\n", "1:5: " + finite);
  check("-inf in a list", "a = [1, -inf]\n", "1:9: " + finite);
  check("1e308", "a = 1e308\n", "1:5: a number is at most 10^18 here");
  check("-1e19", "a = -1e19\n", "1:5: a number is at most 10^18 here");
  check("1e999", "a = 1e999\n", "1:");
}

// Both were undefined behaviour in toml++ 3.3.
BOOST_AUTO_TEST_CASE(letters_behind_a_continued_line_and_headers_without_a_key_are_judged) {
  shortlist::Problems problems;
  const std::string toml = "a = \"\"\"x \\\n  \xC3\xA9\xD2\x99\"\"\"\n";
  const auto document = shortlist::load::parse(toml, 0, problems);
  BOOST_TEST(problems.errors() == 0);
  BOOST_TEST_REQUIRE(document.members.size() == 1U);
  BOOST_TEST(document.members.front().value.text == "x \xC3\xA9\xD2\x99");
  check("a header without a key", "[?need.x]\n", "1:2: TOML: ");
  check("a quote within a value", "a = 0R\"q\xC8\xA0\"\n", "1:");
}

BOOST_AUTO_TEST_CASE(tables_keep_the_order_of_the_file) {
  shortlist::Problems problems;
  const auto document = shortlist::load::parse("z = 1\n[b.y]\n[b.x]\n[a]\n[[b.w]]\n", 0, problems);
  std::string keys;
  for (const auto& member : document.members) keys += member.key;
  for (const auto& member : document.find("b")->members) keys += member.key;
  BOOST_TEST(keys == "zbayxw");
}

BOOST_AUTO_TEST_CASE(a_source_line_is_shown_without_what_could_steer_a_terminal) {
  const Text text{"f", "a = \"\x1B[31m\xFF\"\n"};
  shortlist::Problems problems;
  shortlist::load::parse(text.text, 0, problems);
  const auto diagnostics = shortlist::load::diagnose(problems, {&text});
  BOOST_TEST_REQUIRE(diagnostics.size() == 1U);
  BOOST_TEST(diagnostics.front().source_line == "a = \"\xEF\xBF\xBD[31m\xEF\xBF\xBD\"");
}

BOOST_AUTO_TEST_SUITE_END()
