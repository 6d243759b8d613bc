#include "cli/families.hpp"

#include "cli/arguments.hpp"
#include "shortlist/text.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>
#include <variant>

namespace shortlist::cli {

namespace {

const Datum* find(const Record& record, std::string_view key) {
  const auto found = std::find_if(record.begin(), record.end(),
                                  [&](const auto& entry) { return entry.first == key; });
  return found == record.end() ? nullptr : &found->second;
}

// Id, name and aliases of a listed family.
std::vector<std::string> names_of(const Record& family) {
  std::vector<std::string> names{text_of(family, "id"), text_of(family, "name")};
  const Datum* const aliases = find(family, "aliases");
  if (const auto* items = aliases == nullptr ? nullptr : std::get_if<Items>(aliases))
    names.insert(names.end(), items->items.begin(), items->items.end());
  return names;
}

}  // namespace

std::string text_of(const Record& record, std::string_view key) {
  const Datum* const datum = find(record, key);
  const auto* const text = datum == nullptr ? nullptr : std::get_if<std::string>(datum);
  return text == nullptr ? std::string{} : *text;
}

Result<std::vector<std::string>> family_ids(const RuleBase& rule_base,
                                            const std::vector<std::string>& words) {
  const auto families = list(rule_base, "families");
  if (!families) return families.error();
  std::vector<std::string> ids;
  Diagnostics unknown;
  for (const std::string& word : words) {
    std::vector<std::string> known;
    bool found = false;
    for (const Record& family : families->items) {
      for (std::string& name : names_of(family)) {
        if (!found && equal_folded(name, word)) {
          ids.push_back(text_of(family, "id"));
          found = true;
        }
        known.push_back(std::move(name));
      }
    }
    if (!found)
      unknown.push_back({Severity::error,
                         {},
                         0,
                         0,
                         "there is no family '" + word + "'",
                         did_you_mean(word, known),
                         {}});
  }
  if (!unknown.empty()) return Failure{FailureKind::usage, std::move(unknown)};
  return ids;
}

std::vector<std::string> those_among(const std::vector<std::string>& ids,
                                     const std::vector<std::string>& among) {
  std::vector<std::string> kept;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(kept), [&](const std::string& id) {
    return std::any_of(among.begin(), among.end(),
                       [&](const std::string& other) { return equal_folded(id, other); });
  });
  return kept;
}

}  // namespace shortlist::cli
