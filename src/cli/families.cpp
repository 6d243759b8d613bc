#include "cli/families.hpp"

#include "cli/arguments.hpp"
#include "shortlist/text.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>

namespace shortlist::cli {

namespace {

const Datum* find(const Record& record, std::string_view key) {
  const auto found = std::find_if(record.begin(), record.end(),
                                  [&](const auto& entry) { return entry.first == key; });
  return found == record.end() ? nullptr : &found->second;
}

// For suggestions: among more it only takes time.
constexpr std::size_t names_looked_at = 5'000'000;

std::string folded(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
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
  std::vector<std::string> known;
  std::unordered_map<std::string, std::string> called;  // ids by what families are called, folded
  for (const Record& family : families->items)
    for (std::string& name : names_of(family)) {
      called.emplace(folded(name), text_of(family, "id"));
      known.push_back(std::move(name));
    }
  std::vector<std::string> ids;
  Diagnostics unknown;
  for (const std::string& word : words) {
    if (const auto found = called.find(folded(word)); found != called.end()) {
      ids.push_back(found->second);
      continue;
    }
    const bool few = unknown.size() * known.size() < names_looked_at;
    unknown.push_back({Severity::error,
                       {},
                       0,
                       0,
                       "there is no family '" + word + "'",
                       few ? did_you_mean(word, known) : std::string{},
                       {}});
  }
  if (!unknown.empty()) return Failure{FailureKind::usage, std::move(unknown)};
  return ids;
}

std::vector<std::string> those_among(const std::vector<std::string>& ids,
                                     const std::vector<std::string>& among) {
  std::unordered_set<std::string> all;
  for (const std::string& each : among) all.insert(folded(each));
  std::vector<std::string> kept;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(kept),
               [&](const std::string& id) { return all.contains(folded(id)); });
  return kept;
}

}  // namespace shortlist::cli
