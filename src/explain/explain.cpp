#include "shortlist/explain.hpp"

#include "decide/workload.hpp"
#include "explain/describe.hpp"
#include "explain/relaxation.hpp"
#include "explain/siblings.hpp"
#include "model/find_family.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <numeric>
#include <utility>

namespace shortlist {

namespace {

// The smallest set of pros that outweighs all cons (Labreuche 2011): the largest first. Parts are
// exact Shapley values of the gap, since the score is a sum.
std::vector<std::string> argument(const std::vector<GapPart>& parts, double gap) {
  if (gap <= 0) return {};
  double cons = 0;
  std::vector<const GapPart*> pros;
  for (const GapPart& part : parts) {
    if (part.difference > 0) pros.push_back(&part);
    if (part.difference < 0) cons -= part.difference;
  }
  std::stable_sort(pros.begin(), pros.end(), [](const GapPart* left, const GapPart* right) {
    return left->difference > right->difference;
  });
  std::vector<std::string> argument;
  double sum = 0;
  for (const GapPart* part : pros) {
    if (sum > cons) break;
    sum += part->difference;
    argument.push_back(part->need_id);
  }
  return argument;
}

Comparison compare_standings(const RankedFamily& own, RankedFamily other) {
  Comparison comparison;
  comparison.family = other.family;
  comparison.name = other.name;
  for (std::size_t i = 0; i < own.criteria.size(); ++i) {
    const double left = own.criteria[i].contribution;
    const double right = other.criteria[i].contribution;
    comparison.contributions.push_back({own.criteria[i].need_id, left, right, left - right});
    comparison.gap += left - right;
  }
  comparison.argument = argument(comparison.contributions, comparison.gap);
  comparison.standing = std::move(other);
  return comparison;
}

const decide::Standing* find(const decide::Decision& decision, int family) {
  for (const auto* list : {&decision.ranked, &decision.excluded})
    for (const decide::Standing& standing : *list)
      if (standing.best().family == family) return &standing;
  return nullptr;
}

}  // namespace

Result<Explanation> explain(const RuleBase& rule_base, const Profile& profile,
                            const std::string& family, const std::optional<std::string>& against,
                            const RankOptions& options) {
  const model::Catalogue& catalogue = rule_base.catalogue();
  std::vector<std::string> names{family};
  if (against) names.push_back(*against);
  const auto found = model::find_families(catalogue, names);
  auto only = model::find_families(catalogue, options.only);
  if (!found) return found.error();
  if (!only) return only.error();
  const int own = *model::find_family(catalogue, family);
  // The families that are asked about are always among those that are ranked.
  if (!only->empty()) {
    // One by one: g++ 14 sees `insert` of the range write beyond its end.
    for (const int asked : *found) only->push_back(asked);
    std::sort(only->begin(), only->end());
    only->erase(std::unique(only->begin(), only->end()), only->end());
  }
  if (auto bounded = decide::bounded(catalogue, profile.model(), *only); !bounded)
    return std::move(bounded.error());
  const decide::Decision decision = decide::decide(
      catalogue, profile.model(), {.only = std::move(*only), .unknown = options.unknown});
  const explanation::Frame frame{catalogue, profile.model(), decision.weights, decision.reweighing,
                                 options.unknown};
  const decide::Standing& standing = *find(decision, own);
  Explanation result{profile.title(),
                     profile.file(),
                     rule_base.title(),
                     rule_base.fingerprint(),
                     explanation::reweighed(frame),
                     explanation::describe(frame, standing),
                     std::nullopt,
                     std::nullopt,
                     {}};
  result.siblings = explanation::siblings(frame, standing, result.family);
  if (standing.best().status == Status::excluded)
    result.exclusion = explanation::describe_excluded(frame, standing);
  if (against) {
    const int other = *model::find_family(catalogue, *against);
    result.against =
        compare_standings(result.family, explanation::describe(frame, *find(decision, other)));
  }
  return result;
}

Result<Profile> relaxed(const RuleBase& rule_base, const Profile& profile,
                        const std::vector<Change>& changes) {
  auto result = explanation::apply(rule_base.catalogue().rules(), profile.model(), changes);
  if (!result)
    return model::usage("a change does not fit the profile",
                        "each names a need, one of its keys and a valid value");
  return Profile(std::make_shared<const model::Profile>(std::move(*result)));
}

}  // namespace shortlist
