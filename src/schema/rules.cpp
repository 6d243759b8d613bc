#include "schema/rules.hpp"

#include "base/geometry_keys.hpp"
#include "model/licence.hpp"
#include "model/use.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::schema {

namespace {

using model::FactType;
using model::RuleBase;

Json flag(std::string_view description) {
  return object({{"type", "boolean"}, {"description", description}});
}

// A number from `least` to `most`, or text with a suffix, of which only loading knows the size.
Json between(double least, double most, std::string_view description) {
  const Json plain = object({{"type", "number"}, {"minimum", least}, {"maximum", most}});
  const Json suffixed = object({{"type", "string"}, {"allOf", std::vector<Json>{refer("number")}}});
  return object({{"anyOf", std::vector<Json>{plain, suffixed}}, {"description", description}});
}

Json bytes(std::string_view description) {
  const Json plain = object({{"type", "number"}, {"minimum", 0}});
  return object(
      {{"anyOf", std::vector<Json>{refer("memory"), plain}}, {"description", description}});
}

Json tables(Json one, std::string_view description) {
  return object({{"type", "array"}, {"items", std::move(one)}, {"description", description}});
}

// A table whose keys are the data's own.
Json table_of(Json value, std::string_view description) {
  return object({{"type", "object"},
                 {"additionalProperties", std::move(value)},
                 {"description", description}});
}

Json id(std::string_view description = "Unique among its kind; compares without case.") {
  return object({{"type", "string"},
                 {"pattern", "^[A-Za-z0-9][A-Za-z0-9._-]*$"},
                 {"description", description}});
}

// The value of a fact, as a claim states it.
Json claimed(const RuleBase& rules, std::size_t index, Json& definitions) {
  const model::Fact& fact = rules.vocabulary.facts[index];
  switch (fact.type) {
    case FactType::number: {
      const Json number = fact.unit == model::Unit::bytes ? bytes("Bytes, or memory with its unit.")
                                                          : refer("number");
      Json measured = table(
          object({{"value", number}, {"error", between(0, 1e18, "One standard error of it.")}}),
          {"value", "error"});
      return object({{"anyOf", std::vector<Json>{number, std::move(measured)}}});
    }
    case FactType::date:
      return refer("date");
    case FactType::level:
      return one_of(fact.levels);
    case FactType::flag:
      return object({{"type", "boolean"}});
    case FactType::text:
      return text();
    case FactType::set:
      break;
  }
  const Json items =
      object({{"type", "array"}, {"items", items_of(rules, static_cast<int>(index), definitions)}});
  const Json open = table(object({{"includes", list_of(text())}}), {"includes"});
  return object({{"description",
                  "A plain list is complete; { includes = [...] } may hold more that is unknown."},
                 {"anyOf", std::vector<Json>{items, open}}});
}

Json claims(const RuleBase& rules, Json& definitions) {
  Json properties = Json::object();
  const auto& facts = rules.vocabulary.facts;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].derived != model::Derived::none) continue;
    Json value = claimed(rules, i, definitions);
    value.add("title", facts[i].title);
    properties.add(facts[i].id, std::move(value));
  }
  return table(std::move(properties));
}

Json condition() {
  const Json several = object({{"type", "array"}, {"minItems", 1}, {"items", refer("condition")}});
  const Json any(true);
  std::vector<std::string> uses;
  for (const model::UseKeyInfo& key : model::use_keys()) uses.emplace_back(key.id);
  Json made =
      table(object({{"fact", text("The id of a fact.")},
                    {"use", one_of(uses)},
                    {"need", text("The id of a criterion: whether a need of it is stated.")},
                    {"all", several},
                    {"any", several},
                    {"not", refer("condition")},
                    {"at_least", any},
                    {"at_most", any},
                    {"is", any},
                    {"one_of", list_of(text())},
                    {"none_of", list_of(text())},
                    {"includes", list_of(text())},
                    {"stated", flag("Whether there is anything to compare.")}}));
  std::vector<Json> one;
  one.reserve(6);
  for (const char* const key : {"fact", "use", "need", "all", "any", "not"})
    one.push_back(stating(key));
  made.add("oneOf", one);
  made.add("description",
           "Exactly one of fact, use, need, all, any and not, and what it compares.");
  return made;
}

// A share, or the two that it lies between; or by kind of model.
Json efficiency() {
  const auto interval = [](double least, double most) {
    const Json number = object({{"type", "number"}, {"minimum", least}, {"maximum", most}});
    return object(
        {{"anyOf",
          std::vector<Json>{
              number,
              object({{"type", "array"}, {"items", number}, {"minItems", 2}, {"maxItems", 2}})}}});
  };
  const Json share = interval(1e-6, 1);
  const Json by_kind = table(object(
      {{"dense", share}, {"mixture", share}, {"compute", share}, {"token_ms", interval(0, 1e6)}}));
  return object({{"description",
                  "The share of its bandwidth that a device reaches: a number, or "
                  "[low, high], or for dense models and mixtures apart."},
                 {"anyOf", std::vector<Json>{share, by_kind}}});
}

