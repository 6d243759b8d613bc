#include "model/names.hpp"

#include "base/quantity.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <iterator>

namespace shortlist::model {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_letter(char c) { return (c >= 'a' && c <= 'z') || c == '+' || (c & '\x80') != 0; }

// As names compare: without case, blanks, hyphens and underscores.
std::string compared(std::string_view name) {
  std::string key = fold(name);
  std::erase_if(key, [](char c) { return c == ' ' || c == '-' || c == '_'; });
  return key;
}

// Runs of letters and runs of digits: {m, 4, max, 48, gb}.
std::vector<std::string> runs(std::string_view text) {
  std::vector<std::string> all;
  const std::string folded = fold(text);
  char before = ' ';
  for (const char c : folded) {
    const bool goes_on =
        is_digit(c) ? is_digit(before) : is_name_letter(c) && is_name_letter(before);
    if (goes_on)
      all.back().push_back(c);
    else if (is_digit(c) || is_name_letter(c))
      all.emplace_back(1, c);
    before = c;
  }
  return all;
}

std::vector<std::string> numbers(std::string_view text) {
  std::vector<std::string> all = runs(text);
  std::erase_if(all, [](const std::string& run) { return !is_digit(run.front()); });
  return all;
}

// The runs of each word.
std::vector<std::vector<std::string>> words(std::string_view text) {
  std::vector<std::vector<std::string>> all;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of(" -_,");
    if (auto word = runs(text.substr(0, end)); !word.empty()) all.push_back(std::move(word));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return all;
}

// Whether each word stands in the name as it is, in a row.
bool has_all(const std::vector<std::vector<std::string>>& words,
             const std::vector<std::string>& name) {
  return !words.empty() && std::all_of(words.begin(), words.end(), [&](const auto& word) {
    return std::search(name.begin(), name.end(), word.begin(), word.end()) != name.end();
  });
}

}  // namespace

bool can_be_called(std::string_view name) { return !runs(name).empty(); }

void Names::add(std::string_view id, std::string_view name) {
  const auto [own, fresh] = by_id_.emplace(fold(id), ids_.size());
  if (fresh) ids_.emplace_back(id);
  std::vector<std::size_t>& called = by_name_[compared(name)];
  if (std::find(called.begin(), called.end(), own->second) != called.end()) return;
  called.push_back(own->second);
  names_.push_back({std::string(name), own->second});
}

void Names::add_remedy(std::string_view word, std::string remedy) {
  remedies_.emplace(compared(word), std::move(remedy));
}

std::vector<std::string> Names::find(std::string_view word, NamedBy by) const {
  if (const auto id = by_id_.find(fold(word)); id != by_id_.end()) return {ids_[id->second]};
  std::vector<std::size_t> found;
  if (const auto exact = by_name_.find(compared(word)); exact != by_name_.end()) {
    found = exact->second;
  } else if (by == NamedBy::parts) {
    const auto parts = words(word);
    for (const Name& name : names_)
      if (has_all(parts, runs(name.text))) found.push_back(name.id);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<std::string> ids;
  ids.reserve(found.size());
  for (const std::size_t each : found) ids.push_back(ids_[each]);
  return ids;
}

std::string Names::choices(const std::vector<std::string>& ids, std::string_view word) const {
  constexpr std::size_t readable = 12;
  if (ids.size() <= readable) return "choose one of " + listed(ids, "or");
  std::vector<std::string> shown(ids.begin(), ids.begin() + readable);
  std::string text = "choose one of " + number_text(static_cast<double>(ids.size())) +
                     ", such as " + listed(shown, "or");
  if (of_ != Of::words)
    text.append("; `shortlist list " + plural_ + " --search '").append(word).append("'` has all");
  return text;
}

std::optional<std::string> Names::resolve(std::string_view word, NamedBy by, Where where,
                                          Problems& problems) const {
  const auto remedy = remedies_.find(compared(word));
  auto ids = find(word, NamedBy::name);
  const bool by_parts = by == NamedBy::parts && remedy == remedies_.end();
  if (ids.empty() && by_parts && problems.may_suggest(names_.size())) ids = find(word, by);
  if (ids.size() == 1) return ids.front();
  if (!ids.empty())
    problems.error(where, "'" + std::string(word) + "' is several " + plural_, choices(ids, word));
  else if (remedy != remedies_.end())
    problems.error(where, "'" + std::string(word) + "' is no " + singular_, remedy->second);
  return std::nullopt;
}

void Names::unknown(std::string_view word, Where where, Problems& problems) const {
  problems.error(where, "there is no " + singular_ + " '" + std::string(word) + "'",
                 suggestion(word, problems));
}

std::string Names::suggestion(std::string_view word, Problems& problems) const {
  if (const auto remedy = remedies_.find(compared(word)); remedy != remedies_.end())
    return remedy->second;
  if (!problems.may_suggest(names_.size())) return {};
  const auto own = numbers(word);
  std::vector<std::string> alike;
  for (const Name& name : names_)
    if (of_ != Of::products || numbers(name.text) == own) alike.push_back(name.text);
  const std::string nearest = closest(word, alike);
  if (!nearest.empty()) return "did you mean '" + nearest + "'?";
  if (ids_.size() <= 12) return did_you_mean({}, ids_);
  return of_ != Of::words ? "`shortlist list " + plural_ +
                                "` names them all, and with --search TEXT those with TEXT"
                          : std::string{};
}

std::vector<std::string> Names::names_of(std::string_view id) const {
  std::vector<std::string> names;
  const auto own = by_id_.find(fold(id));
  if (own == by_id_.end()) return names;
  for (const Name& name : names_)
    if (name.id == own->second && !equal_folded(name.text, id)) names.push_back(name.text);
  return names;
}

}  // namespace shortlist::model
