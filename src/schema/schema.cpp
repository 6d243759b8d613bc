#include "shortlist/schema.hpp"

#include "model/catalogue.hpp"
#include "model/use.hpp"
#include "report/json_value.hpp"
#include "schema/need.hpp"
#include "schema/rules.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist {

namespace schema {

namespace {

constexpr std::string_view dialect = "https://json-schema.org/draft/2020-12/schema";

std::string_view use_help(model::UseKey key) {
  static constexpr std::array<std::string_view, model::use_key_count> words{
      "Whether it is used for business.",
      "Users a month of the product it is part of.",
      "Revenue a year, in USD.",
      "Revenue a month, in USD.",
      "Where it is used: countries, or sets of them such as EU.",
      "Where the one who uses it is established.",
      "The trade it is used in.",
      "What it is used for.",
      "Whether its weights are passed on.",
      "Whether models derived from it are published.",
      "Whether it is offered to others as a service.",
      "Whether other models are trained on what it answers.",
      "Whether the one who uses it is a nonprofit.",
  };
  return words[static_cast<std::size_t>(key)];
}

Json use_value(const model::RuleBase& rules, const model::UseKeyInfo& key, Json& definitions) {
  switch (key.type) {
    case model::UseType::flag:
      return object({{"type", "boolean"}});
    case model::UseType::number:
      return refer("number");
    case model::UseType::region:
      return region(rules, definitions);
    case model::UseType::regions:
      return list_of(region(rules, definitions));
    case model::UseType::purposes: {
      const auto* const purposes = rules.vocabulary.find_set("purposes");
      std::vector<std::string> words;
      if (purposes != nullptr)
        for (const model::Item& item : purposes->items) words.push_back(item.text);
      return list_of(purposes == nullptr ? proposed({}) : one_of(words));
    }
    case model::UseType::text:
      break;
  }
  return object({{"type", "string"}});
}

Json use(const model::RuleBase& rules, Json& definitions) {
  Json properties = Json::object();
  for (const model::UseKeyInfo& key : model::use_keys()) {
    Json value = use_value(rules, key, definitions);
    value.add("description", use_help(key.key));
    properties.add(key.id, std::move(value));
  }
  Json made = table(std::move(properties));
  made.add("description",
           "What licence terms and rules read of the use. What is left out is unknown, not false.");
  return made;
}

Json profile(const model::RuleBase& rules, Json& definitions) {
  Json order =
      object({{"type", "array"}, {"minItems", 1}, {"items", proposed(ids_of(rules.criteria))}});
  order.add("description",
            "Needs by importance, in place of weights: the first matters most (rank-order centroid "
            "weights); those not named weigh nothing.");
  return table(object({{"schema", version()},
                       {"title", text("What the profile is called where it is shown.")},
                       {"order", std::move(order)},
                       {"use", use(rules, definitions)},
                       {"need", needs(rules, NeedOf::profile, definitions)}}),
               {"schema"});
}

Json policy(const model::RuleBase& rules, Json& definitions) {
  const Json exception =
      table(object({{"family", proposed(names_of(rules.families))},
                    {"variant", text("The id or name of a model.")},
                    {"needs", words("The needs that are waived; all by default.")},
                    {"approver", text("Who allowed it.")},
                    {"reason", text("Why.")},
                    {"expires", refer("date", "The last day it counts.")}}),
            {"approver", "reason", "expires"});
  Json exceptions = object({{"type", "array"}, {"items", exception}});
  exceptions.add("description", "Who need not meet it, by whose leave, why and how long.");
  return table(object({{"schema", version()},
                       {"title", text("What the policy is called where it is shown.")},
                       {"need", needs(rules, NeedOf::policy, definitions)},
                       {"exception", std::move(exceptions)}}),
               {"schema", "need"});
}

Json cases(const model::RuleBase& rules, Json& definitions) {
  Json profile_of_rules = profile(rules, definitions);
  definitions.add("profile", std::move(profile_of_rules));
  const Json families = object({{"type", "array"},
                                {"items", object({{"type", "string"}})},
                                {"description", "Families by id, name or alias."}});
  const auto by_need = [](Json value) {
    return object({{"type", "object"}, {"minProperties", 1}, {"additionalProperties", value}});
  };
  const Json verdict = one_of({"met", "partly", "unmet", "unknown"});
  const Json share = object({{"type", "number"}, {"minimum", 0}, {"maximum", 1}});
  Json score = table(object({{"at_least", share}, {"at_most", share}}));
  score.add("minProperties", 1);
  const Json reason = object({{"type", "string"}, {"minLength", 1}});
  const auto by_family = [](std::string_view description, Json value) {
    return object({{"type", "object"},
                   {"description", description},
                   {"additionalProperties", std::move(value)}});
  };
  const Json expected = table(
      object({{"first", text("The family that is first.")},
              {"ranking", families},
              {"qualified", families},
              {"to_verify", families},
              {"excluded", families},
              {"verdict", by_family("By family, by need.", by_need(verdict))},
              {"reason", by_family("By family, by need: words of its text.", by_need(reason))},
              {"score", by_family("By family, from 0 to 1.", std::move(score))}}));
  const Json stated =
      object({{"anyOf", std::vector<Json>{text("The path of a profile."), refer("profile")}}});
  const Json one = table(
      object({{"name", text("What the case shows.")},
              {"profile", stated},
              {"only", words("Families that are ranked; all by default.")},
              {"unknown", one_of({"low", "mid", "high"})},
              {"rules", words("Folders of rule bases to judge it by, in place of the one loaded.")},
              {"trust", words("Sources to believe first.")},
              {"only_source", words("Sources to believe and no others.")},
              {"expect", expected}}),
      {"name", "profile", "expect"});
  return table(object({{"schema", version()},
                       {"case", object({{"type", "array"}, {"minItems", 1}, {"items", one}})}}),
               {"schema", "case"});
}

}  // namespace

}  // namespace schema

std::string json_schema(const RuleBase& rule_base, SchemaOf file) {
  using schema::Json;
  const model::RuleBase& rules = rule_base.catalogue().rules();
  Json definitions = schema::value_definitions();
  Json body;
  std::string what;
  switch (file) {
    case SchemaOf::profile:
      body = schema::profile(rules, definitions);
      what = "A requirement profile";
      break;
    case SchemaOf::policy:
      body = schema::policy(rules, definitions);
      what = "A policy";
      break;
    case SchemaOf::rules:
      body = schema::rules_file(rules, definitions);
      what = "A file of a rule base";
      break;
    case SchemaOf::cases:
      body = schema::cases(rules, definitions);
      what = "Cases of a rule base";
      break;
  }
  Json document = Json::object();
  document.add("$schema", schema::dialect);
  document.add("title", what + ", by the rule base \"" + rules.title + "\"");
  for (auto& [key, value] : body.items()) document.add(key, std::move(value));
  document.add("$defs", std::move(definitions));
  return reporting::json_text(document);
}

}  // namespace shortlist
