#include "decide/decide.hpp"

#include "base/text.hpp"
#include "evaluate/fit.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace shortlist::decide {

namespace {

double position(const model::Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* date = std::get_if<Date>(&value)) return date->days;
  if (const auto* level = std::get_if<model::Level>(&value)) return level->position;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1 : 0;
  return 0;  // sets do not order
}

void judge_status(Alternative& alternative, const model::Profile& profile) {
  bool unknown = false;
  alternative.failed = 0;
  for (std::size_t i = 0; i < profile.needs.size(); ++i) {
    if (!profile.needs[i].must) continue;
    const Verdict verdict = alternative.outcomes[i].verdict;
    unknown = unknown || verdict == Verdict::unknown;
    if (verdict == Verdict::partly || verdict == Verdict::unmet) ++alternative.failed;
  }
  const evaluate::Truth excluded = alternative.subject.effects().excluded();
  if (alternative.failed > 0 || excluded == evaluate::Truth::yes)
    alternative.status = Status::excluded;
  else if (unknown || excluded == evaluate::Truth::unknown)
    alternative.status = Status::to_verify;
  else
    alternative.status = Status::qualified;
}

bool on_device(const model::Need& need) {
  return std::holds_alternative<model::DeviceKeys>(need.keys);
}

// Quantisations to judge a subject on. One device need picks its own best; several have to agree
// on one, so each that any of them allows is tried.
std::vector<int> quantisations(const evaluate::Subject& subject, const model::Profile& profile) {
  std::vector<int> all;
  if (judges_one_by_one(profile)) return {evaluate::no_quantisation};
  std::vector<bool> tried(subject.rules().quantisations.size());
  for (const model::Need& need : profile.needs) {
    if (!on_device(need)) continue;
    const auto& keys = std::get<model::DeviceKeys>(need.keys);
    for (const int each : evaluate::allowed_quantisations(keys, subject)) {
      if (!tried[static_cast<std::size_t>(each)]) all.push_back(each);
      tried[static_cast<std::size_t>(each)] = true;
    }
  }
  return all;
}

// A device need on alternatives of one subject, each on its quantisation; `open`: the only one on
// its best.
void judge_device(const model::Profile& profile, std::size_t need, bool open,
                  std::span<Alternative> all) {
  const model::Need& asked = profile.needs[need];
  const evaluate::Subject& subject = all.front().subject;
  if (open) {
    const auto judged =
        evaluate::evaluate_device(asked, subject, profile, evaluate::no_quantisation);
    all.front().outcomes[need] = judged.outcome;
    all.front().quantisation = judged.quantisation;
    return;
  }
  std::vector<int> tried;
  tried.reserve(all.size());
  for (const Alternative& each : all) tried.push_back(each.quantisation);
  const auto judged = evaluate::evaluate_device(asked, subject, profile, tried);
  for (std::size_t i = 0; i < all.size(); ++i) all[i].outcomes[need] = judged[i].outcome;
}

// One subject, one alternative for each quantisation to try.
void judge_subject(const evaluate::Subject& subject, int family, int candidate,
                   const model::Profile& profile, std::vector<Alternative>& into) {
  std::vector<evaluate::Outcome> plain(profile.needs.size());
  for (std::size_t i = 0; i < plain.size(); ++i)
    if (!on_device(profile.needs[i]))
      plain[i] = evaluate::evaluate(profile.needs[i], subject, profile);
  const std::size_t first = into.size();
  for (const int quantisation : quantisations(subject, profile))
    into.push_back({subject, family, candidate, quantisation, {}, 0, plain, 0, 0, 0});
  const std::span<Alternative> all = std::span(into).subspan(first);
  if (all.empty()) return;
  const bool open = judges_one_by_one(profile);
  for (std::size_t i = 0; i < plain.size(); ++i)
    if (on_device(profile.needs[i])) judge_device(profile, i, open, all);
  for (Alternative& each : all) judge_status(each, profile);
}

