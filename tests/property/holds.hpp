#pragma once
// RapidCheck under Boost.Test: silent when the property holds; else the smallest counterexample
// found, and the RC_PARAMS that lead to it again.
//
//     BOOST_AUTO_TEST_CASE(scores_are_shares) {
//       holds([] {
//         const auto world = *worlds();
//         RC_ASSERT(rank(world).ranking.front().score <= 1);
//       });
//     }
//
// The seed is fixed, so that a run says the same everywhere; RC_PARAMS="seed=7 max_success=10000"
// looks elsewhere and for longer.

#include <boost/test/unit_test.hpp>
#include <rapidcheck.h>
#include <rapidcheck/detail/TestListenerAdapter.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <unordered_map>
#include <utility>

namespace property {

// On how many inputs a property is tried that asks for `times`: so many, unless RC_PARAMS says
// otherwise.
inline int tries(int times) {
  return std::getenv("RC_PARAMS") == nullptr ? times
                                             : rc::detail::configuration().testParams.maxSuccess;
}

template <class Testable>
void holds(Testable&& testable, int times = 200) {
  rc::detail::TestParams params{.seed = 20261124, .maxSuccess = times};
  std::unordered_map<std::string, rc::detail::Reproduce> reproduce;
  if (std::getenv("RC_PARAMS") != nullptr) {
    params = rc::detail::configuration().testParams;
    reproduce = rc::detail::configuration().reproduce;
  }
  rc::detail::TestMetadata metadata;
  metadata.id = boost::unit_test::framework::current_test_case().p_name.get();
  metadata.description = metadata.id;
  rc::detail::TestListenerAdapter silent;
  const auto result = rc::detail::checkTestable(std::forward<Testable>(testable), metadata, params,
                                                silent, reproduce);
  if (result.template is<rc::detail::SuccessResult>()) {
    BOOST_TEST(true);
    return;
  }
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  BOOST_ERROR(text.str());
}

}  // namespace property
