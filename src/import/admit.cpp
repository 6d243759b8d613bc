#include "import/admit.hpp"

#include "base/text.hpp"
#include "model/codes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>
#include <utility>
#include <variant>

namespace shortlist::importing {

namespace {

using model::Fact;
using model::FactType;
using model::Value;

bool names_licences(const model::RuleBase& rules, model::FactIndex fact) {
  return std::any_of(rules.criteria.begin(), rules.criteria.end(),
                     [&](const model::Criterion& each) {
                       return each.kind == model::Kind::licence && each.fact == fact;
                     });
}

// What the rule base, the hub or people call so; empty where there is none.
std::string licence_id(const model::RuleBase& rules, const std::string& word) {
  for (const model::Licence& licence : rules.licences)
    if (equal_folded(licence.id, word) || equal_folded(licence.hub_id, word) ||
        equal_folded(licence.name, word))
      return licence.id;
  return {};
}

// "2025-07-25", a day that exists.
std::optional<Date> parse_date(const std::string& text) {
  std::array<int, 3> parts{};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && (at == end || *at++ != '-')) return std::nullopt;
    const auto [next, error] = std::from_chars(at, end, parts[i]);
    if (error != std::errc{}) return std::nullopt;
    at = next;
  }
  const auto [year, month, day] = parts;
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
    return std::nullopt;
  const Date date = make_date(year, month, day);
  if (at != end || date_text(date) != text) return std::nullopt;
  return date;
}

std::optional<Value> set_of(const model::RuleBase& rules, model::FactIndex index,
                            const Items& stated, std::vector<std::string>& notes) {
  const Fact& fact = rules.vocabulary.facts[static_cast<std::size_t>(index)];
  const bool licences = names_licences(rules, index);
  std::vector<model::Item> items;
  for (const std::string& word : stated.items) {
    if (licences) {
      const std::string id = licence_id(rules, word);
      if (id.empty()) {
        notes.push_back(fact.id + ": the rule base has none that is called '" + word + "'");
        return std::nullopt;
      }
      items.push_back(model::make_item(id));
      continue;
    }
    const bool named = fact.match == model::Match::language
                           ? model::is_language_tag(word)
                           : fact.labels.empty() || fact.labels.contains(fold(word));
    if (named)
      items.push_back(model::make_item(word));
    else
      notes.push_back(fact.id + ": '" + word + "' is none that the rule base names");
  }
  if (items.empty()) return std::nullopt;
  // A list that something had to be left out of is not whole.
  const bool open = stated.open || items.size() < stated.items.size();
  return model::make_set(std::move(items), open);
}

std::optional<Value> value_of(const model::RuleBase& rules, model::FactIndex index,
                              const Datum& stated, std::vector<std::string>& notes) {
  const Fact& fact = rules.vocabulary.facts[static_cast<std::size_t>(index)];
  const auto* const text = std::get_if<std::string>(&stated);
  switch (fact.type) {
    case FactType::number:
      if (const auto* const number = std::get_if<double>(&stated)) return *number;
      break;
    case FactType::flag:
      if (const auto* const flag = std::get_if<bool>(&stated)) return *flag;
      break;
    case FactType::text:
      if (text != nullptr && !text->empty() && fact.match == model::Match::exact)
        return model::make_item(*text);
      break;
    case FactType::date:
      if (const auto date = text == nullptr ? std::nullopt : parse_date(*text)) return *date;
      break;
    case FactType::set:
      if (const auto* const items = std::get_if<Items>(&stated))
        return set_of(rules, index, *items, notes);
      break;
    case FactType::level:
      break;
  }
  notes.push_back(fact.id + ": what the file says is no value of this fact" +
                  (text == nullptr ? "" : ": '" + *text + "'"));
  return std::nullopt;
}

}  // namespace

std::optional<Admitted> admit(const model::RuleBase& rules, const std::string& id,
                              const Datum& value, std::vector<std::string>& notes) {
  const model::FactIndex index = rules.vocabulary.find_fact(id);
  if (index < 0 ||
      rules.vocabulary.facts[static_cast<std::size_t>(index)].derived != model::Derived::none) {
    notes.push_back(id + ": the rule base declares no such fact");
    return std::nullopt;
  }
  auto admitted = value_of(rules, index, value, notes);
  if (!admitted) return std::nullopt;
  return Admitted{index, std::move(*admitted)};
}

}  // namespace shortlist::importing