// The same from what was judged before.
Alternative take_judged(const Judged& judged, std::size_t subject, int family, int candidate,
                        const model::Profile& profile) {
  Alternative alternative{
      judged.subjects[subject], family, candidate, evaluate::no_quantisation, {}, 0, {}, 0, 0, 0};
  alternative.outcomes.reserve(profile.needs.size());
  for (std::size_t i = 0; i < profile.needs.size(); ++i) {
    const JudgedNeed& need = *judged.needs[i];
    alternative.outcomes.push_back(need.outcomes[subject]);
    if (on_device(profile.needs[i])) alternative.quantisation = need.quantisations[subject];
  }
  judge_status(alternative, profile);
  return alternative;
}

// sum_k w_k u_k, added in the order of the needs: what a report shows as contributions adds up to
// it exactly.
void score(Alternative& alternative, const std::vector<double>& weights, UnknownPolicy unknown) {
  alternative.score = alternative.score_low = alternative.score_high = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const evaluate::Interval value = alternative.outcomes[i].value;
    alternative.score += weights[i] * pick(value, unknown);
    alternative.score_low += weights[i] * value.low;
    alternative.score_high += weights[i] * value.high;
  }
}

// Ranks within one status, each family anywhere in its interval; ties fall as tie_break has them.
// `ranked` stands in the order of statuses. O(n log n).
void bound_ranks(std::vector<Standing>& ranked) {
  struct End {
    double score = 0;
    const Alternative* of = nullptr;

    bool operator<(const End& other) const {
      return score != other.score ? score > other.score
                                  : of != other.of && tie_break(*of, *other.of) < 0;
    }
  };
  for (std::size_t first = 0; first < ranked.size();) {
    std::size_t last = first;
    std::vector<End> lows;
    std::vector<End> highs;
    for (; last < ranked.size() && ranked[last].best().status == ranked[first].best().status;
         ++last) {
      const Alternative& each = ranked[last].best();
      lows.push_back({rounded(each.score_low), &each});
      highs.push_back({rounded(each.score_high), &each});
    }
    const std::vector<End> own_low = lows;
    const std::vector<End> own_high = highs;
    std::sort(lows.begin(), lows.end());
    std::sort(highs.begin(), highs.end());
    const auto before = [&](const std::vector<End>& ends, const End& own) {
      return static_cast<int>(std::lower_bound(ends.begin(), ends.end(), own) - ends.begin());
    };
    for (std::size_t i = 0; i < own_low.size(); ++i) {
      const bool before_itself = own_high[i] < own_low[i];
      Standing& self = ranked[first + i];
      self.rank_best = static_cast<int>(first) + 1 + before(lows, own_high[i]);
      self.rank_worst =
          static_cast<int>(first) + 1 + before(highs, own_low[i]) - (before_itself ? 1 : 0);
    }
    first = last;
  }
}

}  // namespace

// Facts in turn, unknown last; then the ids of family and variant.
int tie_break(const Alternative& left, const Alternative& right) {
  if (&left.subject.sight() == &right.subject.sight()) return 0;
  for (const model::TieBreak& by : left.subject.rules().tie_break) {
    if (by.fact < 0) break;
    const auto* const a = left.subject.value(by.fact, model::Scope::variant);
    const auto* const b = right.subject.value(by.fact, model::Scope::variant);
    if (a == nullptr && b == nullptr) continue;
    if (a == nullptr || b == nullptr) return a == nullptr ? 1 : -1;
    int order = 0;
    const auto* const word = std::get_if<model::Item>(a);
    if (word != nullptr)
      order = word->key.compare(std::get<model::Item>(*b).key);
    else if (position(*a) != position(*b))
      order = position(*a) < position(*b) ? -1 : 1;
    if (order != 0) return by.descending ? -order : order;
  }
  const auto variant = [](const Alternative& each) -> std::string_view {
    const auto* const own = each.subject.variant();
    return own == nullptr ? std::string_view() : own->id;
  };
  const int order =
      compare_folded(left.subject.family().family->id, right.subject.family().family->id);
  return order != 0 ? order : compare_folded(variant(left), variant(right));
}

