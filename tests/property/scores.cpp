// What holds of every score, whoever else is listed.

#include "property/generator.hpp"
#include "property/holds.hpp"
#include "property/toml.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>

using namespace property;

namespace {

using shortlist::UnknownPolicy;

double sum(const shortlist::RankedFamily& family) {
  double total = 0;
  for (const auto& need : family.criteria) total += need.contribution;
  return total;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scores)

BOOST_AUTO_TEST_CASE(other_families_change_nothing_about_a_family) {
  holds([] {
    const auto world = *worlds();
    const auto before = portraits(ranked(world));
    auto fewer = world;
    fewer.families = *shuffled(world.families);
    fewer.families.resize(*rc::gen::inRange<std::size_t>(1, world.families.size() + 1));
    for (const auto& [family, after] : portraits(ranked(fewer))) {
      RC_ASSERT(after == before.at(family));
    }
  });
}

BOOST_AUTO_TEST_CASE(looking_at_some_families_only_changes_nothing_about_them) {
  holds([] {
    const auto world = *worlds();
    const auto before = portraits(ranked(world));
    auto only = *shuffled(world.families);
    only.resize(*rc::gen::inRange<std::size_t>(1, world.families.size() + 1));
    shortlist::RankOptions options;
    for (const auto& family : only) options.only.push_back(family.id);
    const auto after = portraits(ranked(world, options));
    RC_ASSERT(after.size() == only.size());
    for (const auto& [family, portrait] : after) RC_ASSERT(portrait == before.at(family));
  });
}

BOOST_AUTO_TEST_CASE(contributions_added_in_order_are_the_score_to_the_last_bit) {
  holds([] {
    const auto world = *worlds();
    for (const auto policy : {UnknownPolicy::low, UnknownPolicy::mid, UnknownPolicy::high}) {
      for (const auto& family : all_of(ranked(world, {.only = {}, .unknown = policy}))) {
        RC_ASSERT(sum(family) == family.score);
      }
    }
  });
}

BOOST_AUTO_TEST_CASE(they_still_are_after_a_round_trip_through_json) {
  holds([] {
    const auto ranking = nlohmann::json::parse(json(ranked(*worlds())));
    for (const auto& family : ranking.at("ranking")) {
      double total = 0;
      for (const auto& need : family.at("criteria")) {
        total += need.at("contribution").get<double>();
      }
      RC_ASSERT(total == family.at("score").get<double>());
    }
  });
}

BOOST_AUTO_TEST_CASE(values_scores_and_ranks_lie_within_their_intervals) {
  holds([] {
    const auto world = *worlds();
    for (const auto policy : {UnknownPolicy::low, UnknownPolicy::mid, UnknownPolicy::high}) {
      const auto ranking = ranked(world, {.only = {}, .unknown = policy});
      double weights = 0;
      for (const auto& [need, weight] : ranking.weights) weights += weight;
      RC_ASSERT(weights == 0 || std::abs(weights - 1) < 1e-12);
      for (const auto& family : all_of(ranking)) {
        RC_ASSERT(family.score_low <= family.score);
        RC_ASSERT(family.score <= family.score_high);
        for (const auto& need : family.criteria) {
          RC_ASSERT(0 <= need.value_low);
          RC_ASSERT(need.value_low <= need.value);
          RC_ASSERT(need.value <= need.value_high);
          RC_ASSERT(need.value_high <= 1);
        }
        if (family.rank == 0) continue;
        RC_ASSERT(family.rank_best <= family.rank);
        RC_ASSERT(family.rank <= family.rank_worst);
      }
    }
  });
}

BOOST_AUTO_TEST_CASE(a_clear_winner_lies_above_all_others_of_its_status) {
  holds([] {
    const auto ranking = ranked(*worlds());
    if (ranking.ranking.empty()) return;
    const auto& first = ranking.ranking.front();
    bool clear = true;
    for (const auto& other : ranking.ranking) {
      if (&other == &first || other.status != first.status) continue;
      clear = clear && first.score_low > other.score_high + 1e-12;
    }
    RC_ASSERT(ranking.clear_winner == clear);
  });
}

BOOST_AUTO_TEST_SUITE_END()