Json by_device_kind(const Json& value) {
  Json properties = Json::object();
  for (const std::string& kind : kinds_of_device()) properties.add(kind, value);
  return table(std::move(properties));
}

Json header() {
  const Json share = object({{"type", "number"}, {"minimum", 0}, {"maximum", 1}});
  Json point_list = object({{"type", "array"}, {"minItems", 1}});
  point_list.add("items", object({{"type", "array"}, {"minItems", 2}, {"maxItems", 2}}));
  Json usable = by_device_kind(object({{"anyOf", std::vector<Json>{share, point_list}}}));
  usable.add("description", "Of a bare memory, the share that can be used, or its points by size.");
  return table(object({{"title", text("What the rule base is called.")},
                       {"as_of", refer("date", "Its own date: ages are counted to it.")},
                       {"trust", words("Kinds and ids of sources, most trusted first.")},
                       {"candidates", words("Of these, the ones that name candidates.")},
                       {"tie_break", words("Facts, and id; a leading - sorts descending.")},
                       {"usable", std::move(usable)},
                       {"efficiency", by_device_kind(efficiency())}}));
}

Json fact() {
  return table(
      object({{"id", id()},
              {"title", text()},
              {"type", one_of({"number", "date", "level", "text", "set", "flag"})},
              {"unit", one_of({"none", "tokens", "bytes", "parameters", "count", "usd",
                               "tokens-per-second"})},
              {"levels", words("Of a level, lowest first.")},
              {"match", one_of({"exact", "language", "region"})},
              {"labels", table_of(text(), "How its items are shown.")},
              {"labels_of", text("The fact whose labels it has too.")},
              {"names_families", flag("Whether its text is the id of a family or a variant.")}}),
      {"id", "type"});
}

Json criterion() {
  const Json points =
      object({{"type", "array"},
              {"minItems", 2},
              {"description", "[[x, value], ...]: x rising, value from 0 to 1."},
              {"items", object({{"type", "array"}, {"minItems", 2}, {"maxItems", 2}})}});
  const Json any(true);
  const Json benchmark =
      table(object({{"id", id()},
                    {"title", text()},
                    {"fact", text("The number it reads.")},
                    {"fact_prefix", text("Of facts by language: the rest of their ids is one.")},
                    {"languages", list_of(text())},
                    {"points", points}}),
            {"id"});
  return table(
      object({{"id", id()},
              {"title", text()},
              {"kind", one_of({"at-least", "at-most", "range", "curve", "coverage", "one-of",
                               "flag", "ladder", "licence", "device"})},
              {"fact", text("The fact that it reads.")},
              {"strong_fact", text("Of coverage: the set in which it is strong.")},
              {"count_fact", text("Of coverage: how many there are.")},
              {"extended_fact", text("What counts too where a need says extended.")},
              {"scope", one_of({"variant", "family"})},
              {"scale", one_of({"linear", "log"})},
              {"floor", any},
              {"ceiling", any},
              {"weight", between(0, model::heaviest_weight, "Of a need that states none.")},
              {"points", points},
              {"benchmark", tables(benchmark, "What a curve can be read from.")},
              {"advantage", text("A reason of `compare`: {own}, {other}, {item}.")},
              {"advantage_strong", text()},
              {"advantage_count", text()}}),
      {"id", "kind"});
}

Json rule() {
  const Json infer = table(
      object({{"fact", text()}, {"includes", list_of(text())}, {"value", Json(true)}}), {"fact"});
  return table(object({{"id", id()},
                       {"when", refer("condition")},
                       {"infer", infer},
                       {"reweigh", table_of(between(0, 1e6, "A factor."), "By criterion or need.")},
                       {"exclude", flag("Excludes what it fires for.")},
                       {"warn", flag("Only warns.")},
                       {"because", text("Why; {fact} stands for its value.")},
                       {"source", text()}}),
               {"id", "when", "because"});
}

