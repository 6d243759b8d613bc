#include "shortlist/result.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

BOOST_AUTO_TEST_SUITE(result)

using shortlist::Failure;
using shortlist::FailureKind;
using shortlist::Result;

namespace {

Failure missing() {
  return {FailureKind::io, {{shortlist::Severity::error, "x", 0, 0, "is not there", {}, {}}}};
}

Result<std::string> word(bool there) {
  if (!there) return missing();
  return "word";
}

Result<void> nothing(bool works) {
  if (!works) return missing();
  return {};
}

}  // namespace

BOOST_AUTO_TEST_CASE(holds_a_value_or_a_failure) {
  const auto found = word(true);
  BOOST_TEST(found.has_value());
  BOOST_TEST(*found == "word");
  BOOST_TEST(found->size() == 4U);
  const auto lost = word(false);
  BOOST_TEST(!lost);
  BOOST_TEST((lost.error().kind == FailureKind::io));
  BOOST_TEST(lost.error().diagnostics.front().message == "is not there");
}

BOOST_AUTO_TEST_CASE(success_without_a_value) {
  BOOST_TEST(nothing(true).has_value());
  BOOST_TEST(!nothing(false).has_value());
  BOOST_TEST(nothing(false).error().diagnostics.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_value_that_only_moves_is_moved_out) {
  Result<std::unique_ptr<int>> made = std::make_unique<int>(3);
  const std::unique_ptr<int> taken = *std::move(made);
  BOOST_TEST(*taken == 3);
}

BOOST_AUTO_TEST_CASE(no_value_of_an_optional_is_a_value) {
  const Result<std::optional<std::string>> none = std::nullopt;
  BOOST_TEST(none.has_value());
  BOOST_TEST(!none->has_value());
}

BOOST_AUTO_TEST_SUITE_END()
