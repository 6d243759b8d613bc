// A need by language: languages are asked for together, and each stands for itself.

#include "property/generator.hpp"
#include "property/holds.hpp"
#include "property/toml.hpp"

#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

using namespace property;

namespace {

using oracle::List;
using shortlist::Verdict;

// A world whose only need asks for languages.
oracle::World asking(const List& languages, std::optional<double> at_least) {
  oracle::World world = *worlds({.rules = false, .one_candidate = true});
  oracle::Need need{.criterion = "fluency", .weight = 1};
  need.languages = languages;
  if (at_least) need.at_least = *at_least;
  world.needs = {need};
  world.order.reset();
  return world;
}

List some_languages() {
  const List known{"en", "zh", "nb", "ko", "no"};
  List drawn = *shuffled(known);
  drawn.resize(*rc::gen::inRange<std::size_t>(1, known.size() + 1));
  return drawn;
}

std::optional<double> some_gate() {
  const int gate = *rc::gen::inRange(-20, 100);
  return gate < 0 ? std::nullopt : std::optional(gate + 0.1);
}

std::vector<shortlist::NeedResult> judged(const oracle::World& world) {
  std::vector<shortlist::NeedResult> results(world.families.size());
  const auto all = all_of(ranked(world));
  for (std::size_t i = 0; i < results.size(); ++i)
    for (const auto& family : all)
      if (family.family == world.families[i].id) results[i] = family.criteria.front();
  return results;
}

bool close(double left, double right) { return std::abs(left - right) < 1e-12; }

}  // namespace

BOOST_AUTO_TEST_SUITE(languages)

BOOST_AUTO_TEST_CASE(in_whatever_order_they_are_asked_for) {
  holds([] {
    auto world = asking(some_languages(), some_gate());
    const auto before = judged(world);
    world.needs.front().languages = *shuffled(world.needs.front().languages);
    const auto after = judged(world);
    for (std::size_t i = 0; i < before.size(); ++i) {
      RC_ASSERT(after[i].verdict == before[i].verdict);
      RC_ASSERT(close(after[i].value_low, before[i].value_low));
      RC_ASSERT(close(after[i].value_high, before[i].value_high));
    }
  });
}

BOOST_AUTO_TEST_CASE(one_more_that_nobody_measures_never_raises_what_is_sure) {
  holds([] {
    auto world = asking(some_languages(), some_gate());
    const auto before = judged(world);
    world.needs.front().languages.emplace_back("ja");
    const auto after = judged(world);
    for (std::size_t i = 0; i < before.size(); ++i) {
      RC_ASSERT(after[i].value_low <= before[i].value_low);
      RC_ASSERT(after[i].value_low <= after[i].value_high);
      const bool failed =
          before[i].verdict == Verdict::partly || before[i].verdict == Verdict::unmet;
      RC_ASSERT(!failed || after[i].verdict == Verdict::partly ||
                after[i].verdict == Verdict::unmet);
    }
  });
}

BOOST_AUTO_TEST_CASE(several_are_worth_the_mean_of_each_alone) {
  holds([] {
    auto world = asking(some_languages(), std::nullopt);
    const auto together = judged(world);
    const List asked = world.needs.front().languages;
    std::vector<double> low(together.size());
    std::vector<double> high(together.size());
    for (const auto& language : asked) {
      world.needs.front().languages = {language};
      const auto alone = judged(world);
      for (std::size_t i = 0; i < alone.size(); ++i) {
        low[i] += alone[i].value_low / static_cast<double>(asked.size());
        high[i] += alone[i].value_high / static_cast<double>(asked.size());
      }
    }
    for (std::size_t i = 0; i < together.size(); ++i) {
      RC_ASSERT(close(together[i].value_low, low[i]));
      RC_ASSERT(close(together[i].value_high, high[i]));
    }
  });
}

BOOST_AUTO_TEST_SUITE_END()
