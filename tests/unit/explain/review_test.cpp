// What `check` says of how old a rule base is.

#include "unit/explain/small.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

using namespace shortlist;

// Of ash two sources have no date; birch has one source, of no date; cedar has an old one too.
RuleBase dated() {
  return small::rule_base(R"(
[[claims]]
family = "ash"
source = { id = "spring", kind = "vendor", as_of = 2025-04-01 }
facts = { tools = true }
[[claims]]
family = "ash"
source = { id = "summer", kind = "vendor", as_of = 2025-07-01 }
facts = { tools = true }
[[claims]]
family = "cedar"
source = { id = "winter", kind = "page", as_of = 2024-12-31 }
facts = { tools = true }
)");
}

// What of the warnings is about the age of sources.
std::vector<std::string> ages(const ReviewOptions& options) {
  const auto found = review(dated(), options);
  BOOST_REQUIRE(found.has_value());
  std::vector<std::string> messages;
  for (const Diagnostic& each : *found) {
    BOOST_TEST((each.severity == Severity::warning));
    if (each.message.find("source") != std::string::npos ||
        each.message.find("older") != std::string::npos)
      if (each.message.starts_with("family")) messages.push_back(each.message);
  }
  return messages;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reviews)

BOOST_AUTO_TEST_CASE(a_family_is_as_fresh_as_its_newest_source) {
  using Lines = std::vector<std::string>;
  const auto each = boost::test_tools::per_element();
  BOOST_TEST(
      ages({.stale = "2025-07-01"}) ==
          (Lines{"family birch has no source dated 2025-07-01 or later: none has a date",
                 "family cedar has no source dated 2025-07-01 or later: the newest is winter "
                 "(2024-12-31), and 1 has no date"}),
      each);
  BOOST_TEST(ages({.stale = "2025-07-02"}).at(0) ==
             "family ash has no source dated 2025-07-02 or later: the newest is summer "
             "(2025-07-01), and 2 have no date");
  BOOST_TEST(ages({}).empty());
}

BOOST_AUTO_TEST_CASE(a_thorough_review_names_what_is_older_than_the_date) {
  const auto older = [](const ReviewOptions& options) {
    std::vector<std::string> found;
    for (const std::string& message : ages(options))
      if (message.find(" has values ") != std::string::npos) found.push_back(message);
    return found;
  };
  using Lines = std::vector<std::string>;
  const auto each = boost::test_tools::per_element();
  BOOST_TEST(older({.thorough = true, .stale = "2025-07-01"}) ==
                 (Lines{"family ash has values older than 2025-07-01, from spring (2025-04-01)",
                        "family cedar has values older than 2025-07-01, from winter (2024-12-31)"}),
             each);
  BOOST_TEST(older({.thorough = true, .stale = {}}) ==
                 Lines{"family cedar has values over a year older than the rule base, from winter "
                       "(2024-12-31)"},
             each);
}

BOOST_AUTO_TEST_CASE(what_is_no_date_is_told) {
  for (const char* const text : {"2026-13-01", "2026-02-29", "", "26-01-01", "2026-1-1", "today"}) {
    const auto found = review(dated(), {.stale = text});
    BOOST_REQUIRE(!found.has_value());
    BOOST_TEST((found.error().kind == FailureKind::usage));
    const Diagnostic& told = found.error().diagnostics.at(0);
    BOOST_TEST(told.message == "'" + std::string(text) + "' is no date");
    BOOST_TEST(told.suggestion == "write year, month and day, as in 2026-01-01");
  }
}

BOOST_AUTO_TEST_SUITE_END()
