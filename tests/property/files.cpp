// How a rule base is laid out carries no meaning; whom it believes does, the same way wherever that
// is said.

#include "property/generator.hpp"
#include "property/holds.hpp"
#include "property/toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

using namespace property;

namespace {

shortlist::Ranking ranked_from(const oracle::World& world,
                               const std::vector<std::vector<std::string>>& files) {
  const auto rule_base = loaded_from(files);
  return ranked(rule_base, read_profile(rule_base, profile_toml(world)));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(files)

BOOST_AUTO_TEST_CASE(entries_in_any_order_over_any_files_give_the_same_bytes) {
  holds([] {
    const auto world = *worlds();
    const auto entries = *shuffled(rule_base_entries(world));
    std::vector<std::vector<std::string>> spread(*rc::gen::inRange<std::size_t>(1, 5));
    for (const auto& entry : entries) {
      spread[*rc::gen::inRange<std::size_t>(0, spread.size())].push_back(entry);
    }
    RC_ASSERT(json(ranked_from(world, spread)) == json(ranked(world)));
  });
}

BOOST_AUTO_TEST_CASE(a_second_run_gives_the_same_bytes_in_every_format) {
  holds(
      [] {
        const auto world = *worlds();
        const auto first = ranked(world);
        const auto second = ranked(world);
        using shortlist::Format;
        for (const auto format :
             {Format::text, Format::json, Format::markdown, Format::csv, Format::html}) {
          RC_ASSERT(report(first, {.format = format}) == report(second, {.format = format}));
        }
      },
      50);
}

BOOST_AUTO_TEST_CASE(using_one_kind_of_source_only_is_as_if_there_were_no_others) {
  holds([] {
    auto world = *worlds();
    const auto kind = world.families.front().sources.front().kind;
    const auto asked = shortlist::with_trust(loaded(world), {}, {kind});
    RC_ASSERT(asked.has_value());
    const auto got = ranked(*asked, read_profile(*asked, profile_toml(world)));
    world.candidates.clear();  // its variants are candidates, whatever the rule base says
    for (auto& family : world.families) {
      for (auto& source : family.sources) {
        if (source.kind == kind) continue;
        source.claims.clear();
        for (auto& variant : family.variants) variant.claims.erase(source.id);
      }
    }
    RC_ASSERT(portraits(got) == portraits(ranked(world)));
  });
}

BOOST_AUTO_TEST_SUITE_END()