double pick(evaluate::Interval value, UnknownPolicy unknown) {
  if (unknown == UnknownPolicy::low) return value.low;
  if (unknown == UnknownPolicy::high) return value.high;
  return value.low + (value.high - value.low) / 2;
}

bool clear_winner(const std::vector<Standing>& ranked) {
  if (ranked.empty()) return false;
  const Alternative& first = ranked.front().best();
  return std::all_of(ranked.begin() + 1, ranked.end(), [&](const Standing& each) {
    const Alternative& other = each.best();
    return other.status != first.status || rounded(first.score_low) > rounded(other.score_high);
  });
}

double rounded(double score) { return std::round(score * 1e12); }

bool before(const Alternative& left, const Alternative& right) {
  if (left.status != right.status) return left.status < right.status;
  if (left.failed != right.failed) return left.failed < right.failed;
  const double a = rounded(left.score);
  const double b = rounded(right.score);
  if (a != b) return a > b;
  return tie_break(left, right) < 0;
}

std::vector<double> weights(const model::RuleBase& rules, const model::Profile& profile,
                            const evaluate::Reweighing& reweighing) {
  std::vector<double> weights = model::stated_weights(rules, profile);
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] *= reweighing.factors[i];
    sum += weights[i];
  }
  if (sum > 0)
    for (double& weight : weights) weight /= sum;
  return weights;
}

std::vector<Alternative> alternatives(const model::Catalogue& catalogue, int family,
                                      const model::Profile& profile,
                                      const std::vector<double>& weights, UnknownPolicy unknown,
                                      std::optional<int> candidate) {
  const model::SeenFamily& seen = catalogue.families()[static_cast<std::size_t>(family)];
  std::vector<Alternative> all;
  all.reserve(std::max<std::size_t>(seen.candidates.size(), 1));
  const auto whole = evaluate::infer_of_family(catalogue, seen, profile);
  const auto judge = [&](const model::Sight& sight, int index) {
    evaluate::Subject subject(catalogue, seen, sight);
    subject.apply(evaluate::apply_rules(subject, profile, whole));
    judge_subject(subject, family, index, profile, all);
  };
  if (seen.candidates.empty()) judge(seen.whole, -1);
  for (std::size_t i = 0; i < seen.candidates.size(); ++i)
    if (!candidate || *candidate == static_cast<int>(i))
      judge(seen.candidates[i], static_cast<int>(i));

  for (Alternative& each : all) score(each, weights, unknown);
  return all;
}

void judge_again(std::vector<Alternative>& all, const model::Profile& profile, std::size_t need,
                 const std::vector<double>& weights, UnknownPolicy unknown) {
  std::vector<evaluate::Outcome> before;
  before.reserve(all.size());
  for (const Alternative& each : all) before.push_back(each.outcomes[need]);
  if (on_device(profile.needs[need]))
    judge_device(profile, need, judges_one_by_one(profile), all);
  else
    for (Alternative& each : all)
      each.outcomes[need] = evaluate::evaluate(profile.needs[need], each.subject, profile);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].outcomes[need] == before[i]) continue;
    judge_status(all[i], profile);
    score(all[i], weights, unknown);
  }
}

