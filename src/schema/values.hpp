#pragma once
// What the values of keys are, as schemas.

#include "model/rule_base.hpp"
#include "report/json_tree.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::schema {

using reporting::Json;

// An object of these members, in this order.
Json object(std::initializer_list<std::pair<std::string_view, Json>> members);

// A reference to a definition, with words of its own.
Json refer(std::string_view definition, std::string_view description = {});

// What the definitions stand for, by name: number, memory, date, text, weight, level, list, file.
Json value_definitions();

// schema = 1, which every file states.
Json version();

Json text(std::string_view description = {});

// A list of text, perhaps an empty one, or one text alone.
Json words(std::string_view description);

// One of these words and no other.
Json one_of(const std::vector<std::string>& words);

// One of these words, which an editor proposes, or another.
Json proposed(const std::vector<std::string>& words);

// A list of such items, or one of them alone.
Json list_of(Json item);

// A table that has no other keys.
Json table(Json properties, const std::vector<std::string>& required = {});

const std::vector<std::string>& kinds_of_device();

// What states the key, whatever else it states.
Json stating(std::string_view key);

template <class Entries>
std::vector<std::string> ids_of(const Entries& entries) {
  std::vector<std::string> ids;
  ids.reserve(entries.size());
  for (const auto& entry : entries) ids.push_back(entry.id);
  return ids;
}

// Ids, names and aliases, each once, in the order of the rule base.
template <class Entries>
std::vector<std::string> names_of(const Entries& entries) {
  std::vector<std::string> names;
  for (const auto& entry : entries) {
    names.push_back(entry.id);
    if constexpr (requires { entry.name; })
      if (entry.name != entry.id) names.push_back(entry.name);
    if constexpr (requires { entry.aliases; })
      names.insert(names.end(), entry.aliases.begin(), entry.aliases.end());
  }
  return names;
}

// Items of a fact, as claims have them and as they are called, and the sets of them: a reference to
// a definition that facts which match alike share, made where it is not there yet.
Json items_of(const model::RuleBase& rules, model::FactIndex index, Json& definitions);

// Countries by code and name, and sets of them.
Json region(const model::RuleBase& rules, Json& definitions);

}  // namespace shortlist::schema
