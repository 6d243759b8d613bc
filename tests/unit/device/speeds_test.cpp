// Estimated speeds against published ones, and the declared efficiencies against what they are
// derived from.

#include "measured/speeds.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using measured::Speed;
using shortlist::Interval;

const std::vector<Speed>& all_speeds() {
  static const std::vector<Speed> all = measured::speeds();
  return all;
}

std::vector<Speed> plain(bool llamafile) {
  std::vector<Speed> chosen;
  std::copy_if(
      all_speeds().begin(), all_speeds().end(), std::back_inserter(chosen),
      [&](const Speed& each) { return each.plain && (llamafile || each.engine != "llamafile"); });
  return chosen;
}

// To the two digits that rules/ has.
bool alike(const Interval& declared, const Interval& derived) {
  constexpr double half_a_digit = 0.0051;
  return std::abs(declared.low - derived.low) < half_a_digit &&
         std::abs(declared.high - derived.high) < half_a_digit;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(speeds)

BOOST_AUTO_TEST_CASE(every_plain_row_has_an_estimate) {
  for (const Speed& each : plain(true))
    BOOST_TEST(each.estimate.has_value(), each.device << " " << each.model);
  BOOST_TEST(plain(true).size() > 400);
}

BOOST_AUTO_TEST_CASE(the_middle_is_near_what_was_measured) {
  BOOST_TEST(measured::share_within(plain(true), 0.8, 1.25) >= 0.4);
  BOOST_TEST(measured::share_within(plain(true), 0.5, 2) >= 0.8);
  // Without llamafile, whose speeds are of another engine.
  BOOST_TEST(measured::share_within(plain(false), 0.8, 1.25) >= 0.6);
  BOOST_TEST(measured::share_within(plain(false), 0.5, 2) >= 0.9);
}

// A device that nobody measured has what all others show: estimated without its own rows.
BOOST_AUTO_TEST_CASE(a_device_held_back_is_met_nearly_as_well) {
  std::set<std::string> devices;
  for (const Speed& each : plain(true)) devices.insert(each.device);
  std::vector<Speed> held_back;
  for (const std::string& device : devices) {
    std::vector<Speed> others;
    std::copy_if(all_speeds().begin(), all_speeds().end(), std::back_inserter(others),
                 [&](const Speed& each) { return each.device != device; });
    const auto of_all = measured::derived(others).all;
    for (Speed each : plain(true)) {
      if (each.device != device) continue;
      const Interval share = of_all.at(each.mixture).share;
      each.estimate = measured::estimated(each, share);
      held_back.push_back(each);
    }
  }
  BOOST_TEST(measured::share_within(held_back, 0.8, 1.25) >= 0.4);
  BOOST_TEST(measured::share_within(held_back, 0.5, 2) >= 0.8);
}

BOOST_AUTO_TEST_CASE(kinds_have_the_quartiles_of_all_devices) {
  using enum shortlist::model::DeviceKind;
  const auto found = measured::derived(all_speeds());
  for (const auto kind : {gpu, unified, cpu, accelerator}) {
    const auto& declared = measured::declared(kind);
    BOOST_TEST(alike(declared.dense.value(), found.all.at(false).share));
    BOOST_TEST(alike(declared.mixture.value(), found.all.at(true).share));
  }
}

BOOST_AUTO_TEST_CASE(devices_have_what_was_measured_on_them_where_it_was_several_times) {
  const auto found = measured::derived(all_speeds());
  BOOST_TEST(found.devices.size() > 30);
  std::set<std::string> devices;
  for (const Speed& each : all_speeds()) devices.insert(each.device);
  for (const std::string& device : devices)
    for (const bool mixture : {false, true}) {
      const auto& declared = measured::declared(device);
      const auto& own = mixture ? declared.mixture : declared.dense;
      const auto at = found.devices.find({device, mixture});
      BOOST_TEST(own.has_value() == (at != found.devices.end()), device);
      if (own && at != found.devices.end())
        BOOST_TEST(alike(*own, at->second.share),
                   device << ": " << at->second.share.low << " " << at->second.share.high);
    }
}

BOOST_AUTO_TEST_SUITE_END()
