#include "explain/describe.hpp"

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "decide/first_place.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::explanation {

namespace {

using evaluate::Subject;

const model::Fact& fact_of(const model::Catalogue& catalogue, model::FactIndex fact) {
  return catalogue.rules().vocabulary.facts[static_cast<std::size_t>(fact)];
}

const model::Rule& rule_of(const model::Catalogue& catalogue, int rule) {
  return catalogue.rules().rules[static_cast<std::size_t>(rule)];
}

template <class T>
void add_new(std::vector<T>& into, const T& item) {
  if (std::find(into.begin(), into.end(), item) == into.end()) into.push_back(item);
}

FactValue fact_value(const Subject& subject, model::FactIndex index, model::Scope scope) {
  const auto& vocabulary = subject.rules().vocabulary;
  const model::Fact& fact = vocabulary.facts[static_cast<std::size_t>(index)];
  const model::Value* const value = subject.value(index, scope);
  if (value == nullptr) return {fact.id, fact.title, "unknown", {}};
  return {fact.id, fact.title, vocabulary.text(index, *value), vocabulary.datum(index, *value)};
}

void add_conflict(Conflict conflict, Said& said) {
  const bool told = std::any_of(said.conflicts.begin(), said.conflicts.end(), [&](const auto& c) {
    return c.source == conflict.source && c.fact == conflict.fact && c.value == conflict.value;
  });
  if (!told) said.conflicts.push_back(std::move(conflict));
}

void add_evidence(const Subject& subject, const model::SeenFamily& family,
                  const model::Sight& sight, model::FactIndex fact, Said& said) {
  const auto& vocabulary = subject.rules().vocabulary;
  const auto id = [&](model::SourceIndex source) {
    return family.family->sources[static_cast<std::size_t>(source)].id;
  };
  const model::Evidence evidence = subject.catalogue().evidence(family, sight, fact);
  for (const auto source : evidence.sources) add_new(said.sources, id(source));
  said.error = evidence.error;
  for (const auto& other : evidence.conflicts) {
    Conflict conflict{vocabulary.facts[static_cast<std::size_t>(fact)].id, id(other.source),
                      vocabulary.text(fact, *other.value), vocabulary.datum(fact, *other.value)};
    add_conflict(std::move(conflict), said);
  }
}

// Of the rules that add to a list, those count for a need that gave an item it asks for.
bool gave_what_is_asked(const model::Catalogue& catalogue, int rule, const model::Need& need,
                        model::FactIndex fact) {
  const auto& infer = rule_of(catalogue, rule).infer;
  const auto* const keys = std::get_if<model::CoverageKeys>(&need.keys);
  const auto* const given =
      infer && infer->fact == fact ? std::get_if<model::ItemSet>(&infer->value) : nullptr;
  if (keys == nullptr || given == nullptr) return true;
  const auto gave = [&](const std::optional<std::vector<model::Item>>& asked) {
    return asked && std::any_of(asked->begin(), asked->end(), [&](const model::Item& item) {
             return catalogue.rules().vocabulary.holds(*given, item,
                                                       fact_of(catalogue, fact).match);
           });
  };
  return gave(keys->all_of) || gave(keys->any_of) || gave(keys->strong);
}

}  // namespace

NeedResult describe_need(const Frame& frame, const decide::Alternative& alternative,
                         std::size_t index, RankedFamily& family) {
  const model::Need& need = frame.profile.needs[index];
  const auto& criterion =
      frame.catalogue.rules().criteria[static_cast<std::size_t>(need.criterion)];
  const evaluate::Outcome& outcome = alternative.outcomes[index];
  const Subject& subject = alternative.subject;
  NeedResult result;
  result.need_id = need.id;
  result.criterion = criterion.id;
  result.title = need.policy ? "Policy: " + criterion.title : criterion.title;
  result.must = need.must;
  result.verdict = outcome.verdict;
  result.value_low = outcome.value.low;
  result.value_high = outcome.value.high;
  result.value = decide::pick(outcome.value, frame.unknown);
  result.weight = frame.weights[index];
  result.contribution = result.weight * result.value;
  result.need = stated(need);
  result.because = need.because;
  auto account = evaluate::account(need, subject, frame.profile, alternative.quantisation);
  result.reason = std::move(account.reason);
  result.policy = std::move(account.policy);
  for (const model::FactIndex fact : account.facts) {
    Said evidence = said(subject, fact, criterion.scope);
    FactValue& shown = result.facts.emplace_back(fact_value(subject, fact, criterion.scope));
    shown.error = evidence.error;
    if (shown.error) shown.text += " (standard error " + number_text(*shown.error) + ")";
    for (const std::string& source : evidence.sources) add_new(result.sources, source);
    for (Conflict& conflict : evidence.conflicts) result.conflicts.push_back(std::move(conflict));
    if (const auto* inferred = subject.inferred(fact, criterion.scope))
      for (const int rule : inferred->rules)
        if (gave_what_is_asked(frame.catalogue, rule, need, fact))
          add_new(result.rules, rule_of(frame.catalogue, rule).id);
  }
  for (const int rule : frame.reweighing.rules_of[index])
    add_new(result.rules, rule_of(frame.catalogue, rule).id);
  if (outcome.verdict == Verdict::unknown || outcome.value.low != outcome.value.high)
    for (Question& question : account.questions) {
      question.need_id = need.id;
      family.questions.push_back(std::move(question));
    }
  if (outcome.verdict == Verdict::met)
    for (const std::string& obligation : account.obligations)
      add_new(family.obligations, obligation);
  for (const std::string& warning : account.warnings) add_new(family.warnings, warning);
  return result;
}

