#include "report/headline.hpp"

#include "base/text.hpp"
#include "report/first_place.hpp"
#include "report/points.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace shortlist::reporting {

namespace {

std::string with_points(const RankedFamily& family) {
  return " with " + std::to_string(whole_points(family.score)) + " of 100 points";
}

std::size_t count(const Ranking& ranking, Status status) {
  return static_cast<std::size_t>(
      std::count_if(ranking.ranking.begin(), ranking.ranking.end(),
                    [&](const RankedFamily& family) { return family.status == status; }));
}

// Where a family qualifies.
std::string winner_sentence(const Ranking& ranking) {
  const RankedFamily& first = ranking.ranking.front();
  std::string name = full_name(first);
  if (count(ranking, Status::qualified) == 1)
    return name.append(" is the only ").append(entry_word(ranking)) + " that qualifies," +
           with_points(first) + ".";
  if (no_weight_counts(ranking)) return "Every weight is 0: the tie-break puts " + name + " first.";
  if (ranking.first_place && ranking.first_place->level)
    return name + " comes first by the tie-break: " + level_text(ranking) + " " +
           std::to_string(whole_points(first.score)) + " of 100 points too.";
  return name + " comes first" + with_points(first) + lead_text(ranking) + ".";
}

// Where none does.
std::string first_to_verify_sentence(const Ranking& ranking) {
  const RankedFamily& first = ranking.ranking.front();
  const std::string text = full_name(first) + with_points(first);
  if (ranking.ranking.size() == 1) return "It is " + text + ".";
  if (ranking.first_place && ranking.first_place->level)
    return "First of them by the tie-break: " + text + ", as " + level_text(ranking) + ".";
  return "First of them: " + text + lead_text(ranking) + ".";
}

std::string closest_sentence(const Ranking& ranking, const ExcludedFamily& family) {
  return "Closest: " + short_name(ranking, family.standing) + ", if " + relaxation_text(family) +
         ".";
}

}  // namespace

const ExcludedFamily* nearest_excluded(const std::vector<ExcludedFamily>& excluded) {
  const ExcludedFamily* nearest = nullptr;
  for (const ExcludedFamily& family : excluded) {
    if (!family.relaxation || family.relaxation->empty()) continue;
    if (nearest == nullptr || family.relaxation->size() < nearest->relaxation->size())
      nearest = &family;
  }
  return nearest;
}

std::vector<std::string> headline(const Ranking& ranking, const WeightAnalysis* stability) {
  std::vector<std::string> said;
  const std::string nobody = "No " + std::string(entry_word(ranking)) + " ";
  if (ranking.ranking.empty()) {
    said.push_back(nobody + "qualifies.");
  } else {
    if (ranking.qualified()) {
      said.push_back(winner_sentence(ranking));
    } else {
      const std::size_t open = ranking.ranking.size();
      said.push_back(nobody + "is known to qualify; " + counted(open, "is", "are") +
                     " to be verified.");
      said.push_back(first_to_verify_sentence(ranking));
    }
    for (std::string& sentence : overturned_by(ranking, stability))
      said.push_back(std::move(sentence));
  }
  if (!ranking.qualified())
    if (const ExcludedFamily* nearest = nearest_excluded(ranking.excluded))
      said.push_back(closest_sentence(ranking, *nearest));
  return said;
}

std::string headline(const Explanation& explanation) {
  const RankedFamily& family = explanation.family;
  const std::string points_text = std::to_string(points(family).total) + " of 100 points";
  std::string text = full_name(family);
  switch (family.status) {
    case Status::excluded:
      return text + " is excluded; it would have " + points_text + ".";
    case Status::to_verify:
      text.append(" is to be verified; ");
      break;
    case Status::qualified:
      text.append(" qualifies; ");
      break;
  }
  text.append("it ranks ").append(std::to_string(family.rank)).append(" with ").append(points_text);
  if (family.rank_best != family.rank_worst)
    text.append(", and may rank ")
        .append(std::to_string(family.rank_best))
        .append(" to ")
        .append(std::to_string(family.rank_worst))
        .append(" once all is known, if no status changes");
  return text + ".";
}

std::string argument(const Explanation& explanation) {
  const Comparison& against = *explanation.against;
  const RankedFamily& own = explanation.family;
  if (own.status != against.standing.status)
    return "Status decides before points: " + own.name + " is " + std::string(id(own.status)) +
           ", " + against.name + " is " + std::string(id(against.standing.status)) + ".";
  if (against.argument.empty()) return own.name + " has no more points than " + against.name + ".";
  std::vector<std::string> titles;
  for (const std::string& need : against.argument) titles.push_back(need_title(own, need));
  const bool any_con = std::any_of(against.contributions.begin(), against.contributions.end(),
                                   [](const GapPart& part) { return part.difference < 0; });
  const std::string start = own.name + " stands before " + against.name + " for " + listed(titles);
  if (!any_con) return start + "; no need speaks for " + against.name + ".";
  return start + (titles.size() == 1 ? ": this alone outweighs" : ": these together outweigh") +
         " all that speaks for " + against.name + ".";
}

std::string tally(const Ranking& ranking) {
  const std::size_t qualified = count(ranking, Status::qualified);
  const std::size_t open = count(ranking, Status::to_verify);
  const auto left_out = static_cast<std::size_t>(
      std::count_if(ranking.excluded.begin(), ranking.excluded.end(),
                    [](const auto& family) { return family.left_out_by_default(); }));
  const std::size_t out = ranking.excluded.size() - left_out;
  const std::size_t all = ranking.ranking.size() + out;
  std::string text = std::to_string(qualified) + " of " + counted_entries(ranking, all);
  text.append(qualified == 1 ? " qualifies" : " qualify");
  if (open > 0) text.append(", ").append(counted(open, "is", "are")).append(" to be verified");
  if (out > 0) text.append(", ").append(counted(out, "is", "are")).append(" excluded");
  return text + ".";
}

}  // namespace shortlist::reporting
