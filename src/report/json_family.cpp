// Keys first as the contract lists them, then what we add to it.

#include "report/json_family.hpp"

#include "report/shown.hpp"
#include "report/words.hpp"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace shortlist::reporting {

namespace {

Json json_of(const NeedResult& need) {
  Json object;
  object["need_id"] = need.need_id;
  object["criterion"] = need.criterion;
  object["level"] = need.must ? "must" : "should";
  object["verdict"] = word(need.verdict);
  object["value"] = need.value;
  object["value_low"] = need.value_low;
  object["value_high"] = need.value_high;
  object["weight"] = need.weight;
  object["contribution"] = need.contribution;
  object["need"] = json_value(need.need);
  object["fact"] = facts_json(need.facts);
  object["reason"] = need.reason;
  object["sources"] = need.sources;
  object["conflicts"] = conflicts_json(need.conflicts, true);
  object["rules"] = need.rules;
  object["title"] = need.title;
  object["because"] = need.because.empty() ? Json(nullptr) : Json(need.because);
  if (need.policy) object["policy"] = policy_json(*need.policy);
  return object;
}

Json criteria(const RankedFamily& family) {
  Json all = Json::array();
  for (const NeedResult& need : family.criteria) all.push_back(json_of(need));
  return all;
}

// What the contract puts last in a ranked family, then our own.
void add_notes(Json& object, const RankedFamily& family) {
  object["obligations"] = family.obligations;
  object["warnings"] = family.warnings;
  Json questions = Json::array();
  for (const Question& question : family.questions) questions.push_back(question_json(question));
  object["questions"] = std::move(questions);
  object["variant_name"] = family.variant_name;
  object["rules"] = rules_json(family.rules);
  if (!family.unasked.empty()) object["unasked"] = family.unasked;
  object["weights_at"] = family.weights_at;
  object["start"] = family.start;
  object["disputed"] = family.disputed;
}

}  // namespace

// One fact is an object, any other number of them an array.
Json facts_json(const std::vector<FactValue>& facts) {
  Json all = Json::array();
  for (const FactValue& fact : facts) {
    Json object;
    object["id"] = fact.id;
    object["value"] = json_value(fact.value);
    object["title"] = fact.title;
    object["text"] = fact.text;
    if (fact.error) object["error"] = *fact.error;
    all.push_back(std::move(object));
  }
  if (all.size() != 1) return all;
  Json single = std::move(all.front());
  return single;
}

Json changes_json(const std::vector<Change>& changes) {
  Json all = Json::array();
  for (const Change& change : changes) {
    Json object;
    object["need_id"] = change.need_id;
    object["key"] = change.key;
    object["from"] = json_value(change.from);
    object["to"] = json_value(change.to);
    all.push_back(std::move(object));
  }
  return all;
}

Json policy_json(const PolicyNote& policy) {
  Json object;
  object["title"] = policy.title;
  object["file"] = policy.file;
  object["exception"] = nullptr;
  if (!policy.exception) return object;
  Json exception;
  exception["approver"] = policy.exception->approver;
  exception["reason"] = policy.exception->reason;
  exception["expires"] = policy.exception->expires;
  object["exception"] = std::move(exception);
  return object;
}

Json question_json(const Question& question) {
  Json object;
  object["need_id"] = question.need_id.empty() ? Json(nullptr) : Json(question.need_id);
  object["fact"] = question.fact;
  object["text"] = question.text;
  return object;
}

Json conflicts_json(const std::vector<Conflict>& conflicts, bool name_facts) {
  Json all = Json::array();
  for (const Conflict& conflict : conflicts) {
    Json object;
    object["source"] = conflict.source;
    object["value"] = json_value(conflict.value);
    if (name_facts) object["fact"] = conflict.fact;
    object["text"] = conflict.text;
    all.push_back(std::move(object));
  }
  return all;
}

Json rules_json(const std::vector<RuleNote>& rules) {
  Json all = Json::array();
  for (const RuleNote& rule : rules) {
    Json object;
    object["id"] = rule.id;
    object["effect"] = rule.effect;
    object["because"] = rule.because;
    all.push_back(std::move(object));
  }
  return all;
}

Json json_of(const Ranking& ranking, const Style& style) {
  constexpr std::size_t depth = 2;  // of a family in the document
  Json object =
      document("shortlist/rank/1", {ranking.profile_title, ranking.profile_file,
                                    ranking.rule_base_title, ranking.rule_base_fingerprint});
  object["weights"] = Json::object();
  for (const auto& [need, weight] : ranking.weights) object["weights"][need] = weight;
  Json ranked = Json::array();
  for (const RankedFamily& family : shown(ranking, style))
    ranked.push_back(written(json_of(family), depth));
  object["ranking"] = std::move(ranked);
  Json excluded = Json::array();
  for (const ExcludedFamily& family : ranking.excluded)
    excluded.push_back(written(json_of(family), depth));
  object["excluded"] = std::move(excluded);
  object["reweighed"] = rules_json(ranking.reweighed);
  if (ranking.by_variant) object["alternatives"] = "variants";
  object["clear_winner"] = ranking.clear_winner;
  object["first_place"] = json_of(ranking.first_place);
  return object;
}

Json json_of(const std::optional<FirstPlace>& place) {
  if (!place) return nullptr;
  Json object;
  object["level"] = place->level;
  object["weights"] = or_null(place->weights);
  object["unknown_facts"] = place->unknown_facts;
  object["both"] = or_null(place->both);
  object["once_verified"] = place->once_verified;
  return object;
}

Json json_of(const RankedFamily& family) {
  Json object;
  object["rank"] = family.rank;
  object["family"] = family.family;
  object["name"] = family.name;
  object["variant"] = or_null(family.variant);
  object["quantisation"] = or_null(family.quantisation);
  object["status"] = id(family.status);
  object["score"] = family.score;
  object["score_low"] = family.score_low;
  object["score_high"] = family.score_high;
  object["rank_best"] = family.rank_best;
  object["rank_worst"] = family.rank_worst;
  object["criteria"] = criteria(family);
  add_notes(object, family);
  return object;
}

Json failure_json(const FailedMust& failure) {
  Json object;
  object["need_id"] = or_null(failure.need_id);
  object["rule"] = or_null(failure.rule);
  object["need"] = json_value(failure.need);
  object["fact"] = facts_json(failure.facts);
  object["reason"] = failure.reason;
  if (failure.by_default) object["by_default"] = true;
  return object;
}

Json json_of(const ExcludedFamily& excluded) {
  const RankedFamily& family = excluded.standing;
  Json object;
  object["family"] = family.family;
  object["name"] = family.name;
  object["variant"] = or_null(family.variant);
  Json failures = Json::array();
  for (const FailedMust& failure : excluded.failures) failures.push_back(failure_json(failure));
  object["failures"] = std::move(failures);
  object["relaxation"] = excluded.relaxation ? changes_json(*excluded.relaxation) : Json(nullptr);
  object["readmitted"] = or_null(excluded.readmitted);
  object["quantisation"] = or_null(family.quantisation);
  object["status"] = id(family.status);
  object["score"] = family.score;
  object["score_low"] = family.score_low;
  object["score_high"] = family.score_high;
  object["criteria"] = criteria(family);
  add_notes(object, family);
  return object;
}

}  // namespace shortlist::reporting
