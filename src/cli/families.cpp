#include "cli/families.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_set>
#include <variant>

namespace shortlist::cli {

namespace {

const Datum* find(const Record& record, std::string_view key) {
  const auto found = std::find_if(record.begin(), record.end(),
                                  [&](const auto& entry) { return entry.first == key; });
  return found == record.end() ? nullptr : &found->second;
}

}  // namespace

std::string folded(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string text_of(const Record& record, std::string_view key) {
  const Datum* const datum = find(record, key);
  const auto* const text = datum == nullptr ? nullptr : std::get_if<std::string>(datum);
  return text == nullptr ? std::string{} : *text;
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