void describe_rules(const Frame& frame, const Subject& subject, RankedFamily& family) {
  const evaluate::RuleEffects& effects = subject.effects();
  const auto note = [&](int rule, std::string effect) {
    const model::Rule& entry = rule_of(frame.catalogue, rule);
    family.rules.push_back({entry.id, std::move(effect), because(entry, subject)});
  };
  for (const auto& inferred : effects.inferred)
    for (const int rule : inferred.rules)
      note(rule, "infer " + fact_of(frame.catalogue, inferred.fact).id);
  if (effects.of_family)
    for (const auto& inferred : *effects.of_family)
      for (const int rule : inferred.rules)
        note(rule, "infer " + fact_of(frame.catalogue, inferred.fact).id + " of the family");
  for (const int rule : effects.excluding) note(rule, "exclude");
  for (const int rule : effects.perhaps_excluding) {
    note(rule, "perhaps exclude");
    family.questions.push_back(
        {{},
         "rule." + rule_of(frame.catalogue, rule).id,
         "whether this holds: " + because(rule_of(frame.catalogue, rule), subject)});
  }
  for (const int rule : effects.warning) {
    note(rule, "warn");
    add_new(family.warnings, because(rule_of(frame.catalogue, rule), subject));
  }
  for (const int rule : effects.disagreeing) {
    const model::Rule& entry = rule_of(frame.catalogue, rule);
    add_new(family.warnings, "rules disagree on " + fact_of(frame.catalogue, entry.infer->fact).id +
                                 ", which stays as the sources have it: " + entry.id);
  }
  for (const int need : effects.unasked_defaults)
    family.unasked.push_back(
        frame.catalogue.rules().defaults->needs[static_cast<std::size_t>(need)].id);
}

std::string because(const model::Rule& rule, const Subject& subject) {
  std::string text;
  std::vector<std::string> sources;
  std::string_view rest = rule.because;
  for (std::size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
    const std::size_t close = rest.find('}', open);
    const model::FactIndex fact =
        subject.rules().vocabulary.find_fact(rest.substr(open + 1, close - open - 1));
    text.append(rest.substr(0, open));
    text.append(fact_value(subject, fact, model::Scope::variant).text);
    for (const std::string& source : said(subject, fact, model::Scope::variant).sources)
      add_new(sources, source);
    rest.remove_prefix(close + 1);
  }
  text.append(rest);
  if (!sources.empty()) text.append(" (").append(listed(sources)).append(")");
  return text;
}

Record stated(const model::Need& need) {
  Record record;
  for (const model::StatedKey& key : need.stated) record.emplace_back(key.name, key.value);
  return record;
}

Said said(const Subject& subject, model::FactIndex fact, model::Scope scope) {
  Said said;
  const model::SeenFamily& family = subject.family();
  const model::Fact& entry = subject.rules().vocabulary.facts[static_cast<std::size_t>(fact)];
  if (entry.derived == model::Derived::none) {
    add_evidence(subject, family, subject.sight(fact, scope), fact, said);
    return said;
  }
  // A derived fact stands on what is said of every candidate, so that no one error is its own. Of a
  // number or a date others contradict it where they do the one that it is of.
  const model::Value* const derived = subject.value(fact, scope);
  for (const model::Sight& candidate : family.candidates) {
    const model::Value* const base = candidate.believed[static_cast<std::size_t>(entry.base)];
    Said evidence;
    add_evidence(subject, family, candidate, entry.base, evidence);
    for (const std::string& source : evidence.sources) add_new(said.sources, source);
    const bool of_all = derived == nullptr || std::holds_alternative<model::ItemSet>(*derived);
    if (of_all || (base != nullptr && *base == *derived))
      for (Conflict& conflict : evidence.conflicts) add_conflict(std::move(conflict), said);
  }
  return said;
}