Json licence(const RuleBase& rules, Json& definitions) {
  const Json regions = list_of(region(rules, definitions));
  const auto limit = [](std::string_view description) { return between(0, 1e18, description); };
  const Json obligation =
      table(object({{"id", id()},
                    {"when", refer("condition")},
                    {"agreement", flag("Whether more has to be agreed on first.")}}),
            {"id"});
  const Json commercial =
      object({{"enum", std::vector<Json>{Json(true), Json(false), Json("unknown")}},
              {"description", "Whether business may use it; \"unknown\" of terms nobody read."}});
  return table(
      object({{"id", id("An SPDX id, or a LicenseRef- name.")},
              {"name", text()},
              {"hub_id", text("What it is called on hubs.")},
              {"classes", list_of(one_of(model::licence_classes()))},
              {"commercial", commercial},
              {"monthly_active_users_limit", limit("As many pass.")},
              {"annual_revenue_limit_usd", limit("As much passes.")},
              {"monthly_revenue_limit_usd", limit("As much passes.")},
              {"limits_when", refer("condition", "The use that the limits are for.")},
              {"nonprofit_exempt", flag("Whether the limits spare nonprofits.")},
              {"excluded_domiciles", regions},
              {"excluded_regions", regions},
              {"excluded_when", table_of(list_of(text()), "Narrows these, by fact.")},
              {"excluded_purposes", list_of(text())},
              {"redistribution", flag("Whether weights may be passed on.")},
              {"derivatives", flag("Whether changed models may be published.")},
              {"hosted_service", flag("Whether it may be offered as a service.")},
              {"output_training", flag("Whether others may be trained on its output.")},
              {"obligations", tables(obligation, "What comes with a use that is allowed.")},
              {"url", text()},
              {"source", text()}}),
      {"id", "commercial"});
}

Json device() {
  return table(object({{"id", id()},
                       {"name", text()},
                       {"aliases", words("What people call it.")},
                       {"kind", one_of(kinds_of_device())},
                       {"memory", refer("memory")},
                       {"usable", between(0, 1, "The share of its memory that can be used.")},
                       {"bandwidth_gb_s", between(1e-9, 1e9, "Of its memory.")},
                       {"efficiency", efficiency()},
                       {"tflops_fp16", between(1e-9, 1e9, "Of dense FP16.")},
                       {"power_w", between(1e-9, 1e9, "Watts at full load.")},
                       {"price_usd", between(0, 1e9, "At launch.")},
                       {"source", text()}}),
               {"id", "kind", "memory"});
}

Json quantisation() {
  const Json tensors = table(
      object(
          {{"of", list_of(one_of({"other", "embedding", "output", "attention-value",
                                  "attention-output", "linear-attention", "ffn-down", "experts"}))},
           {"bits", between(1e-3, 64, "Bits a weight.")},
           {"fallback_bits", between(1e-3, 64, "Where the width of a tensor does not allow it.")},
           {"runtimes", words("Of these alone.")}}),
      {"bits"});
  return table(object({{"id", id()},
                       {"bits_per_weight", between(1e-3, 64, "On average.")},
                       {"quality", between(0, 1, "1 is what 16 bits have.")},
                       {"quality_source", text()},
                       {"runtimes", words("That read it; all where none is named.")},
                       {"tensors", tables(tensors, "Whose bits are others.")},
                       {"source", text()}}),
               {"id", "bits_per_weight", "quality"});
}

Json runtime() {
  const Json activation = table(object({{"dense", bytes("For a dense model.")},
                                        {"mixture", bytes("For a mixture of experts.")},
                                        {"multimodal", bytes("For one that takes images.")}}),
                                {"dense", "mixture", "multimodal"});
  return table(
      object({{"id", id()},
              {"name", text()},
              {"like", text("The runtime whose files it reads.")},
              {"overhead", bytes("On each device.")},
              {"cell_padding", between(1, 1e9, "Cells of the cache come in so many.")},
              {"utilisation", between(1e-6, 1, "The share of memory that it takes.")},
              {"towers_apart", flag("Whether towers for images and sound are files of their own.")},
              {"activation", activation},
              {"extra", object({{"type", "array"}, {"items", bytes("By count of devices.")}})},
              {"start", words("Commands; {fact} and {quantisation} stand for values.")},
              {"kinds", list_of(one_of(kinds_of_device()))},
              {"largest_file", bytes("That it loads.")},
              {"source", text()}}),
      {"id"});
}

Json source() {
  return table(object({{"id", id("Unique within the family.")},
                       {"kind", text("A kind of [rule_base] trust.")},
                       {"title", text()},
                       {"url", text()},
                       {"as_of", refer("date")}}),
               {"id", "kind"});
}

Json architecture() {
  const Json count = between(0, 1e18, "A count.");
  Json properties = Json::object();
  for (const GeometryKey& each : geometry_keys) properties.add(each.key, count);
  properties.add("tied_embeddings", flag("Whether the output layer is the embedding."));
  properties.add("state_bytes", between(0, 1e15, "Of each sequence, beside the rest."));
  properties.add("kv_bytes_per_token", between(0, 1e12, "Beside the rest."));
  properties.add("source", text("The id of a source of the family."));
  properties.add("same_as", text("In place of all else: the id of a variant."));
  Json made = table(std::move(properties));
  Json own = Json::object();
  own.add("required", std::vector<std::string>{"layers", "source"});
  made.add("anyOf", std::vector<Json>{std::move(own), stating("same_as")});
  made.add("dependentSchemas", object({{"same_as", object({{"maxProperties", 1}})}}));
  return made;
}

