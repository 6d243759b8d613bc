#include "whatif/contest.hpp"

#include "model/find_family.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <numeric>

namespace shortlist::whatif {

namespace {

// Whether `other` does at least as well on every need of positive weight, whatever the unknowns,
// and comes first where the two tie.
bool useless(const decide::Alternative& one, const decide::Alternative& other,
             const std::vector<int>& columns) {
  bool equal = true;
  for (const int column : columns) {
    const auto need = static_cast<std::size_t>(column);
    const evaluate::Interval a = one.outcomes[need].value;
    const evaluate::Interval b = other.outcomes[need].value;
    if (a.high > b.low) return false;
    equal = equal && a == b;
  }
  if (!equal || decide::before(other, one)) return true;
  return !decide::before(one, other) && &other < &one;
}

// What is useless beside another is so beside one that is not useless itself. So each is held
// against those that are left, the likelier first; and these once against each other, since sums
// may round two into one.
std::vector<const decide::Alternative*> useful(const decide::Standing& standing,
                                               const std::vector<int>& columns) {
  struct Row {
    double sum = 0;
    const decide::Alternative* alternative = nullptr;
  };
  std::vector<Row> all;
  for (const decide::Alternative& one : standing.all) {
    if (one.status != standing.best().status) continue;
    all.push_back({0, &one});
    for (const int column : columns) {
      const evaluate::Interval value = one.outcomes[static_cast<std::size_t>(column)].value;
      all.back().sum += value.low + value.high;
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Row& left, const Row& right) { return left.sum > right.sum; });
  std::vector<const decide::Alternative*> left;
  const auto dropped = [&](const decide::Alternative* one) {
    return std::any_of(left.begin(), left.end(), [&](const decide::Alternative* other) {
      return other != one && useless(*one, *other, columns);
    });
  };
  for (const Row& row : all)
    if (!dropped(row.alternative)) left.push_back(row.alternative);
  std::vector<const decide::Alternative*> rows;
  std::copy_if(left.begin(), left.end(), std::back_inserter(rows),
               [&](const decide::Alternative* one) { return !dropped(one); });
  std::sort(rows.begin(), rows.end());  // as they stand in the family
  return rows;
}

std::vector<int> tie_places(const std::vector<const decide::Alternative*>& rows) {
  std::vector<int> order(rows.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int left, int right) {
    return decide::tie_break(*rows[static_cast<std::size_t>(left)],
                             *rows[static_cast<std::size_t>(right)]) < 0;
  });
  std::vector<int> place(rows.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    place[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
  return place;
}

}  // namespace

Result<Contest> contest(const model::Profile& profile, const decide::Decision& decision,
                        UnknownPolicy unknown) {
  Contest contest;
  for (std::size_t i = 0; i < profile.needs.size(); ++i) {
    contest.need_ids.push_back(profile.needs[i].id);
    if (decision.weights[i] <= 0) continue;
    contest.columns.push_back(static_cast<int>(i));
    contest.weights.push_back(decision.weights[i]);
  }
  if (contest.columns.empty())
    return model::usage("every weight of the profile is 0, so no weight can change",
                        "give at least one need a weight above 0");
  if (decision.ranked.empty())
    return model::usage("every family is excluded, so none can change its rank",
                        "`shortlist rank` says what would readmit each");

  auto& rows = contest.alternatives;
  for (const decide::Standing& standing : decision.ranked) {
    const model::Family& family = *standing.best().subject.family().family;
    Contestant contestant{
        {family.id, family.name, standing.best().status}, static_cast<int>(rows.size()), 0};
    const auto own = useful(standing, contest.columns);
    rows.insert(rows.end(), own.begin(), own.end());
    contestant.last = static_cast<int>(rows.size());
    contest.family_of.insert(contest.family_of.end(), own.size(),
                             static_cast<int>(contest.contestants.size()));
    if (contestant.name.status == Status::qualified) ++contest.qualified;
    contest.contestants.push_back(std::move(contestant));
  }
  contest.tie_place = tie_places(rows);

  const auto height = static_cast<Eigen::Index>(rows.size());
  const auto width = static_cast<Eigen::Index>(contest.columns.size());
  for (Matrix* each : {&contest.low, &contest.high, &contest.value}) each->resize(height, width);
  for (Eigen::Index row = 0; row < height; ++row)
    for (Eigen::Index column = 0; column < width; ++column) {
      const auto need = static_cast<std::size_t>(contest.columns[static_cast<std::size_t>(column)]);
      const evaluate::Interval value = rows[static_cast<std::size_t>(row)]->outcomes[need].value;
      contest.low(row, column) = value.low;
      contest.high(row, column) = value.high;
      contest.value(row, column) = decide::pick(value, unknown);
    }
  return contest;
}

Result<Start> start(const RuleBase& rule_base, const Profile& profile, const RankOptions& options) {
  const model::Catalogue& catalogue = rule_base.catalogue();
  auto only = model::find_families(catalogue, options.only);
  if (!only) return std::move(only.error());
  Start start;
  start.inputs = {profile.title(), profile.file(), rule_base.title(), rule_base.fingerprint()};
  start.decision = decide::decide(catalogue, profile.model(),
                                  {.only = std::move(*only), .unknown = options.unknown});
  auto made = contest(profile.model(), start.decision, options.unknown);
  if (!made) return std::move(made.error());
  start.contest = std::move(*made);
  return start;
}

}  // namespace shortlist::whatif