std::vector<RuleNote> reweighed(const Frame& frame) {
  std::vector<RuleNote> notes;
  for (const int index : frame.reweighing.rules) {
    const model::Rule& rule = rule_of(frame.catalogue, index);
    std::string effect = "reweigh";
    for (const auto& [id, factor] : rule.reweigh)
      effect += (effect == "reweigh" ? " " : ", ") + id + " x " + number_text(factor);
    notes.push_back({rule.id, std::move(effect), rule.because});
  }
  return notes;
}

namespace {

// A need that the rule base has where the profile has none.
FailedMust missed_default(const Frame& frame, const Subject& subject, int index) {
  const model::RuleBase& rules = frame.catalogue.rules();
  const model::Need& need = rules.defaults->needs[static_cast<std::size_t>(index)];
  const auto& criterion = rules.criteria[static_cast<std::size_t>(need.criterion)];
  auto account = evaluate::account(need, subject, frame.profile, evaluate::no_quantisation);
  FailedMust failed{need.id, std::nullopt, stated(need), {}, std::move(account.reason), true};
  for (const model::FactIndex fact : account.facts)
    failed.facts.push_back(fact_value(subject, fact, criterion.scope));
  failed.reason += "; asked by default, as the profile has no need." + need.id;
  return failed;
}

}  // namespace

std::vector<FailedMust> failures_of_rules(const Frame& frame, const Subject& subject) {
  std::vector<FailedMust> failed;
  for (const int index : subject.effects().missed_defaults)
    failed.push_back(missed_default(frame, subject, index));
  for (const int rule : subject.effects().excluding) {
    const model::Rule& entry = rule_of(frame.catalogue, rule);
    failed.push_back({std::nullopt, entry.id, {}, {}, because(entry, subject)});
  }
  return failed;
}

std::vector<FailedMust> failures(const Frame& frame, const decide::Alternative& alternative,
                                 const RankedFamily& described) {
  std::vector<FailedMust> failed;
  for (std::size_t i = 0; i < frame.profile.needs.size(); ++i) {
    const model::Need& need = frame.profile.needs[i];
    const Verdict verdict = alternative.outcomes[i].verdict;
    if (!need.must || (verdict != Verdict::partly && verdict != Verdict::unmet)) continue;
    const NeedResult& result = described.criteria[i];
    failed.push_back({need.id, std::nullopt, result.need, result.facts, result.reason});
  }
  for (FailedMust& each : failures_of_rules(frame, alternative.subject))
    failed.push_back(std::move(each));
  return failed;
}

RankedFamily describe(const Frame& frame, const decide::Standing& standing) {
  const decide::Alternative& best = standing.best();
  const Subject& subject = best.subject;
  RankedFamily family;
  family.rank = standing.rank;
  family.family = subject.family().family->id;
  family.name = subject.family().family->name;
  if (const model::Variant* variant = subject.variant()) {
    family.variant = variant->id;
    family.variant_name = variant->name;
  }
  if (best.quantisation != evaluate::no_quantisation)
    family.quantisation =
        frame.catalogue.rules().quantisations[static_cast<std::size_t>(best.quantisation)].id;
  family.status = best.status;
  family.score = best.score;
  family.score_low = best.score_low;
  family.score_high = best.score_high;
  family.rank_best = standing.rank_best;
  family.rank_worst = standing.rank_worst;
  for (std::size_t i = 0; i < frame.profile.needs.size(); ++i)
    family.criteria.push_back(describe_need(frame, best, i, family));
  describe_rules(frame, subject, family);
  describe_start(best, runtimes_to_start(frame.catalogue.rules(), frame.profile), family);
  for (const model::Variant* variant : subject.family().disputed)
    family.disputed.push_back(variant->id);
  return family;
}

std::optional<FirstPlace> first_place(const Frame& frame, const decide::Decision& decision,
                                      bool by_variant) {
  if (decision.ranked.empty()) return std::nullopt;
  decide::FirstPlace found = decide::first_place(decision.ranked, frame.weights, frame.unknown);
  const auto ids = [&](const std::vector<int>& places) {
    std::vector<std::string> all;
    all.reserve(places.size());
    for (const int place : places) {
      const auto& subject = decision.ranked[static_cast<std::size_t>(place)].best().subject;
      const model::Variant* const variant = by_variant ? subject.variant() : nullptr;
      all.push_back(variant != nullptr ? variant->id : subject.family().family->id);
    }
    return all;
  };
  return FirstPlace{found.level, found.weights, ids(found.unknown_facts), found.both,
                    ids(found.once_verified)};
}

}  // namespace shortlist::explanation
