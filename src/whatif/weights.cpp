// `whatif weights`: the stability of the first place against each weight.

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "model/find_family.hpp"
#include "whatif/contest.hpp"
#include "whatif/overturn.hpp"
#include "whatif/stability.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist {

namespace {

using whatif::Contest;

// For one need: how far each other family is from the first, by this need's value alone.
std::optional<ValueThreshold> threshold(const whatif::Start& start, const model::Profile& profile,
                                        int column, const std::vector<double>& scores) {
  const Contest& contest = start.contest;
  const int end = contest.group_of(0).second;
  const int rows = contest.contestants[static_cast<std::size_t>(end) - 1].last;
  const int own = contest.contestants[0].last;
  if (own == rows) return std::nullopt;
  const double first = *std::max_element(scores.begin(), scores.begin() + own);
  std::optional<ValueThreshold> found;
  int best = 0;
  for (int row = own; row < rows; ++row) {
    const double value = contest.value(row, column);
    const double needed = value + (first - scores[static_cast<std::size_t>(row)]) /
                                      contest.weights[static_cast<std::size_t>(column)];
    if (needed > 1 + 1e-12 || needed - value <= 1e-12) continue;
    if (found && needed - value >= found->needed - found->value) continue;
    const auto family = static_cast<std::size_t>(contest.family_of[static_cast<std::size_t>(row)]);
    found = ValueThreshold{
        contest.contestants[family].name.id, value, std::min(needed, 1.0), {}, {}, {}};
    best = row;
  }
  if (!found) return found;
  const auto need = static_cast<std::size_t>(contest.columns[static_cast<std::size_t>(column)]);
  const evaluate::Subject& subject = contest.alternatives[static_cast<std::size_t>(best)]->subject;
  const auto fact = evaluate::fact_at_value(profile.needs[need], subject, found->needed);
  if (!fact) return found;
  const auto& criterion =
      subject.rules().criteria[static_cast<std::size_t>(profile.needs[need].criterion)];
  const auto& vocabulary = subject.rules().vocabulary;
  const auto of = model::fact_of(criterion, std::get<model::BoundKeys>(profile.needs[need].keys));
  if (const auto* const today = subject.value(of, criterion.scope))
    found->fact = vocabulary.datum(of, *today);
  found->fact_needed = vocabulary.datum(of, *fact);
  found->needed_text = vocabulary.text(of, *fact);
  return found;
}

// Columns that the option names; all when it names none. Fails (usage) when nothing is so called.
Result<std::vector<int>> named(const Contest& contest, const model::RuleBase& rules,
                               const model::Profile& profile, const std::string& name) {
  std::vector<int> columns;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < contest.columns.size(); ++i) {
    const auto& need = profile.needs[static_cast<std::size_t>(contest.columns[i])];
    const auto& criterion = rules.criteria[static_cast<std::size_t>(need.criterion)];
    known.push_back(need.id);
    if (name.empty() || fold(name) == fold(need.id) || fold(name) == fold(criterion.id))
      columns.push_back(static_cast<int>(i));
  }
  if (!columns.empty()) return columns;
  std::string suggestion = did_you_mean(name, known);
  if (suggestion.empty()) suggestion = "its needs of positive weight are " + listed(known);
  return model::usage("the profile has no need '" + name + "' of positive weight", suggestion);
}

// The need with the least way to go, in percent of its weight; -1 where no weight moves the first.
int critical_column(const std::vector<std::optional<double>>& percents) {
  int critical = -1;
  for (int column = 0; column < static_cast<int>(percents.size()); ++column) {
    const auto& percent = percents[static_cast<std::size_t>(column)];
    if (percent && (critical < 0 || *percent < *percents[static_cast<std::size_t>(critical)]))
      critical = column;
  }
  return critical;
}

