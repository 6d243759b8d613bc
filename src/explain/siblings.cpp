#include "explain/siblings.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace shortlist::explanation {

namespace {

const std::string& title_of(const NeedResult& need) {
  return need.title.empty() ? need.need_id : need.title;
}

// Of a need that it fails, what is known of it: "Device: takes 140 GiB".
std::string failure_text(const std::vector<FailedMust>& failed, const RankedFamily& described) {
  const FailedMust& first = failed.front();
  std::string text = first.rule ? "rule " + *first.rule : first.need_id.value_or("");
  for (const NeedResult& need : described.criteria)
    if (need.need_id == first.need_id) text = title_of(need);
  text.append(": ").append(first.reason);
  const std::size_t more = failed.size() - 1;
  if (more == 0) return text;
  return text + "; and " + std::to_string(more) + (more == 1 ? " more must" : " more musts");
}

std::string open_text(const RankedFamily& described) {
  std::vector<std::string> open;
  for (const NeedResult& need : described.criteria)
    if (need.must && need.verdict == Verdict::unknown) open.push_back(title_of(need));
  return open.empty() ? "a rule may exclude it" : "unknown: " + listed(open);
}

// The needs that it has least of beside the one that stands.
std::string less_text(const RankedFamily& own, const RankedFamily& other) {
  std::vector<std::pair<double, std::string>> less;
  for (std::size_t i = 0; i < own.criteria.size(); ++i) {
    const double gap = own.criteria[i].contribution - other.criteria[i].contribution;
    if (gap > 0) less.emplace_back(gap, title_of(own.criteria[i]));
  }
  std::stable_sort(less.begin(), less.end(),
                   [](const auto& left, const auto& right) { return left.first > right.first; });
  constexpr std::size_t most = 3;
  std::vector<std::string> titles;
  for (std::size_t i = 0; i < std::min(less.size(), most); ++i) titles.push_back(less[i].second);
  return "less on " + listed(titles);
}

std::string reason(const Frame& frame, const decide::Alternative& standing,
                   const decide::Alternative& alternative, const RankedFamily& own,
                   const RankedFamily& described) {
  if (alternative.status == Status::excluded)
    return failure_text(failures(frame, alternative, described), described);
  if (alternative.status != standing.status) return open_text(described);
  if (decide::rounded(alternative.score) == decide::rounded(standing.score))
    return "as many points; the tie-break decides";
  return less_text(own, described);
}

}  // namespace

std::vector<Sibling> siblings(const Frame& frame, const decide::Standing& standing,
                              const RankedFamily& own) {
  std::vector<const decide::Alternative*> best;
  for (const decide::Alternative& each : standing.all) {
    if (each.candidate == standing.best().candidate) continue;
    const auto same = std::find_if(best.begin(), best.end(), [&](const auto* other) {
      return other->candidate == each.candidate;
    });
    if (same == best.end())
      best.push_back(&each);
    else if (decide::before(each, **same))
      *same = &each;
  }
  std::sort(best.begin(), best.end(),
            [](const auto* left, const auto* right) { return decide::before(*left, *right); });
  std::vector<Sibling> all;
  all.reserve(best.size());
  for (const decide::Alternative* const each : best) {
    RankedFamily described = describe(frame, {{*each}});
    std::string why = reason(frame, standing.best(), *each, own, described);
    all.push_back({std::move(described.variant), std::move(described.variant_name),
                   std::move(described.quantisation), each->status, each->score, each->score_low,
                   each->score_high, std::move(why)});
  }
  return all;
}

}  // namespace shortlist::explanation
