// Winning indices: against exact rational arithmetic, and against counts of sampled weights.

#include "property/holds.hpp"
#include "whatif/kernel.hpp"
#include "whatif/winning_index.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

using namespace property;

namespace {

using namespace shortlist::whatif;
using Rational = boost::multiprecision::cpp_rational;
using Differences = std::vector<std::int64_t>;

constexpr std::int64_t unit = std::int64_t{1} << 40U;  // of differences

std::vector<double> numbers(const Differences& d) {
  std::vector<double> all;
  for (const std::int64_t each : d)
    all.push_back(static_cast<double>(each) / static_cast<double>(unit));
  return all;
}

// P(d.w > 0) of values that are distinct and not 0: the sum over d_k > 0 of the product over l of
// d_k / (d_k - d_l) (Ali 1973).
Rational exact_index(const Differences& d) {
  Rational sum = 0;
  for (std::size_t k = 0; k < d.size(); ++k) {
    Rational product = d[k] > 0 ? 1 : 0;
    for (std::size_t l = 0; l < d.size(); ++l)
      if (l != k) product *= Rational(d[k]) / Rational(d[k] - d[l]);
    sum += product;
  }
  return sum;
}

// From far apart to so close that the sum in double would be noise, on either side of 0.
rc::Gen<std::int64_t> differences() {
  return rc::gen::oneOf(rc::gen::inRange(-unit, unit), rc::gen::inRange<std::int64_t>(-40, 40),
                        rc::gen::inRange(unit / 3, unit / 3 + 40),
                        rc::gen::inRange(-unit / 3 - 40, -unit / 3));
}

Differences some_differences() {
  const auto count = *rc::gen::inRange<std::size_t>(1, 25);
  return *rc::gen::container<Differences>(count, differences());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(winning_indices)

BOOST_AUTO_TEST_CASE(distinct_differences_are_those_of_the_exact_sum) {
  holds([] {
    Differences d = some_differences();
    std::sort(d.begin(), d.end());
    d.erase(std::unique(d.begin(), d.end()), d.end());
    std::erase(d, 0);
    RC_PRE(!d.empty());
    const auto expected = static_cast<double>(exact_index(d));
    RC_ASSERT(std::abs(winning_index(numbers(d)) - expected) < 1e-14);
  });
}

// Split by less than double would show in the sum; 0 falls out of its own.
BOOST_AUTO_TEST_CASE(equal_differences_are_the_limit_of_distinct_ones) {
  holds([] {
    Differences d = some_differences();
    for (std::int64_t& each : d) each = each / (unit / 4) * (unit / 4);  // 9 values
    RC_PRE(std::any_of(d.begin(), d.end(), [](auto each) { return each != 0; }));
    Differences apart;
    constexpr std::int64_t finer = std::int64_t{1} << 18U;
    for (std::size_t k = 0; k < d.size(); ++k)
      if (d[k] != 0) apart.push_back(d[k] * finer + static_cast<std::int64_t>(k));
    const auto expected = static_cast<double>(exact_index(apart));
    RC_ASSERT(std::abs(winning_index(numbers(d)) - expected) < 1e-13);
  });
}

BOOST_AUTO_TEST_CASE(the_order_of_needs_and_the_scale_do_not_matter_and_turning_round_does) {
  holds([] {
    const Differences d = some_differences();
    const double index = winning_index(numbers(d));
    Differences turned;
    for (const std::int64_t each : d) turned.push_back(-each);
    RC_ASSERT(std::abs(winning_index(numbers(turned)) - (1 - index)) < 1e-14);
    std::vector<double> mixed = numbers(d);
    std::reverse(mixed.begin(), mixed.end());
    std::rotate(mixed.begin(), mixed.begin() + 1, mixed.end());
    for (double& each : mixed) each *= 0x1p-20;
    RC_ASSERT(std::abs(winning_index(mixed) - index) < 1e-14);
    RC_ASSERT(index >= 0);
    RC_ASSERT(index <= 1);
  });
}

// Values are multiples of 1/32, so that some differences are 0 and some alike.
BOOST_AUTO_TEST_CASE(counts_agree_within_four_standard_errors) {
  constexpr std::uint64_t samples = 4 * draws_per_block;
  const auto value = rc::gen::map(rc::gen::inRange(0, 33), [](int n) { return n / 32.0; });
  holds(
      [&] {
        const auto columns = *rc::gen::inRange(1, 20);
        Contest contest;
        contest.contestants = {{{}, 0, 1}, {{}, 1, 2}};
        contest.qualified = 2;
        contest.columns.resize(static_cast<std::size_t>(columns));
        contest.low.resize(2, columns);
        for (double& each : contest.low.reshaped()) each = *value;
        contest.high = contest.low;
        const Eigen::VectorXd d = contest.low.row(0) - contest.low.row(1);
        const double index = winning_index(std::span(d.data(), contest.columns.size()));
        Tally tally(2, columns);
        Kernel(contest, {.seed = *rc::gen::arbitrary<std::uint64_t>(), .central = false})
            .run(0, samples, tally);
        const double share = static_cast<double>(tally.halves[1]) / 2 / samples;
        // Of what is rare, a sample more or less.
        const double error = std::sqrt(index * (1 - index) / samples) + 1.0 / samples;
        RC_ASSERT(std::abs(share - index) <= 4 * error);
      },
      100);
}

BOOST_AUTO_TEST_SUITE_END()
