// A ranking of variants against that of families, whose best stands for each.

#include "property/generator.hpp"
#include "property/holds.hpp"
#include "property/toml.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

using namespace property;

namespace {

auto place(const shortlist::RankedFamily& each) {
  return std::tuple(each.variant, each.quantisation, each.status, each.score, each.score_low,
                    each.score_high);
}

auto place(const shortlist::Sibling& each) {
  return std::tuple(each.variant, each.quantisation, each.status, each.score, each.score_low,
                    each.score_high);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(variants)

BOOST_AUTO_TEST_CASE(a_family_stands_by_its_first_and_explains_the_others_in_their_order) {
  holds([] {
    const auto world = *worlds();
    const auto rule_base = loaded(world);
    const auto profile = read_profile(rule_base, profile_toml(world));
    const auto families = ranked(rule_base, profile);
    const auto ranking = *shortlist::rank_variants(rule_base, profile, {});
    RC_ASSERT(ranking.by_variant);
    std::map<std::string, std::vector<shortlist::RankedFamily>> of_family;
    std::size_t count = 0;
    for (const auto& each : all_of(ranking)) {
      RC_ASSERT(each.rank == 0 || each.rank == static_cast<int>(++count));
      of_family[each.family].push_back(each);
    }
    RC_ASSERT(of_family.size() == world.families.size());
    for (const auto& family : all_of(families)) {
      const auto& own = of_family.at(family.family);
      RC_ASSERT(place(own.front()) == place(family));
      const auto explained =
          shortlist::explain(rule_base, profile, family.family, std::nullopt, {});
      RC_ASSERT(explained->siblings.size() + 1 == own.size());
      for (std::size_t i = 1; i < own.size(); ++i) {
        RC_ASSERT(place(explained->siblings[i - 1]) == place(own[i]));
        RC_ASSERT(!explained->siblings[i - 1].reason.empty());
      }
    }
  });
}

BOOST_AUTO_TEST_SUITE_END()
