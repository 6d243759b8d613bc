#include "report/headline.hpp"

#include "base/text.hpp"
#include "report/points.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cstddef>

namespace shortlist::reporting {

namespace {

std::string number_of_points(int count) {
  return count == 1 ? "1 point" : std::to_string(count) + " points";
}

std::string with_points(const RankedFamily& family) {
  return " with " + std::to_string(whole_points(family.score)) + " of 100 points";
}

std::size_t count(const Ranking& ranking, Status status) {
  return static_cast<std::size_t>(
      std::count_if(ranking.ranking.begin(), ranking.ranking.end(),
                    [&](const RankedFamily& family) { return family.status == status; }));
}

// The first family of the leader's status whose interval reaches the leader's.
const RankedFamily* rival(const std::vector<RankedFamily>& ranking) {
  const RankedFamily& leader = ranking.front();
  const auto of_its_status = [&](const RankedFamily& other) {
    return &other != &leader && other.status == leader.status;
  };
  auto found = std::find_if(ranking.begin(), ranking.end(), [&](const RankedFamily& other) {
    return of_its_status(other) && other.score_high >= leader.score_low;
  });
  if (found == ranking.end()) found = std::find_if(ranking.begin(), ranking.end(), of_its_status);
  return found == ranking.end() ? nullptr : &*found;
}

std::string no_clear_winner(const RankedFamily& leader, const RankedFamily& other) {
  const int apart = whole_points(leader.score) - whole_points(other.score);
  const int unknown = whole_points(
      std::max(leader.score_high - leader.score_low, other.score_high - other.score_low));
  std::string text = "No clear winner: " + leader.name + " and " + other.name + " are ";
  if (leader.score == other.score)
    text.append("level at ")
        .append(number_of_points(whole_points(leader.score)))
        .append("; the tie-break puts ")
        .append(leader.name)
        .append(" first");
  else if (apart == 0)
    text.append("less than a point apart");
  else
    text.append(number_of_points(apart)).append(" apart");
  if (unknown > 0)
    text.append(", and unknown facts are worth up to ").append(number_of_points(unknown));
  return text + ".";
}

std::string closest_sentence(const ExcludedFamily& family) {
  return "Closest: " + family.standing.name + ", if " + relaxation_text(family) + ".";
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

std::vector<std::string> headline(const Ranking& ranking) {
  if (ranking.qualified()) {
    const RankedFamily& leader = ranking.ranking.front();
    const RankedFamily* other = ranking.clear_winner ? nullptr : rival(ranking.ranking);
    if (other != nullptr)
      return {no_clear_winner(leader, *other),
              full_name(leader) + " stands first" + with_points(leader) + "."};
    return {full_name(leader) + " comes first" + with_points(leader) + "."};
  }
  std::vector<std::string> said;
  if (ranking.ranking.empty()) {
    said.emplace_back("No family qualifies.");
  } else {
    const std::size_t open = ranking.ranking.size();
    said.push_back("No family is known to qualify; " + std::to_string(open) +
                   (open == 1 ? " is" : " are") + " to be verified.");
    said.push_back(std::string(open == 1 ? "It is " : "First of them: ") +
                   full_name(ranking.ranking.front()) + with_points(ranking.ranking.front()) + ".");
  }
  if (const ExcludedFamily* nearest = nearest_excluded(ranking.excluded))
    said.push_back(closest_sentence(*nearest));
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
        .append(" once all is known");
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
  const std::size_t out = ranking.excluded.size();
  const std::size_t all = ranking.ranking.size() + out;
  std::string text = std::to_string(qualified) + " of " + counted(all, "family", "families");
  text.append(qualified == 1 ? " qualifies" : " qualify");
  if (open > 0) text.append(", ").append(counted(open, "is", "are")).append(" to be verified");
  if (out > 0) text.append(", ").append(counted(out, "is", "are")).append(" excluded");
  return text + ".";
}

}  // namespace shortlist::reporting