Json family(const RuleBase& rules, Json& definitions) {
  definitions.add("source", source());
  Json facts = claims(rules, definitions);
  definitions.add("claims", std::move(facts));
  definitions.add("architecture", architecture());
  const Json by_source = table_of(refer("claims"), "By source: what it says.");
  Json sizes = table_of(between(1, 1e18, "Bytes."), "By quantisation.");
  if (!rules.quantisations.empty()) sizes.add("propertyNames", one_of(ids_of(rules.quantisations)));
  const Json variant = table(object({{"id", id("Unique over all families.")},
                                     {"name", text()},
                                     {"claims", by_source},
                                     {"files", table_of(sizes, "By source: sizes of files.")},
                                     {"architecture", refer("architecture")}}),
                             {"id"});
  return table(object({{"id", id()},
                       {"name", text()},
                       {"aliases", words("What people call it.")},
                       {"source", tables(refer("source"), "Who says something of it.")},
                       {"claims", by_source},
                       {"variant", tables(variant, "Its models.")}}),
               {"id"});
}

Json question(const RuleBase& rules) {
  Json needs = Json::object();
  for (const model::Criterion& each : rules.criteria)
    needs.add(each.id, table_of(Json(true), "Keys of the need; {question} takes up an answer."));
  const Json answer = table(object(
      {{"word", text("What is typed to choose it.")},
       {"aliases", words("Other words for it.")},
       {"says", text("What it means.")},
       {"example", text("In place of a word: an answer that is free.")},
       {"reads", one_of({"text", "number", "memory"})},
       {"need", table(std::move(needs))},
       {"use", table_of(Json(true), "Keys of [use].")},
       {"weights", table_of(between(0, model::heaviest_weight, "A weight."), "By criterion.")}}));
  return table(object({{"id", id()},
                       {"text", text("What is asked.")},
                       {"help", text()},
                       {"several", flag("Whether several answers may be given.")},
                       {"answer", tables(answer, "What can be answered.")}}),
               {"id", "text", "answer"});
}

}  // namespace

Json rules_file(const RuleBase& rules, Json& definitions) {
  definitions.add("condition", condition());
  const Json set =
      table(object({{"id", id()}, {"items", words("Items, and @sets.")}}), {"id", "items"});
  const Json same = table(object({{"id", text("Met by any member, and a member by it.")},
                                  {"members", words("They do not meet each other.")}}),
                          {"id", "members"});
  const Json vocabulary =
      table(object({{"id", id()},
                    {"of", text("language, region, criterion, licence, key, or a fact.")},
                    {"names", table_of(words("Other names."), "By item.")},
                    {"instead", table_of(text(), "By a word that names nothing: what to write.")}}),
            {"id", "of"});
  const Json row =
      table(object({{"id", id()}, {"title", text()}, {"facts", words("Read together.")}}),
            {"id", "title", "facts"});
  const Json added = table(object({{"family", text()},
                                   {"variant", text()},
                                   {"source", refer("source")},
                                   {"facts", refer("claims")}}),
                           {"family", "source", "facts"});
  const Json asked = table(object({{"need", one_of(ids_of(rules.criteria))},
                                   {"keys", table_of(Json(true), "Keys of the need.")}}),
                           {"need", "keys"});
  Json of_family = family(rules, definitions);
  Json of_licence = licence(rules, definitions);
  return table(object({{"schema", version()},
                       {"rule_base", header()},
                       {"fact", tables(fact(), "What may be claimed.")},
                       {"set", tables(set, "Named sets: @id wherever a list of items is.")},
                       {"same", tables(same, "Items that stand for each other.")},
                       {"vocabulary", tables(vocabulary, "What people call things.")},
                       {"criterion", tables(criterion(), "How needs read facts.")},
                       {"row", tables(row, "Rows of `compare`.")},
                       {"rule", tables(rule(), "What follows from what.")},
                       {"licence", tables(std::move(of_licence), "Terms.")},
                       {"device", tables(device(), "What models run on.")},
                       {"quantisation", tables(quantisation(), "How far weights are rounded.")},
                       {"runtime", tables(runtime(), "What runs models.")},
                       {"family", tables(std::move(of_family), "Alternatives.")},
                       {"claims", tables(added, "What one more source says of a family.")},
                       {"default_need", tables(asked, "Musts of profiles that do not state them.")},
                       {"question", tables(question(rules), "What `init` asks.")}}),
               {"schema"});
}

}  // namespace shortlist::schema
