#include "schema/need.hpp"

#include "model/licence.hpp"
#include "model/use.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::schema {

namespace {

using model::Criterion;
using model::FactType;
using model::Kind;
using model::RuleBase;

struct Help {
  std::string_view key;
  std::string_view words;
};

constexpr std::array helps{
    Help{"at_least", "The least that meets the need."},
    Help{"at_most", "The most that meets the need."},
    Help{"aim", "Where more, or less, is worth no more; the bound where it is not stated."},
    Help{"languages", "The languages that it is asked in: the weakest decides."},
    Help{"benchmark", "Which benchmark the score is read from; the first of these by default."},
    Help{"all_of", "Each of these is needed."},
    Help{"any_of", "One of these is enough."},
    Help{"strong", "In each of these it has to be strong."},
    Help{"count", "How many there are to be."},
    Help{"one_of", "One of these it has to be."},
    Help{"none_of", "None of these it may be."},
    Help{"is", "Whether it has to be so, or must not be; true by default."},
    Help{"allow", "Licences that are accepted: ids, classes or @sets, and no others."},
    Help{"deny", "Licences that are not accepted: ids, classes or @sets."},
    Help{"classes", "The classes of which a licence has to have one."},
    Help{"refuse", "Obligations that are not accepted."},
    Help{"extended", "Whether what stretching reaches counts too."},
    Help{"device", "What it is to run on: a device of the rule base, or this-machine."},
    Help{"memory", "Installed memory, in place of a device."},
    Help{"kind", "What the memory belongs to."},
    Help{"context", "Tokens that each sequence takes; by default what the need of context asks."},
    Help{"sequences", "How many are answered at a time; 1 by default."},
    Help{"kv", "The type of the KV cache; f16 by default."},
    Help{"kv_values", "That of its values, where it is another."},
    Help{"quantisations",
         "The quantisations that are accepted; all that the runtime knows by default."},
    Help{"min_quantisation", "The one of the least quality that is accepted."},
    Help{"aim_quantisation",
         "The one beyond whose quality more is worth no more; q4_k_m by default."},
    Help{"runtime", "What runs it; llama.cpp by default."},
    Help{"batch", "Tokens that a prompt is read by; 512 by default."},
    Help{"flash", "Whether attention keeps no whole matrix; true by default."},
    Help{"reserve", "Memory that other programs hold."},
    Help{"offload_experts", "Main memory that experts may stand in."},
    Help{"bandwidth_gb_s", "Of the memory, where no device is named."},
    Help{"min_tokens_per_s", "Tokens a second that each sequence has to get."},
    Help{"min_total_tokens_per_s", "Tokens a second of all sequences together."},
    Help{"max_first_token_s", "Seconds until the first token, at most."},
    Help{"prompt", "Tokens of the prompt that max_first_token_s is for."},
    Help{"max_price_usd", "The most the devices may cost, in USD."},
    Help{"max_power_w", "The most the devices may draw, in watts."},
    Help{"weight", "What it counts beside the others, from nothing to the aim."},
};

std::string_view help(std::string_view key) {
  const auto* const found =
      std::find_if(helps.begin(), helps.end(), [&](const Help& each) { return each.key == key; });
  return found == helps.end() ? std::string_view() : found->words;
}

Json number(double least) { return object({{"type", "number"}, {"minimum", least}}); }

// A number of the device need: whole, or with a suffix.
Json counted(bool whole) {
  Json plain = object({{"type", whole ? "integer" : "number"}, {"minimum", whole ? 1 : 0}});
  const Json text = object({{"type", "string"}, {"allOf", std::vector<Json>{refer("number")}}});
  return object({{"anyOf", std::vector<Json>{std::move(plain), text}}});
}

// The bound of a fact: a number, memory, a date or a level.
Json bound(const model::Fact& fact) {
  switch (fact.type) {
    case FactType::date:
      return refer("date");
    case FactType::level:
      return one_of(fact.levels);
    default:
      return refer(fact.unit == model::Unit::bytes ? "memory" : "number");
  }
}

std::vector<std::string> licence_words(const RuleBase& rules) {
  std::vector<std::string> words = model::licence_classes();
  for (const model::NamedSet& set : rules.vocabulary.sets) {
    const bool of_licences = std::any_of(set.items.begin(), set.items.end(), [&](const auto& item) {
      return rules.find_licence(item.text) >= 0;
    });
    if (of_licences) words.push_back("@" + set.id);
  }
  for (const model::Licence& licence : rules.licences) {
    words.push_back(licence.id);
    if (!licence.hub_id.empty()) words.push_back(licence.hub_id);
  }
  return words;
}

std::vector<std::string> obligations(const RuleBase& rules) {
  std::vector<std::string> words;
  for (const model::Licence& licence : rules.licences)
    for (const model::Obligation& each : licence.obligations) words.push_back(each.id);
  std::sort(words.begin(), words.end());
  return words;
}

Json device_value(const RuleBase& rules, std::string_view key) {
  static const std::vector<std::string> kv_types{"f16", "q8_0", "q4_0", "fp8"};
  if (key == "device") {
    std::vector<std::string> names = names_of(rules.devices);
    names.emplace_back("this-machine");
    return one_of(names);
  }
  if (key == "memory" || key == "reserve" || key == "offload_experts") return refer("memory");
  if (key == "kind") return one_of(kinds_of_device());
  if (key == "kv" || key == "kv_values") return one_of(kv_types);
  if (key == "quantisations") return list_of(one_of(ids_of(rules.quantisations)));
  if (key.ends_with("_quantisation")) return one_of(ids_of(rules.quantisations));
  if (key == "runtime") return one_of(ids_of(rules.runtimes));
  const bool whole =
      key == "count" || key == "sequences" || key == "batch" || key == "context" || key == "prompt";
  return counted(whole);
}

std::vector<std::string> languages_of(const Criterion& criterion) {
  std::vector<std::string> words;
  for (const model::Benchmark& benchmark : criterion.benchmarks)
    for (const auto& [language, fact] : benchmark.languages) words.push_back(language.text);
  return words;
}

Json value_of(const RuleBase& rules, const Criterion& criterion, const model::KeyEntry& key,
              Json& definitions) {
  if (key.name == "level" || key.name == "because") return refer(key.name);
  if (key.name == "weight") return number(0);
  if (key.form == model::KeyForm::flag) return object({{"type", "boolean"}});
  if (criterion.kind == Kind::device) return device_value(rules, key.name);
  if (key.name == "count") return refer("number");
  if (key.name == "benchmark") {
    return one_of(ids_of(criterion.benchmarks));
  }
  if (key.name == "languages") return list_of(proposed(languages_of(criterion)));
  if (key.name == "classes") return list_of(one_of(model::licence_classes()));
  if (key.name == "refuse") return list_of(proposed(obligations(rules)));
  if (key.name == "allow" || key.name == "deny") return list_of(proposed(licence_words(rules)));
  if (key.form == model::KeyForm::list) {
    const auto fact = key.name == "strong" ? criterion.strong_fact : criterion.fact;
    return list_of(items_of(rules, fact, definitions));
  }
  if (criterion.by_language())
    return object({{"type", "number"}, {"minimum", 0}, {"maximum", 100}});
  return bound(rules.vocabulary.facts[static_cast<std::size_t>(criterion.fact)]);
}

// The keys of which one has to be there; empty: none has to.
std::vector<std::string> needed(const Criterion& criterion) {
  switch (criterion.kind) {
    case Kind::at_least:
    case Kind::ladder:
      return {"at_least"};
    case Kind::at_most:
      return {"at_most"};
    case Kind::range:
      return {"at_least", "at_most"};
    case Kind::coverage: {
      std::vector<std::string> keys{"all_of", "any_of"};
      if (criterion.strong_fact >= 0) keys.emplace_back("strong");
      if (criterion.count_fact >= 0) keys.emplace_back("count");
      return keys;
    }
    case Kind::one_of:
      return {"one_of", "none_of"};
    case Kind::device:
      return {"device", "memory"};
    case Kind::curve:
      if (criterion.by_language()) return {"languages"};
      break;
    case Kind::flag:
    case Kind::licence:
      break;
  }
  return {};
}

// What holds of some keys beside all that holds of the table. Tombi asks for the second member.
Json beside(std::initializer_list<std::pair<std::string_view, Json>> properties) {
  return object({{"properties", object(properties)}, {"additionalProperties", true}});
}

}  // namespace

