// `whatif flip`: the smallest change of all weights that puts a family first.

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "model/find_family.hpp"
#include "whatif/contest.hpp"
#include "whatif/nearest.hpp"
#include "whatif/overturn.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist {

namespace {

using whatif::Contest;
using whatif::Norm;

// Of families that compete, and of these times needs; more would take seconds to tell which are
// first somewhere.
constexpr std::size_t most_listed = 1'000;
constexpr std::size_t most_listed_values = 250'000;

// Alternatives times needs: the nearest weights hang on as many numbers.
constexpr std::size_t most_values = 500'000;

// The nearest of all alternatives of a family.
std::optional<Flip> nearest_of(const Contest& contest, int family, Norm norm) {
  const auto& contestant = contest.contestants[static_cast<std::size_t>(family)];
  std::optional<whatif::Nearest> best;
  for (int row = contestant.first; row < contestant.last; ++row) {
    auto found = best ? whatif::nearest(contest, row, norm, best->distance)
                      : whatif::nearest(contest, row, norm);
    if (found && (!best || found->distance < best->distance)) best = std::move(found);
  }
  if (!best) return std::nullopt;
  Flip flip{best->distance, {}};
  for (const std::string& need : contest.need_ids) flip.weights.emplace_back(need, 0.0);
  for (std::size_t i = 0; i < contest.columns.size(); ++i)
    flip.weights[static_cast<std::size_t>(contest.columns[i])].second =
        best->weights(static_cast<Eigen::Index>(i));
  return flip;
}

// The families that beat it wherever weights stand, each with its share. Of several alternatives
// the one that comes nearest speaks for the family.
std::vector<std::pair<int, double>> beaten_by(const Contest& contest, int family) {
  const auto& contestant = contest.contestants[static_cast<std::size_t>(family)];
  std::optional<whatif::Margin> closest;
  for (int row = contestant.first; row < contestant.last; ++row) {
    auto margin = whatif::largest_margin(contest, row);
    if (!closest || margin.margin > closest->margin) closest = std::move(margin);
  }
  std::map<int, double> shares;
  for (const auto& [row, share] : closest->mixture)
    shares[contest.family_of[static_cast<std::size_t>(row)]] += share;
  return {shares.begin(), shares.end()};
}

std::string name_of(const Contest& contest, int family) {
  return contest.contestants[static_cast<std::size_t>(family)].name.name;
}

void explain_impossible(const Contest& contest, int family, FlipAnalysis& analysis) {
  const std::string& name = analysis.family.name;
  if (family >= contest.qualified && contest.qualified > 0) {
    analysis.reason = name + " is still to verify, and no weight moves it past the families that " +
                      "qualify: settle its open questions first.";
    return;
  }
  std::vector<std::string> names;
  for (const auto& [other, share] : beaten_by(contest, family)) {
    analysis.beaten_by.emplace_back(contest.contestants[static_cast<std::size_t>(other)].name.id,
                                    share);
    names.push_back(name_of(contest, other));
  }
  analysis.reason = names.size() == 1
                        ? names[0] + " beats " + name + " whatever the weights."
                        : listed(names) + " between them beat " + name + " whatever the weights.";
}

}  // namespace

Result<FlipAnalysis> whatif_flip(const RuleBase& rule_base, const Profile& profile,
                                 const std::string& family, const RankOptions& options) {
  const auto found = model::find_family(rule_base.catalogue(), family);
  if (!found) return found.error();
  const auto start = whatif::start(rule_base, profile, options);
  if (!start) return start.error();
  const Contest& contest = start->contest;
  const model::Family& asked =
      rule_base.catalogue().rules().families[static_cast<std::size_t>(*found)];

  const std::size_t values = static_cast<std::size_t>(contest.rows()) * contest.columns.size();
  if (values > most_values)
    return model::usage("a flip takes at most " + number_text(most_values) +
                            " values, alternatives times needs, not " +
                            number_text(static_cast<double>(values)) + " (" +
                            number_text(contest.rows()) + " times " +
                            number_text(static_cast<double>(contest.columns.size())) + ")",
                        "name fewer families with --only");

  FlipAnalysis analysis;
  analysis.inputs = start->inputs;
  analysis.winner = contest.contestants.front().name;
  analysis.family = {asked.id, asked.name, Status::excluded};
  for (std::size_t i = 0; i < contest.need_ids.size(); ++i)
    analysis.weights.emplace_back(contest.need_ids[i], start->decision.weights[i]);
  if (contest.contestants.size() <= most_listed && values <= most_listed_values) {
    auto& listed = analysis.potentially_optimal.emplace();
    for (const int each : whatif::potentially_optimal(contest))
      listed.push_back(contest.contestants[static_cast<std::size_t>(each)].name.id);
  }
  const auto at = std::find_if(contest.contestants.begin(), contest.contestants.end(),
                               [&](const auto& each) { return each.name.id == asked.id; });
  if (at == contest.contestants.end()) {
    const bool left_out =
        std::none_of(start->decision.excluded.begin(), start->decision.excluded.end(),
                     [&](const auto& each) { return each.best().family == *found; });
    if (left_out) return model::usage("--only leaves '" + asked.id + "' out", "name it there too");
    analysis.reason = asked.name +
                      " is excluded, and no weight readmits it: `shortlist rank` says " +
                      "what would.";
    return analysis;
  }
  analysis.family = at->name;
  const int index = static_cast<int>(at - contest.contestants.begin());
  if (index < contest.qualified || contest.qualified == 0) {
    analysis.l1 = nearest_of(contest, index, Norm::sum);
    if (analysis.l1) analysis.l2 = nearest_of(contest, index, Norm::euclidean);
    if (analysis.l1) analysis.linf = nearest_of(contest, index, Norm::largest);
  }
  analysis.possible = analysis.l1.has_value();
  analysis.only_level = analysis.possible && whatif::only_draws_level(contest, index);
  if (!analysis.possible)
    explain_impossible(contest, index, analysis);
  else if (index == 0)
    analysis.reason = analysis.family.name + " is first as it is.";
  else if (analysis.l1->distance == 0)
    analysis.reason = analysis.family.name + " is tied for first as it is; the tie-break puts " +
                      analysis.winner.name + " first.";
  else
    analysis.reason = analysis.family.name + " is at least tied for first at these weights.";
  return analysis;
}

}  // namespace shortlist
