// CycloneDX 1.6 (ECMA-424): the first family of a ranking as a component of a bill of materials. A
// fact stands in it only where a need reads it: a document says no more than was judged.

#include "report/exchange.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::reporting {

namespace {

const Datum* find(const Record& record, std::string_view key) {
  const auto found = std::find_if(record.begin(), record.end(),
                                  [&](const auto& entry) { return entry.first == key; });
  return found == record.end() ? nullptr : &found->second;
}

// Ids of the criteria of one kind.
std::vector<std::string> criteria_of_kind(const RuleBase& rule_base, std::string_view kind) {
  std::vector<std::string> ids;
  const auto criteria = list(rule_base, "criteria");
  if (!criteria) return ids;
  for (const Record& each : criteria->items) {
    const Datum* const its = find(each, "kind");
    const auto* const word = its == nullptr ? nullptr : std::get_if<std::string>(its);
    if (word != nullptr && *word == kind) ids.push_back(std::get<std::string>(*find(each, "id")));
  }
  return ids;
}

bool among(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

Json property(const std::string& name, std::string value) {
  Json object;
  object["name"] = "shortlist:" + name;
  object["value"] = std::move(value);
  return object;
}

// An SPDX id, or a name for what SPDX does not list. Each once.
void add_licences(const Datum& value, Json& licences) {
  const auto* const set = std::get_if<Items>(&value);
  if (set == nullptr) return;
  for (const std::string& id : set->items) {
    Json licence;
    licence["license"][id.starts_with("LicenseRef-") ? "name" : "id"] = id;
    if (std::find(licences.begin(), licences.end(), licence) == licences.end())
      licences.push_back(std::move(licence));
  }
}

// What the needs read, by where it goes.
struct Card {
  Json licences = Json::array();
  Json other_licences = Json::array();  // of sources that say otherwise
  Json metrics = Json::array();
  Json properties = Json::array();
};

Card read_needs(const RankedFamily& family, const RuleBase& rule_base) {
  const auto licence = criteria_of_kind(rule_base, "licence");
  const auto curve = criteria_of_kind(rule_base, "curve");
  Card card;
  for (const NeedResult& need : family.criteria) {
    if (among(licence, need.criterion)) {
      for (const FactValue& fact : need.facts) add_licences(fact.value, card.licences);
      for (const Conflict& other : need.conflicts) add_licences(other.value, card.other_licences);
    } else if (among(curve, need.criterion)) {
      for (const FactValue& fact : need.facts) {
        if (!std::holds_alternative<double>(fact.value)) continue;
        Json metric;
        metric["type"] = fact.title;
        metric["value"] = datum_text(fact.value);
        card.metrics.push_back(std::move(metric));
      }
    }
    std::string said = std::string(word(need.verdict)) + ": " + need.reason;
    for (const std::string& source : need.sources)
      said += (source == need.sources.front() ? " [" : ", ") + source;
    card.properties.push_back(
        property("need:" + need.need_id, need.sources.empty() ? said : said + "]"));
  }
  return card;
}

Json limitations_of(const RankedFamily& family) {
  Json all = family.warnings;
  for (const Question& question : family.questions)
    all.push_back("no source states: " + question.text);
  return all;
}

Json component_of(const RankedFamily& family, const RuleBase& rule_base) {
  Card card = read_needs(family, rule_base);
  Json component;
  component["type"] = "machine-learning-model";
  component["bom-ref"] = family.variant ? family.family + "/" + *family.variant : family.family;
  component["group"] = family.name;
  component["name"] = family.variant ? family.variant_name : family.name;
  if (!card.licences.empty()) component["licenses"] = std::move(card.licences);
  if (!card.other_licences.empty())
    component["evidence"]["licenses"] = std::move(card.other_licences);
  Json model;
  if (!card.metrics.empty())
    model["quantitativeAnalysis"]["performanceMetrics"] = std::move(card.metrics);
  Json limitations = limitations_of(family);
  if (!limitations.empty()) model["considerations"]["technicalLimitations"] = limitations;
  model["properties"] = std::move(card.properties);
  component["modelCard"] = std::move(model);
  Json properties = Json::array();
  properties.push_back(property("status", std::string(id(family.status))));
  for (const auto& [name, score] :
       {std::pair{"score", family.score}, std::pair{"score_low", family.score_low},
        std::pair{"score_high", family.score_high}}) {
    std::string text;
    append_number(score, text);
    properties.push_back(property(name, std::move(text)));
  }
  if (family.quantisation) properties.push_back(property("quantisation", *family.quantisation));
  for (const std::string& obligation : family.obligations)
    properties.push_back(property("obligation", obligation));
  for (const std::string& place : family.weights_at)
    properties.push_back(property("weights_at", place));
  component["properties"] = std::move(properties);
  return component;
}

}  // namespace

Json cyclonedx(const Ranking& ranking, const RuleBase& rule_base) {
  Json document;
  document["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json";
  document["bomFormat"] = "CycloneDX";
  document["specVersion"] = "1.6";
  Json components = Json::array();
  if (!ranking.ranking.empty())
    components.push_back(component_of(ranking.ranking.front(), rule_base));
  document["serialNumber"] = "urn:uuid:" + uuid_of(ranking.rule_base_fingerprint.text() +
                                                   ranking.profile_title + json_text(components));
  document["version"] = 1;
  Json tool;
  tool["type"] = "application";
  tool["name"] = "shortlist";
  document["metadata"]["tools"]["components"].push_back(std::move(tool));
  Json properties = Json::array();
  properties.push_back(property("profile", ranking.profile_title));
  properties.push_back(property("rule_base", ranking.rule_base_title));
  properties.push_back(property("rule_base_fingerprint", ranking.rule_base_fingerprint.text()));
  document["metadata"]["properties"] = std::move(properties);
  document["components"] = std::move(components);
  return document;
}

}  // namespace shortlist::reporting