Json need(const RuleBase& rules, const Criterion& criterion, NeedOf file, Json& definitions) {
  Json properties = Json::object();
  for (const model::KeyEntry& key : model::keys_of(rules, criterion)) {
    if (file == NeedOf::policy && (key.name == "level" || key.name == "weight")) continue;
    Json value = value_of(rules, criterion, key, definitions);
    if (const auto words = help(key.name); !words.empty()) value.add("description", words);
    properties.add(key.name, std::move(value));
  }
  const std::vector<std::string> keys = needed(criterion);
  Json made = table(std::move(properties), keys.size() == 1 ? keys : std::vector<std::string>());
  made.add("title", criterion.title);
  std::vector<Json> one;
  one.reserve(keys.size());
  for (const std::string& key : keys) one.push_back(stating(key));
  // A device is named or its memory stated, not both.
  if (keys.size() > 1) made.add(criterion.kind == Kind::device ? "oneOf" : "anyOf", one);
  if (criterion.kind == Kind::device)
    made.add("dependentSchemas",
             object({{"device", beside({{"kind", false}, {"bandwidth_gb_s", false}})}}));
  if (criterion.kind == Kind::curve && file == NeedOf::profile) {
    // A must on a score needs a gate.
    std::vector<Json> gates{stating("at_least")};
    if (!criterion.by_language()) gates.push_back(stating("at_most"));
    Json must = beside({{"level", object({{"const", "must"}})}});
    must.add("required", std::vector<std::string>{"level"});
    made.add("if", std::move(must));
    made.add("then", object({{"anyOf", gates}, {"additionalProperties", true}}));
  }
  return made;
}

Json needs(const RuleBase& rules, NeedOf file, Json& definitions) {
  Json properties = Json::object();
  for (const Criterion& criterion : rules.criteria) {
    if (file == NeedOf::policy && criterion.kind == Kind::device) continue;
    const std::string name = "need." + criterion.id;
    Json one_need = need(rules, criterion, file, definitions);
    definitions.add(name, std::move(one_need));
    const Json one = refer(name);
    const Json several = object({{"type", "array"}, {"minItems", 1}, {"items", one}});
    properties.add(criterion.id, object({{"title", criterion.title},
                                         {"if", object({{"type", "array"}})},
                                         {"then", several},
                                         {"else", one}}));
  }
  Json made = table(std::move(properties));
  made.add("minProperties", 1);
  return made;
}

}  // namespace shortlist::schema
