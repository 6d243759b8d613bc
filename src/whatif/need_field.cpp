#include "whatif/need_field.hpp"

#include "whatif/matrix.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace shortlist::whatif {

namespace {

bool fails(Verdict verdict) { return verdict == Verdict::partly || verdict == Verdict::unmet; }

bool has(const std::vector<int>& needs, std::size_t need) {
  return std::find(needs.begin(), needs.end(), static_cast<int>(need)) != needs.end();
}

void set_ties(std::vector<Mover>& movers) {
  std::vector<std::size_t> order(movers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return decide::tie_break(*movers[left].start, *movers[right].start) < 0;
  });
  for (std::size_t i = 0; i < order.size(); ++i) movers[order[i]].tie = static_cast<int>(i);
}

}  // namespace

State state_of(const decide::Decision& decision) {
  State state;
  for (const decide::Standing& standing : decision.ranked) {
    state.order.push_back(standing.best().family);
    if (standing.best().status == Status::qualified) ++state.qualified;
  }
  return state;
}

Field::Field(const model::Profile& profile, const decide::Decision& decision, UnknownPolicy unknown,
             const std::vector<int>& moving)
    : unknown_(unknown), row_(static_cast<Eigen::Index>(profile.needs.size())) {
  for (const model::Need& need : profile.needs) musts_.push_back(need.must);
  for (const auto* standings : {&decision.ranked, &decision.excluded})
    for (const decide::Standing& standing : *standings) {
      MovingFamily family{standing.best().family, static_cast<int>(movers_.size()), 0};
      for (const decide::Alternative& each : standing.all) {
        const evaluate::Truth excluded = each.subject.effects().excluded();
        Mover mover{&each, 0, excluded == evaluate::Truth::unknown, {}};
        bool out = excluded == evaluate::Truth::yes;
        mover.values.resize(static_cast<Eigen::Index>(profile.needs.size()));
        for (std::size_t i = 0; i < profile.needs.size(); ++i) {
          const evaluate::Outcome& outcome = each.outcomes[i];
          mover.values[static_cast<Eigen::Index>(i)] = decide::pick(outcome.value, unknown);
          if (!profile.needs[i].must || has(moving, i)) continue;
          out = out || fails(outcome.verdict);
          mover.verify = mover.verify || outcome.verdict == Verdict::unknown;
        }
        if (!out) movers_.push_back(std::move(mover));
      }
      family.last = static_cast<int>(movers_.size());
      if (family.last > family.first) families_.push_back(family);
    }
  set_ties(movers_);
}

Place Field::place(const Mover& mover, const Moved& moved, const std::vector<double>& weights) {
  row_ = mover.values;
  bool unknown = mover.verify;
  for (const auto& [need, outcome] : moved) {
    row_[need] = decide::pick(outcome.value, unknown_);
    if (!musts_[static_cast<std::size_t>(need)]) continue;
    if (fails(outcome.verdict)) return {};
    unknown = unknown || outcome.verdict == Verdict::unknown;
  }
  return {unknown ? Status::to_verify : Status::qualified,
          decide::rounded(weighted_sum(row_, weights)), mover.tie};
}

}  // namespace shortlist::whatif
