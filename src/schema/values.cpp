#include "schema/values.hpp"

#include "model/codes.hpp"

#include <algorithm>
#include <cstddef>
#include <unordered_set>

namespace shortlist::schema {

namespace {

std::vector<std::string> each_once(std::vector<std::string> words) {
  std::unordered_set<std::string> seen;
  std::erase_if(words, [&](const std::string& word) { return !seen.insert(word).second; });
  return words;
}

void add_names(const model::Names& names, std::vector<std::string>& words) {
  for (const std::string& id : names.ids()) {
    words.push_back(id);
    for (std::string& name : names.names_of(id)) words.push_back(std::move(name));
  }
}

// The sets that have an item which some claim has.
void add_sets(const model::RuleBase& rules, const model::ItemSet& said, model::Match match,
              std::vector<std::string>& words) {
  for (const model::NamedSet& set : rules.vocabulary.sets) {
    const bool of_fact = std::any_of(set.items.begin(), set.items.end(), [&](const auto& item) {
      return rules.vocabulary.holds(said, item, match);
    });
    if (of_fact) words.push_back("@" + set.id);
  }
}

}  // namespace

Json object(std::initializer_list<std::pair<std::string_view, Json>> members) {
  Json made = Json::object();
  for (const auto& [key, value] : members) made.add(key, value);
  return made;
}

Json refer(std::string_view definition, std::string_view description) {
  Json made = object({{"$ref", "#/$defs/" + std::string(definition)}});
  if (!description.empty()) made.add("description", description);
  return made;
}

Json value_definitions() {
  const std::string decimal = "^[0-9](_?[0-9])*(\\.[0-9](_?[0-9])*)? ?";
  const Json plain = object({{"type", "number"}, {"minimum", -1e18}, {"maximum", 1e18}});
  const auto text = [](const std::string& pattern) {
    return object({{"type", "string"}, {"maxLength", 64}, {"pattern", pattern}});
  };
  return object({
      {"number",
       object({{"description",
                "A number, or text with a suffix: K M B T are powers of 1,000, "
                "Ki Mi Gi Ti of 1,024. \"128K\" is 128,000."},
               {"anyOf", std::vector<Json>{plain, text(decimal + "(K|M|B|T|Ki|Mi|Gi|Ti)?$")}}})},
      {"memory",
       object({{"description", "Memory with its unit, such as \"24 GiB\"; \"24 GB\" is 24 * 10^9."},
               {"type", "string"},
               {"maxLength", 64},
               {"pattern", decimal + "(B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$"},
               {"examples", std::vector<std::string>{"16 GiB", "24 GiB", "48 GiB", "80 GiB"}}})},
      {"date", object({{"description", "A date, such as 2026-01-31."},
                       {"type", "string"},
                       {"format", "date"}})},
      {"level", object({{"description",
                         "A must excludes what does not meet it; a should (the "
                         "default) counts by its weight."},
                        {"enum", std::vector<std::string>{"must", "should"}}})},
      {"because",
       object({{"description", "Why it is asked, in the buyer's own words."}, {"type", "string"}})},
  });
}

Json version() { return object({{"const", 1}, {"description", "The version of the format: 1."}}); }

Json text(std::string_view description) {
  Json made = object({{"type", "string"}});
  if (!description.empty()) made.add("description", description);
  return made;
}

Json words(std::string_view description) {
  const Json several = object({{"type", "array"}, {"items", text()}});
  return object({{"anyOf", std::vector<Json>{several, text()}}, {"description", description}});
}

const std::vector<std::string>& kinds_of_device() {
  static const std::vector<std::string> kinds{"gpu", "unified", "cpu", "phone", "accelerator"};
  return kinds;
}

Json stating(std::string_view key) {
  Json made = Json::object();
  made.add("required", std::vector<std::string>{std::string(key)});
  return made;
}

Json one_of(const std::vector<std::string>& words) { return object({{"enum", each_once(words)}}); }

Json proposed(const std::vector<std::string>& words) {
  Json any = object({{"type", "string"}, {"minLength", 1}});
  if (words.empty()) return any;
  return object({{"anyOf", std::vector<Json>{one_of(words), any}}});
}

Json list_of(Json item) {
  const Json several = object({{"type", "array"}, {"minItems", 1}, {"items", item}});
  return object({{"anyOf", std::vector<Json>{several, std::move(item)}}});
}

Json table(Json properties, const std::vector<std::string>& required) {
  Json made = object({{"type", "object"}, {"properties", std::move(properties)}});
  if (!required.empty()) made.add("required", required);
  made.add("additionalProperties", false);
  return made;
}

Json items_of(const model::RuleBase& rules, model::FactIndex index, Json& definitions) {
  const auto at = static_cast<std::size_t>(index);
  const model::Fact& fact = rules.vocabulary.facts[at];
  if (fact.match == model::Match::region) return region(rules, definitions);
  const bool language = fact.match == model::Match::language;
  const std::string name = "items." + (language ? "language" : fact.id);
  if (!definitions.contains(name)) {
    std::vector<std::string> words = fact.levels;
    for (const model::Item& item : rules.said[at].items) words.push_back(item.text);
    if (const model::Names* const names = rules.called.items_of_fact(index))
      add_names(*names, words);
    add_sets(rules, rules.said[at], fact.match, words);
    definitions.add(name, proposed(words));
  }
  return refer(name);
}

Json region(const model::RuleBase& rules, Json& definitions) {
  constexpr std::string_view name = "items.country";
  if (!definitions.contains(name)) {
    std::vector<std::string> words;
    const auto* const names = rules.called.items_that_match(rules.vocabulary, model::Match::region);
    if (names != nullptr) add_names(*names, words);
    for (const model::NamedSet& set : rules.vocabulary.sets)
      if (std::all_of(set.items.begin(), set.items.end(),
                      [](const model::Item& item) { return model::is_region_code(item.text); }))
        words.push_back("@" + set.id);
    definitions.add(name, proposed(words));
  }
  return refer(name);
}

}  // namespace shortlist::schema
