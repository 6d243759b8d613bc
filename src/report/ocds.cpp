// OCDS 1.1 (Open Contracting Partnership), with the extensions for requirements, award criteria and
// bids. A need is a criterion with one group of one requirement of the same id; a bound that is a
// number is its minValue or maxValue, yes and no its expectedValue, anything else the expectedValue
// as TOML has it, which src/import/requirements.cpp reads back. A family is a bid: it responds to
// each need with its fact.

#include "base/quantity.hpp"
#include "report/exchange.hpp"
#include "report/words.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::reporting {

namespace {

std::optional<double> number_of(const Datum& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  const auto* const text = std::get_if<std::string>(&value);
  return text == nullptr ? std::nullopt : parse_number(*text);
}

// "all_of = ["zh", "en"], strong = ["zh"]": keys as TOML has them between braces, which JSON's
// values are too.
std::string words_of(const Record& keys) {
  std::string words;
  for (const auto& [key, value] : keys) {
    words.append(words.empty() ? "" : ", ").append(key).append(" = ");
    append_compact(json_value(value), words);
  }
  return words;
}

Json requirement_of(const NeedResult& need) {
  Json requirement;
  requirement["id"] = need.need_id;
  requirement["title"] = need.title;
  Record rest;  // what is no bound
  for (const auto& [key, value] : need.need) {
    const auto number = number_of(value);
    if (key == "at_least" && number)
      requirement["minValue"] = *number;
    else if (key == "at_most" && number)
      requirement["maxValue"] = *number;
    else if (key != "level" && key != "weight" && key != "because")
      rest.emplace_back(key, value);
  }
  const bool bounded = requirement.contains("minValue") || requirement.contains("maxValue");
  requirement["dataType"] = bounded ? "number" : "string";
  if (rest.size() == 1 && rest.front().first == "is") {
    requirement["dataType"] = "boolean";
    requirement["expectedValue"] = json_value(rest.front().second);
  } else if (!rest.empty()) {
    requirement[bounded ? "description" : "expectedValue"] = words_of(rest);
  }
  return requirement;
}

Json criterion_of(const NeedResult& need) {
  Json criterion;
  criterion["id"] = need.need_id;
  criterion["title"] = need.title;
  if (!need.because.empty()) criterion["description"] = need.because;
  Json group;
  group["id"] = need.need_id + ".group";
  group["description"] = need.must ? "must" : "should";
  group["requirements"].push_back(requirement_of(need));
  criterion["requirementGroups"].push_back(std::move(group));
  return criterion;
}

Json award_criterion_of(const NeedResult& need) {
  Json criterion;
  criterion["type"] = "quality";
  criterion["name"] = need.need_id;
  Json number;
  number["number"] = need.weight * 100;
  number["weight"] = "percentageExact";
  criterion["numbers"].push_back(std::move(number));
  return criterion;
}

Json response_of(const RankedFamily& family, const NeedResult& need) {
  Json response;
  response["id"] = family.family + "." + need.need_id;
  response["title"] = std::string(word(need.verdict));
  response["description"] = need.reason;
  Json value = nullptr;
  if (!need.facts.empty()) {
    const FactValue& fact = need.facts.front();
    const bool plain =
        std::holds_alternative<double>(fact.value) || std::holds_alternative<bool>(fact.value);
    const bool known = !std::holds_alternative<std::monostate>(fact.value);
    value = plain ? json_value(fact.value) : known ? Json(fact.text) : Json(nullptr);
  }
  response["value"] = std::move(value);
  response["requirement"]["id"] = need.need_id;
  response["requirement"]["title"] = need.title;
  return response;
}

Json bid_of(const RankedFamily& family) {
  Json bid;
  bid["id"] = family.family;
  bid["status"] = family.status == Status::excluded ? "disqualified" : "valid";
  Json tenderer;
  tenderer["id"] = family.family;
  tenderer["name"] = family.name;
  bid["tenderers"].push_back(std::move(tenderer));
  bid["requirementResponses"] = Json::array();
  for (const NeedResult& need : family.criteria)
    bid["requirementResponses"].push_back(response_of(family, need));
  Json& own = bid["shortlist"];
  own["rank"] = family.rank > 0 ? Json(family.rank) : Json(nullptr);
  own["status"] = id(family.status);
  own["variant"] = or_null(family.variant);
  own["score"] = family.score;
  own["score_low"] = family.score_low;
  own["score_high"] = family.score_high;
  return bid;
}

}  // namespace

Json ocds(const Ranking& ranking, const RuleBase& rule_base) {
  const RankedFamily* const any = !ranking.ranking.empty()    ? &ranking.ranking.front()
                                  : !ranking.excluded.empty() ? &ranking.excluded.front().standing
                                                              : nullptr;
  Json tender;
  tender["title"] = ranking.profile_title;
  tender["criteria"] = Json::array();
  Json lot;
  lot["id"] = "1";
  lot["awardCriteria"]["criteria"] = Json::array();
  if (any != nullptr)
    for (const NeedResult& need : any->criteria) {
      tender["criteria"].push_back(criterion_of(need));
      lot["awardCriteria"]["criteria"].push_back(award_criterion_of(need));
    }
  tender["lots"].push_back(std::move(lot));
  Json bids = Json::array();
  for (const RankedFamily& family : ranking.ranking) bids.push_back(bid_of(family));
  for (const ExcludedFamily& family : ranking.excluded) bids.push_back(bid_of(family.standing));
  const std::string uuid =
      uuid_of(ranking.rule_base_fingerprint.text() + json_text(tender) + json_text(bids));
  Json document;
  document["ocid"] = "shortlist-" + uuid;
  document["id"] = uuid;
  document["date"] = rule_base.as_of() + "T00:00:00Z";
  document["tag"] = std::vector<std::string>{"tender"};
  document["initiationType"] = "tender";
  document["language"] = "en";
  document["tender"]["id"] = uuid;
  for (const auto& [key, value] : tender.items()) document["tender"][key] = value;
  document["bids"]["details"] = std::move(bids);
  return document;
}

}  // namespace shortlist::reporting
