#include "shortlist/rank.hpp"

#include "decide/workload.hpp"
#include "explain/describe.hpp"
#include "explain/relaxation.hpp"
#include "model/find_family.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace shortlist {

bool ExcludedFamily::left_out_by_default() const {
  return std::any_of(failures.begin(), failures.end(),
                     [](const FailedMust& failure) { return failure.by_default; });
}

bool Ranking::qualified() const {
  return std::any_of(ranking.begin(), ranking.end(),
                     [](const RankedFamily& family) { return family.status == Status::qualified; });
}

namespace {

Result<Ranking> ranked(const RuleBase& rule_base, const Profile& profile,
                       const RankOptions& options, bool by_variant) {
  const model::Catalogue& catalogue = rule_base.catalogue();
  auto only = model::find_families(catalogue, options.only);
  if (!only) return std::move(only.error());
  if (auto bounded = decide::bounded(catalogue, profile.model(), *only); !bounded)
    return std::move(bounded.error());
  const decide::Decision decision = decide::decide(
      catalogue, profile.model(),
      {.only = std::move(*only), .unknown = options.unknown, .by_variant = by_variant});
  const explanation::Frame frame{catalogue, profile.model(), decision.weights, decision.reweighing,
                                 options.unknown};
  Ranking ranking;
  ranking.by_variant = by_variant;
  ranking.profile_title = profile.title();
  ranking.profile_file = profile.file();
  ranking.rule_base_title = rule_base.title();
  ranking.rule_base_fingerprint = rule_base.fingerprint();
  for (std::size_t i = 0; i < decision.weights.size(); ++i)
    ranking.weights.emplace_back(profile.model().needs[i].id, decision.weights[i]);
  ranking.reweighed = explanation::reweighed(frame);
  for (const decide::Standing& standing : decision.ranked)
    ranking.ranking.push_back(explanation::describe(frame, standing));
  for (const decide::Standing& standing : decision.excluded)
    ranking.excluded.push_back(explanation::describe_excluded(frame, standing));
  ranking.clear_winner = decide::clear_winner(decision.ranked);
  ranking.first_place = explanation::first_place(frame, decision, by_variant);
  return ranking;
}

}  // namespace

Result<Ranking> rank(const RuleBase& rule_base, const Profile& profile,
                     const RankOptions& options) {
  return ranked(rule_base, profile, options, false);
}

Result<Ranking> rank_variants(const RuleBase& rule_base, const Profile& profile,
                              const RankOptions& options) {
  return ranked(rule_base, profile, options, true);
}

}  // namespace shortlist
