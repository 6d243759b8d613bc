// Whether weights can put another first is a matter of dominance. A family that stands by one
// alternative is passed at some weights exactly where another is better on some need: with nearly
// all the weight there, that need decides. So one comparison a need settles it, and one weight
// alone is as good as several. Only a family of several alternatives, each better at something, can
// be best on every need and yet be passed in between; there dominance by one of them still proves
// that no weights do, and the rest is left open (whatif solves it).
//
// With the highest that the others may come to in place of what is known, and the lowest of the
// first, the same comparison says whether weights and unknown facts do it together.

#include "decide/first_place.hpp"

#include <algorithm>
#include <cstddef>

namespace shortlist::decide {

namespace {

constexpr double grain = 1e-12;  // scores compare after rounding to 12 decimals, and so do values

using Rows = std::vector<const Alternative*>;

// By need of positive weight; `own` of the first, `other` of the rest.
template <class Own, class Other, class Before>
std::optional<bool> passed(const Rows& first, const Rows& rest,
                           const std::vector<std::size_t>& needs, const Own& own,
                           const Other& other, const Before& wins_tie) {
  const auto better = [&](const Alternative& one, std::size_t need) {
    return std::all_of(first.begin(), first.end(), [&](const Alternative* each) {
      return other(one, need) > own(*each, need) + grain;
    });
  };
  const auto dominated_by = [&](const Alternative& one, const Alternative& by) {
    bool equal = true;
    for (const std::size_t need : needs) {
      const double apart = own(by, need) - other(one, need);
      if (apart < -grain) return false;
      equal = equal && apart <= grain;
    }
    return !equal || !wins_tie(one, by);
  };
  bool settled = true;
  for (const Alternative* one : rest) {
    if (std::any_of(first.begin(), first.end(),
                    [&](const Alternative* by) { return dominated_by(*one, *by); }))
      continue;
    if (std::any_of(needs.begin(), needs.end(),
                    [&](std::size_t need) { return better(*one, need); }))
      return true;
    settled = false;
  }
  return settled ? std::optional(false) : std::nullopt;
}

// Those of a family that do not leave its status, or that are not out for good.
template <class Takes>
void add(const Standing& standing, const Takes& takes, Rows& rows) {
  for (const Alternative& each : standing.all)
    if (takes(each)) rows.push_back(&each);
}

bool open(const Alternative& each) { return each.status != Status::excluded; }

bool wins_tie(const Alternative& other, const Alternative& first) {
  return tie_break(other, first) < 0;
}

// The same of facts that may yet turn out: one that is unknown stands last until it is known.
bool may_win_tie(const Alternative& other, const Alternative& first) {
  for (const model::TieBreak& by : first.subject.rules().tie_break) {
    if (by.fact < 0) break;
    const auto* const a = other.subject.value(by.fact, model::Scope::variant);
    const auto* const b = first.subject.value(by.fact, model::Scope::variant);
    if (a == nullptr) return true;
    if (b == nullptr || !(*a == *b)) break;
  }
  return wins_tie(other, first);
}

// Whether the most that `other` may come to puts it before the least of `first`.
bool may_pass(const Alternative& other, const Alternative& first) {
  const double most = rounded(other.score_high);
  const double least = rounded(first.score_low);
  return most != least ? most > least : may_win_tie(other, first);
}

bool may_pass(const Standing& other, const Alternative& first) {
  return std::any_of(other.all.begin(), other.all.end(),
                     [&](const Alternative& each) { return open(each) && may_pass(each, first); });
}

void judge_weights(const std::vector<Standing>& ranked, std::size_t group,
                   const std::vector<double>& weights, UnknownPolicy unknown, FirstPlace& place) {
  std::vector<std::size_t> needs;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] > 0) needs.push_back(i);
  const auto held = [&](const Alternative& each) {
    return each.status == ranked.front().best().status;
  };
  Rows first;
  Rows rest;
  Rows all;  // that may yet join the rest
  add(ranked.front(), held, first);
  for (std::size_t i = 1; i < group; ++i) {
    add(ranked[i], held, rest);
    add(ranked[i], open, all);
  }
  const auto value = [&](const Alternative& each, std::size_t need) {
    return pick(each.outcomes[need].value, unknown);
  };
  place.weights = passed(first, rest, needs, value, value, wins_tie);
  if (place.weights.value_or(false) || !place.unknown_facts.empty())
    place.both = true;
  else
    place.both = passed(
        first, all, needs,
        [](const Alternative& each, std::size_t need) { return each.outcomes[need].value.low; },
        [](const Alternative& each, std::size_t need) { return each.outcomes[need].value.high; },
        may_win_tie);
}

}  // namespace

FirstPlace first_place(const std::vector<Standing>& ranked, const std::vector<double>& weights,
                       UnknownPolicy unknown) {
  FirstPlace place;
  if (ranked.empty()) return place;
  const Alternative& first = ranked.front().best();
  std::size_t group = 1;
  for (; group < ranked.size() && ranked[group].best().status == first.status; ++group) {
    if (ranked[group].rank_best == 1 || may_pass(ranked[group], first))
      place.unknown_facts.push_back(static_cast<int>(group));
  }
  place.level = group > 1 && rounded(first.score) == rounded(ranked[1].best().score);
  judge_weights(ranked, group, weights, unknown, place);
  const bool none_qualifies = first.status != Status::qualified;
  for (std::size_t i = none_qualifies ? 1 : group; i < ranked.size(); ++i)
    if (none_qualifies || may_pass(ranked[i], first))
      place.once_verified.push_back(static_cast<int>(i));
  return place;
}

}  // namespace shortlist::decide