// The nearer side, measured as percent_change is: of the weight alone, the others fixed.
TippingPoint tipping_point(const Contest& contest, int column, const whatif::Interval& interval) {
  const double weight = contest.weights[static_cast<std::size_t>(column)];
  const auto way = [&](double to) { return std::abs((weight - to) / (1 - to)); };
  const bool rises = !interval.below || (interval.above && way(interval.high) < way(interval.low));
  const auto need = static_cast<std::size_t>(contest.columns[static_cast<std::size_t>(column)]);
  const auto next = static_cast<std::size_t>(rises ? *interval.above : *interval.below);
  return {contest.need_ids[need], weight, rises ? interval.high : interval.low, rises,
          contest.contestants[next].name.id};
}

Result<std::vector<WeightSegment>> segments(const Contest& contest, int column) {
  const auto found = whatif::order_segments(contest, column);
  if (!found)
    return model::usage("along this weight the orders of " +
                            number_text(static_cast<double>(contest.contestants.size())) +
                            " families come to more than " + number_text(whatif::most_places) +
                            " places",
                        "name those of interest with --only");
  std::vector<WeightSegment> shown;
  for (const whatif::OrderSegment& segment : *found) {
    WeightSegment& one = shown.emplace_back(WeightSegment{segment.from, segment.to, {}});
    for (const int family : segment.order)
      one.order.push_back(contest.contestants[static_cast<std::size_t>(family)].name.id);
  }
  return shown;
}

}  // namespace

Result<WeightAnalysis> whatif_weights(const RuleBase& rule_base, const Profile& profile,
                                      const WeightOptions& options) {
  const auto start = whatif::start(rule_base, profile, options.rank);
  if (!start) return start.error();
  const Contest& contest = start->contest;
  const model::RuleBase& rules = rule_base.catalogue().rules();
  const auto columns = named(contest, rules, profile.model(), options.criterion);
  if (!columns) return columns.error();

  WeightAnalysis analysis;
  analysis.inputs = start->inputs;
  for (const auto& contestant : contest.contestants) analysis.families.push_back(contestant.name);
  analysis.winner = analysis.families.front();
  const auto name = [&](std::optional<int> family) -> std::optional<std::string> {
    if (!family) return std::nullopt;
    return analysis.families[static_cast<std::size_t>(*family)].id;
  };
  std::vector<double> scores;
  scores.reserve(static_cast<std::size_t>(contest.rows()));
  for (int row = 0; row < contest.rows(); ++row)
    scores.push_back(whatif::weighted_sum(contest.value.row(row), contest.weights));

  std::vector<whatif::Interval> winner;
  std::vector<std::optional<double>> percents;
  for (int column = 0; column < static_cast<int>(contest.columns.size()); ++column) {
    winner.push_back(whatif::winner_interval(contest, column));
    percents.push_back(
        whatif::percent_change(contest.weights[static_cast<std::size_t>(column)], winner.back()));
  }
  const int critical = critical_column(percents);
  if (critical >= 0) {
    analysis.tipping = tipping_point(contest, critical, winner[static_cast<std::size_t>(critical)]);
    analysis.any_weights = true;
  } else {
    const whatif::Overturn found = whatif::overturn(contest);
    analysis.any_weights = found.possible;
    analysis.together = name(found.by);
  }
  for (const int column : *columns) {
    const auto at = static_cast<std::size_t>(column);
    const model::Need& need = profile.model().needs[static_cast<std::size_t>(contest.columns[at])];
    WeightStability& one = analysis.criteria.emplace_back();
    one.need_id = need.id;
    one.title = rules.criteria[static_cast<std::size_t>(need.criterion)].title;
    one.weight = contest.weights[at];
    one.low = winner[at].low;
    one.high = winner[at].high;
    one.below = name(winner[at].below);
    one.above = name(winner[at].above);
    one.percent_top = percents[at];
    one.percent_any = whatif::percent_change(one.weight, whatif::order_interval(contest, column));
    one.critical = column == critical;
    one.threshold = threshold(*start, profile.model(), column, scores);
    if (options.criterion.empty()) continue;
    auto listed = segments(contest, column);
    if (!listed) return std::move(listed.error());
    one.segments = std::move(*listed);
  }
  return analysis;
}

}  // namespace shortlist