namespace {

// Adds what stands by the best of these, in no order yet.
void stand(std::vector<Alternative> all, Decision& decision) {
  std::iter_swap(all.begin(), std::min_element(all.begin(), all.end(), before));
  const bool excluded = all.front().status == Status::excluded;
  if (excluded) std::sort(all.begin() + 1, all.end(), before);
  (excluded ? decision.excluded : decision.ranked).push_back({std::move(all)});
}

// The order of families, each of which `judge` gives the alternatives of.
template <class Judge>
Decision decide_by(const Judge& judge, const model::Catalogue& catalogue,
                   const model::Profile& profile, const Options& options) {
  Decision decision;
  decision.reweighing = evaluate::reweigh(catalogue.rules(), profile);
  decision.weights = weights(catalogue.rules(), profile, decision.reweighing);
  for (int family = 0; family < static_cast<int>(catalogue.families().size()); ++family) {
    if (!options.only.empty() &&
        !std::binary_search(options.only.begin(), options.only.end(), family))
      continue;
    std::vector<Alternative> all = judge(family, decision.weights);
    if (!options.by_variant) {
      stand(std::move(all), decision);
      continue;
    }
    for (auto first = all.begin(); first != all.end();) {
      const auto last = std::find_if(first, all.end(), [&](const Alternative& each) {
        return each.candidate != first->candidate;
      });
      stand({std::move_iterator(first), std::move_iterator(last)}, decision);
      first = last;
    }
  }
  const auto order = [](const Standing& left, const Standing& right) {
    return before(left.best(), right.best());
  };
  std::sort(decision.ranked.begin(), decision.ranked.end(), order);
  std::sort(decision.excluded.begin(), decision.excluded.end(), order);
  bound_ranks(decision.ranked);
  for (std::size_t i = 0; i < decision.ranked.size(); ++i)
    decision.ranked[i].rank = static_cast<int>(i) + 1;
  return decision;
}

}  // namespace

Decision decide(const model::Catalogue& catalogue, const model::Profile& profile,
                const Options& options) {
  const auto judge = [&](int family, const std::vector<double>& weights) {
    return alternatives(catalogue, family, profile, weights, options.unknown);
  };
  return decide_by(judge, catalogue, profile, options);
}

std::vector<evaluate::Subject> subjects(const model::Catalogue& catalogue,
                                        const model::Profile& profile) {
  std::vector<evaluate::Subject> all;
  for (const model::SeenFamily& family : catalogue.families()) {
    const auto whole = evaluate::infer_of_family(catalogue, family, profile);
    const auto add = [&](const model::Sight& sight) {
      all.emplace_back(catalogue, family, sight);
      all.back().apply(evaluate::apply_rules(all.back(), profile, whole));
    };
    if (family.candidates.empty()) add(family.whole);
    std::for_each(family.candidates.begin(), family.candidates.end(), add);
  }
  return all;
}

JudgedNeed judge(const model::Need& need, const std::vector<evaluate::Subject>& subjects,
                 const model::Profile& profile) {
  JudgedNeed judged;
  judged.outcomes.reserve(subjects.size());
  for (const evaluate::Subject& subject : subjects) {
    if (!on_device(need)) {
      judged.outcomes.push_back(evaluate::evaluate(need, subject, profile));
      continue;
    }
    const auto outcome =
        evaluate::evaluate_device(need, subject, profile, evaluate::no_quantisation);
    judged.outcomes.push_back(outcome.outcome);
    judged.quantisations.push_back(outcome.quantisation);
  }
  return judged;
}

bool judges_one_by_one(const model::Profile& profile) {
  return std::count_if(profile.needs.begin(), profile.needs.end(), on_device) <= 1;
}

Decision decide(const model::Catalogue& catalogue, const model::Profile& profile,
                const Options& options, const Judged& judged) {
  std::size_t first = 0;
  int reached = 0;  // the family that it belongs to
  const auto judge = [&](int family, const std::vector<double>& weights) {
    for (; reached < family; ++reached)
      first += std::max<std::size_t>(
          catalogue.families()[static_cast<std::size_t>(reached)].candidates.size(), 1);
    const auto candidates =
        catalogue.families()[static_cast<std::size_t>(family)].candidates.size();
    std::vector<Alternative> all;
    all.reserve(std::max<std::size_t>(candidates, 1));
    for (std::size_t i = 0; i < std::max<std::size_t>(candidates, 1); ++i)
      all.push_back(take_judged(judged, first + i, family,
                                candidates == 0 ? -1 : static_cast<int>(i), profile));
    for (Alternative& each : all) score(each, weights, options.unknown);
    return all;
  };
  return decide_by(judge, catalogue, profile, options);
}

}  // namespace shortlist::decide
