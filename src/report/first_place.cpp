// The headline is a table of four cases, weights or none by unknown facts or none, each of which is
// said as far as it is known:
//
//                      no unknown facts                     unknown facts
//     no weights       nothing, or the two together         unknown facts
//     weights          weights                              either
//
// All of it is of the families of the first one's status. Those to verify beside a first that
// qualifies have a sentence of their own: by their status they never pass it, and once they qualify
// they may.

#include "report/first_place.hpp"

#include "report/family_names.hpp"
#include "report/points.hpp"
#include "report/weight_bar.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>

namespace shortlist::reporting {

namespace {

constexpr double grain = 1e-12;  // scores compare after rounding to 12 decimals

std::span<const RankedFamily> of_first_status(const Ranking& ranking) {
  const auto& all = ranking.ranking;
  const auto end = std::find_if(all.begin(), all.end(), [&](const RankedFamily& each) {
    return each.status != all.front().status;
  });
  return std::span(all).first(static_cast<std::size_t>(end - all.begin()));
}

std::string points_text(double score) {
  const int whole = whole_points(score);
  return std::to_string(whole) + (whole == 1 ? " point" : " points");
}

// Of those named the one that may come to most points as it stands, of those that come first by it
// where there are any. At least one is named.
const RankedFamily& highest(const Ranking& ranking, const std::vector<std::string>& named) {
  const auto worth = [](const RankedFamily& each) {
    return std::pair(each.rank_best == 1, each.score_high);
  };
  const RankedFamily* found = nullptr;
  for (const RankedFamily& each : ranking.ranking)
    if (std::find(named.begin(), named.end(), entry_id(ranking, each)) != named.end() &&
        (found == nullptr || worth(each) > worth(*found)))
      found = &each;
  return *found;
}

// "Qwen3.5 could reach 100 points", by the variant that it stands by where that is enough.
std::string reach_text(const Ranking& ranking, const RankedFamily& other) {
  const RankedFamily& first = ranking.ranking.front();
  const std::string& name = short_name(ranking, other);
  const double apart = other.score_high - first.score_low;
  if (apart < -grain) return name + " could pass it by another of its variants";
  const bool falls = whole_points(first.score_low) < whole_points(first.score);
  std::string text = name;
  if (falls)
    text = short_name(ranking, first) + " could fall to " + points_text(first.score_low) + " and " +
           name;
  if (apart <= grain) return text + " could draw level";
  if (whole_points(other.score_high) == whole_points(first.score_low))
    return text + " could pass it by less than a point";
  return text + (falls ? " reach " : " could reach ") + points_text(other.score_high);
}

std::string unknown_text(const Ranking& ranking, const FirstPlace& place) {
  const RankedFamily& first = ranking.ranking.front();
  const RankedFamily& other = highest(ranking, place.unknown_facts);
  std::string text = reach_text(ranking, other);
  if (std::abs(other.score_high - first.score_low) <= grain)
    text += " and come first by the tie-break";
  const std::size_t more = place.unknown_facts.size() - 1;
  if (more > 0) text.append(", and ").append(std::to_string(more)).append(" more could pass it");
  return text;
}

// Whether more could turn out than what the ranks allow for.
bool beyond_ranks(const Ranking& ranking) {
  const FirstPlace& place = *ranking.first_place;
  return !place.once_verified.empty() ||
         std::any_of(ranking.ranking.begin(), ranking.ranking.end(), [&](const auto& each) {
           return each.rank_best != 1 &&
                  std::find(place.unknown_facts.begin(), place.unknown_facts.end(),
                            entry_id(ranking, each)) != place.unknown_facts.end();
         });
}

// "language from 47.6 to below 25.2 percent of the weight puts Gemma 4 first".
std::string tip_text(const WeightAnalysis& analysis) {
  const TippingPoint& at = *analysis.tipping;
  const std::string& name = name_of(analysis.families, at.family);
  const std::string now = percent_text(at.weight);
  const std::string limit = percent_text(at.limit);
  if (now == limit)
    return std::string(at.rises ? "a little more" : "a little less") + " weight on " + at.need_id +
           " puts " + name + " first";
  return at.need_id + " from " + now + " to " + (at.rises ? "above " : "below ") + limit +
         " percent of the weight puts " + name + " first";
}

// What is known of weights: that some overturn the first place, that none do, that none alone does.
enum class Weights { some, none, none_alone, open };

struct Reading {
  Weights weights = Weights::open;
  std::string how;  // of `some`: which, where that is known
};

Reading read(const FirstPlace& place, const WeightAnalysis* stability) {
  if (stability != nullptr) {
    if (stability->tipping) return {Weights::some, tip_text(*stability)};
    if (stability->together)
      return {Weights::some, "no weight alone, but several together put " +
                                 name_of(stability->families, *stability->together) + " first"};
    if (!stability->any_weights) return {Weights::none_alone, {}};
    return {Weights::none, {}};
  }
  if (!place.weights) return {Weights::open, {}};
  return {*place.weights ? Weights::some : Weights::none, {}};
}

std::string neither(const FirstPlace& place, Weights weights, const std::string& another) {
  if (weights == Weights::open)
    return "At these weights no unknown facts put " + another + " before it.";
  const std::string none = weights == Weights::none ? "No weights" : "No weight alone";
  if (weights == Weights::none && place.both == false)
    return none + " and no unknown facts put " + another + " before it.";
  const std::string each = weights == Weights::none
                               ? "Neither weights alone nor unknown facts alone"
                               : "Neither one weight alone nor unknown facts "
                                 "alone";
  return each + " put " + another + " before it" +
         (place.both.value_or(false) ? "; both together could." : ".");
}

std::string competition(const Ranking& ranking, const WeightAnalysis* stability,
                        const std::string& another) {
  const FirstPlace& place = *ranking.first_place;
  const Reading reading = read(place, stability);
  const bool unknown = !place.unknown_facts.empty();
  if (reading.weights != Weights::some && !unknown) return neither(place, reading.weights, another);
  const std::string facts = unknown ? unknown_text(ranking, place) : std::string();
  switch (reading.weights) {
    case Weights::some:
      break;
    case Weights::open:
      return "Unknown facts could overturn that: " + facts + ".";
    case Weights::none:
      return "No weights put " + another + " before it, but unknown facts could: " + facts + ".";
    case Weights::none_alone:
      return "No weight alone puts " + another + " before it, but unknown facts could: " + facts +
             ".";
  }
  const std::string text = reading.how.empty() ? "Weights could overturn that"
                                               : "Weights could overturn that: " + reading.how;
  return text + (unknown ? ". So could unknown facts: " + facts + "."
                         : ". Unknown facts alone could not.");
}

// Of families to verify beside a first that qualifies.
std::string verification(const Ranking& ranking) {
  const std::vector<std::string>& passing = ranking.first_place->once_verified;
  const std::size_t open = ranking.ranking.size() - of_first_status(ranking).size();
  const bool weightless = no_weight_counts(ranking);
  const std::string all =
      open == 1 ? "The one to be verified" : "the " + std::to_string(open) + " to be verified";
  if (passing.empty())
    return (open == 1 ? all + " could not" : "None of " + all + " could") + " pass it" +
           (weightless ? "." : " at these weights.");
  std::string text = all;
  if (open > 1)
    text = (passing.size() == open ? "Any" : std::to_string(passing.size())) + " of " + all;
  text += " could pass it once verified";
  if (weightless) return text + ".";
  const RankedFamily& first = ranking.ranking.front();
  const RankedFamily& other = highest(ranking, passing);
  text += ": " + reach_text(ranking, other);
  if (std::abs(other.score_high - first.score_low) <= grain)
    text += ", where the tie-break decides";
  return text + ".";
}

}  // namespace

bool no_weight_counts(const Ranking& ranking) {
  return std::all_of(ranking.weights.begin(), ranking.weights.end(),
                     [](const auto& each) { return each.second <= 0; });
}

std::string level_text(const Ranking& ranking) {
  const auto group = of_first_status(ranking);
  const auto level = std::count_if(group.begin() + 1, group.end(), [&](const RankedFamily& each) {
    return std::abs(each.score - group[0].score) <= grain;
  });
  if (level < 1) return {};
  if (level == 1) return short_name(ranking, group[1]) + " has";
  return short_name(ranking, group[1]) + " and " + std::to_string(level - 1) + " more have";
}

std::string lead_text(const Ranking& ranking) {
  const auto group = of_first_status(ranking);
  if (group.size() < 2) return {};
  const int apart = whole_points(group[0].score) - whole_points(group[1].score);
  const std::string by = apart == 0 ? "less than a point" : std::to_string(apart);
  return ", " + by + " ahead of " + short_name(ranking, group[1]);
}

std::vector<std::string> overturned_by(const Ranking& ranking, const WeightAnalysis* stability) {
  std::vector<std::string> said;
  if (!ranking.first_place) return said;
  const std::size_t competing = of_first_status(ranking).size();
  const bool qualified = ranking.qualified();
  if (competing > 1 && !no_weight_counts(ranking)) {
    said.push_back(
        competition(ranking, stability, qualified ? "another that qualifies" : "another of them"));
    if (std::any_of(ranking.weights.begin(), ranking.weights.end(),
                    [](const auto& each) { return each.second <= 0; }))
      said.back() += " Needs of weight 0 stay at 0.";
  }
  if (!qualified && competing > 1)
    said.emplace_back("Any that turns out to qualify passes all that do not.");
  if (qualified && competing < ranking.ranking.size()) said.push_back(verification(ranking));
  if (qualified && ranking.ranking.size() == 1 && !ranking.excluded.empty())
    said.emplace_back("All others are excluded: no weights and no unknown facts change that.");
  return said;
}

std::string ranks_text(const Ranking& ranking) {
  if (!ranking.first_place || !beyond_ranks(ranking)) return {};
  return "Ranks keep each status and variant; more than they say could turn out.";
}

std::string weights_text(const WeightAnalysis& analysis) {
  const std::string& winner = analysis.winner.name;
  const std::string before = " another family before " + winner;
  if (!analysis.tipping) {
    if (analysis.any_weights == false) return "No weights put" + before + ".";
    const std::string none = "No weight alone puts" + before;
    if (!analysis.together) return none + ".";
    return none + "; several together put " + name_of(analysis.families, *analysis.together) +
           " there.";
  }
  return "The least change of one weight that unseats " + winner + ": " + tip_text(analysis) + ".";
}

}  // namespace shortlist::reporting
