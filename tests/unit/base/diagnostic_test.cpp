// What a diagnostic looks like, and where its caret stands.

#include "shortlist/result.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using shortlist::Severity;
using shortlist::to_text;

}  // namespace

BOOST_AUTO_TEST_SUITE(diagnostic)

BOOST_AUTO_TEST_CASE(all_parts_show_in_order) {
  BOOST_TEST(to_text({Severity::error, "a.toml", 3, 5, "no fact 'contxt'",
                      "did you mean 'context'?", "x = contxt"}) ==
             "a.toml:3:5: error: no fact 'contxt'\n"
             "  x = contxt\n"
             "      ^\n"
             "  did you mean 'context'?\n");
}

BOOST_AUTO_TEST_CASE(parts_that_are_not_known_are_left_out) {
  BOOST_TEST(to_text({Severity::error, {}, 0, 0, "no family 'x'", {}, {}}) ==
             "error: no family 'x'\n");
  BOOST_TEST(to_text({Severity::warning, "a.toml", 0, 0, "odd", {}, {}}) ==
             "a.toml: warning: odd\n");
  BOOST_TEST(to_text({Severity::error, "a.toml", 1, 1, "empty", {}, {}}) ==
             "a.toml:1:1: error: empty\n");
}

BOOST_AUTO_TEST_CASE(the_caret_counts_characters_and_keeps_tabs) {
  BOOST_TEST(to_text({Severity::error, "a", 1, 6, "m", {}, "né = 通"}) ==
             "a:1:6: error: m\n  né = 通\n       ^\n");
  BOOST_TEST(to_text({Severity::error, "a", 1, 3, "m", {}, "\tb c"}) ==
             "a:1:3: error: m\n  \tb c\n  \t ^\n");
}

BOOST_AUTO_TEST_CASE(the_caret_may_stand_just_past_the_line) {
  BOOST_TEST(to_text({Severity::error, "a", 1, 4, "m", {}, "x ="}) ==
             "a:1:4: error: m\n  x =\n     ^\n");
}

BOOST_AUTO_TEST_CASE(a_long_line_is_cut) {
  const std::string shown =
      to_text({Severity::error, "a", 1, 2, "m", {}, std::string(10'000, 'x')});
  BOOST_TEST(shown.size() < 300U);
  BOOST_TEST(shown.find("\n   ^\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_caret_far_out_is_shown_with_what_stands_round_it) {
  const std::string line = std::string(200, 'x') + "here" + std::string(200, 'y');
  BOOST_TEST(to_text({Severity::error, "a", 1, 201, "m", {}, line}) ==
             "a:1:201: error: m\n  ..." + std::string(50, 'x') + "here" + std::string(46, 'y') +
                 "\n     " + std::string(50, ' ') + "^\n");
  BOOST_TEST(to_text({Severity::error, "a", 1, 9, "m", {}, "short"}) ==
             "a:1:9: error: m\n  short\n");
}

BOOST_AUTO_TEST_CASE(a_line_is_cut_between_characters) {
  std::string line;
  for (int i = 0; i < 150; ++i) line += "通";
  const std::string shown = to_text({Severity::error, "a", 1, 2, "m", {}, line});
  BOOST_TEST(shown == "a:1:2: error: m\n  " + line.substr(0, 300) + "\n   ^\n");
}

BOOST_AUTO_TEST_CASE(no_part_steers_a_terminal_and_the_caret_stays_in_its_place) {
  BOOST_TEST(to_text({Severity::error, "a\x9B\n.toml", 3, 5, "m\u009B\u202E\r\n\ty", "s\u061C\x1B]",
                      "\u202Ea\x9B\tb"}) ==
             "a\uFFFD .toml:3:5: error: m\uFFFD\uFFFD  y\n"
             "  \uFFFDa\uFFFD\tb\n"
             "     \t^\n"
             "  s\uFFFD\uFFFD]\n");
  BOOST_TEST(to_text({Severity::error, "a", 1, 3, "m", {}, "x\ny"}) ==
             "a:1:3: error: m\n  x y\n    ^\n");
}

BOOST_AUTO_TEST_SUITE_END()
