// The engine against the second reading of the contract.

#include "oracle/oracle.hpp"
#include "property/generator.hpp"
#include "property/holds.hpp"
#include "property/toml.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

using namespace property;

namespace {

const char* const verdicts[] = {"met", "partly", "unmet", "unknown"};
const char* const statuses[] = {"qualified", "to-verify", "excluded"};

bool near(double a, double b) { return std::abs(a - b) <= 1e-12; }

// What differs, in words; empty: nothing.
std::string difference(const shortlist::RankedFamily& got, const oracle::Standing& want,
                       const std::vector<double>& weights) {
  const auto say = [&](const auto& what, const auto& ours, const auto& theirs) {
    return fmt::format("{}: {} is {} for the engine, {} for the oracle", want.family, what, ours,
                       theirs);
  };
  if (got.family != want.family) return say("the family here", got.family, want.family);
  if (got.variant != want.variant) {
    return say("the variant", got.variant.value_or("none"), want.variant.value_or("none"));
  }
  if (static_cast<int>(got.status) != static_cast<int>(want.status)) {
    return say("the status", statuses[static_cast<int>(got.status)],
               statuses[static_cast<int>(want.status)]);
  }
  for (std::size_t i = 0; i < want.needs.size(); ++i) {
    const auto& need = got.criteria.at(i);
    const auto& judged = want.needs[i];
    if (static_cast<int>(need.verdict) != static_cast<int>(judged.verdict)) {
      return say("the verdict on " + need.need_id, verdicts[static_cast<int>(need.verdict)],
                 verdicts[static_cast<int>(judged.verdict)]);
    }
    if (!near(need.value_low, judged.low)) {
      return say("the low value of " + need.need_id, need.value_low, judged.low);
    }
    if (!near(need.value_high, judged.high)) {
      return say("the high value of " + need.need_id, need.value_high, judged.high);
    }
    if (!near(need.weight, weights[i])) {
      return say("the weight of " + need.need_id, need.weight, weights[i]);
    }
  }
  if (!near(got.score, want.score)) return say("the score", got.score, want.score);
  if (!near(got.score_low, want.low)) return say("the low score", got.score_low, want.low);
  if (!near(got.score_high, want.high)) return say("the high score", got.score_high, want.high);
  if (got.rank != want.rank) return say("the rank", got.rank, want.rank);
  if (want.rank == 0) return {};
  if (got.rank_best != want.rank_best) return say("the best rank", got.rank_best, want.rank_best);
  if (got.rank_worst != want.rank_worst) {
    return say("the worst rank", got.rank_worst, want.rank_worst);
  }
  return {};
}

std::string difference(const shortlist::Ranking& got, const oracle::Ranking& want) {
  if (got.ranking.size() != want.ranked.size() || got.excluded.size() != want.excluded.size()) {
    return fmt::format("{} ranked, {} excluded; by the oracle {} and {}", got.ranking.size(),
                       got.excluded.size(), want.ranked.size(), want.excluded.size());
  }
  for (std::size_t i = 0; i < want.ranked.size(); ++i) {
    const auto text = difference(got.ranking[i], want.ranked[i], want.weights);
    if (!text.empty()) return text;
  }
  for (std::size_t i = 0; i < want.excluded.size(); ++i) {
    const auto text = difference(got.excluded[i].standing, want.excluded[i], want.weights);
    if (!text.empty()) return text;
  }
  return {};
}

void agree(const oracle::World& world, shortlist::UnknownPolicy policy, oracle::Unknown same) {
  const auto text =
      difference(ranked(world, {.only = {}, .unknown = policy}), oracle::rank(world, same));
  if (!text.empty()) RC_FAIL(text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(against_the_oracle)

BOOST_AUTO_TEST_CASE(verdicts_values_scores_statuses_and_order_are_the_same) {
  holds(
      [] { agree(*worlds({.rules = false}), shortlist::UnknownPolicy::low, oracle::Unknown::low); },
      600);
}

BOOST_AUTO_TEST_CASE(with_rules_too) {
  holds([] { agree(*worlds(), shortlist::UnknownPolicy::low, oracle::Unknown::low); }, 600);
}

BOOST_AUTO_TEST_CASE(under_the_other_policies_too) {
  holds([] {
    const auto world = *worlds();
    agree(world, shortlist::UnknownPolicy::mid, oracle::Unknown::mid);
    agree(world, shortlist::UnknownPolicy::high, oracle::Unknown::high);
  });
}

BOOST_AUTO_TEST_CASE(with_all_weights_zero_scores_are_zero_and_tie_break_orders) {
  holds([] {
    const auto world = *worlds({.weights = false});
    agree(world, shortlist::UnknownPolicy::low, oracle::Unknown::low);
    for (const auto& family : ranked(world).ranking) RC_ASSERT(family.score == 0);
  });
}

BOOST_AUTO_TEST_CASE(who_is_trusted_first_names_the_candidates) {
  holds([] {
    auto world = *worlds();
    world.first = {world.families.back().sources.back().kind};  // one that somebody is of
    const auto asked = shortlist::with_trust(loaded(world), world.first, {});
    RC_ASSERT(asked.has_value());
    const auto got = ranked(*asked, read_profile(*asked, profile_toml(world)));
    std::erase(world.trust, world.first.front());
    world.trust.insert(world.trust.begin(), world.first.front());
    RC_ASSERT(difference(got, oracle::rank(world, oracle::Unknown::low)) == "");
  });
}

BOOST_AUTO_TEST_SUITE_END()
