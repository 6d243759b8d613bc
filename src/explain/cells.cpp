#include "explain/cells.hpp"

#include "base/text.hpp"
#include "explain/spread.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace shortlist::explanation {

namespace {

using Values = std::vector<const model::Value*>;

// Whether licence criteria read the fact: its items are then licences, not words.
bool holds_licences(const model::RuleBase& rules, model::FactIndex fact) {
  return std::any_of(rules.criteria.begin(), rules.criteria.end(), [&](const auto& criterion) {
    return criterion.kind == model::Kind::licence && criterion.fact == fact;
  });
}

std::string text_of(const model::RuleBase& rules, model::FactIndex fact,
                    const model::Value& value) {
  const auto* const set = std::get_if<model::ItemSet>(&value);
  if (set == nullptr || set->items.empty() || !holds_licences(rules, fact))
    return rules.vocabulary.text(fact, value);
  std::string text;
  for (const model::Item& id : set->items)
    text.append(text.empty() ? "" : " and ").append(licence_text(rules, id));
  return set->open ? text + ", perhaps others" : text;
}

// A single value among several, as data: numbers as bare digits.
std::string plain(const model::RuleBase& rules, model::FactIndex fact, const model::Value& value) {
  const Datum datum = rules.vocabulary.datum(fact, value);
  if (const auto* number = std::get_if<double>(&datum)) return fmt::format("{}", *number);
  if (const auto* text = std::get_if<std::string>(&datum)) return *text;
  return rules.vocabulary.text(fact, value);
}

// Numbers and dates ascending, the rest in order of the variants.
void sort(Values& values) {
  std::stable_sort(values.begin(), values.end(), [](const auto* left, const auto* right) {
    if (left->index() != right->index()) return false;
    if (const auto* number = std::get_if<double>(left)) return *number < std::get<double>(*right);
    if (const auto* date = std::get_if<Date>(left)) return *date < std::get<Date>(*right);
    return false;
  });
}

// The value, or all of them where there are several. Lists are kept apart by semicolons.
std::pair<std::string, Datum> shown(const model::RuleBase& rules, model::FactIndex fact,
                                    Values values) {
  if (values.empty()) return {};
  if (values.size() == 1)
    return {text_of(rules, fact, *values.front()), rules.vocabulary.datum(fact, *values.front())};
  sort(values);
  const bool lists = std::holds_alternative<model::ItemSet>(*values.front());
  std::string text;
  Items items;
  for (const model::Value* value : values) {
    text.append(text.empty() ? "" : lists ? "; " : ", ").append(text_of(rules, fact, *value));
    items.items.push_back(plain(rules, fact, *value));
  }
  return {std::move(text), Datum(std::move(items))};
}

void add_new(Values& into, const model::Value* value) {
  if (value != nullptr &&
      std::none_of(into.begin(), into.end(), [&](const auto* each) { return *each == *value; }))
    into.push_back(value);
}

bool lists(const model::Variant& variant, model::SourceIndex source) {
  return std::find(variant.listed_by.begin(), variant.listed_by.end(), source) !=
         variant.listed_by.end();
}

// The family as one source has it: what it says of each variant it lists, else of the family.
Values picture(const model::Family& family, model::SourceIndex source, model::FactIndex fact) {
  Values values;
  for (const model::Variant& variant : family.variants)
    if (lists(variant, source))
      add_new(values, model::Catalogue::says(family, &variant, source, fact));
  if (values.empty()) add_new(values, model::Catalogue::says(family, nullptr, source, fact));
  return values;
}

// A source that speaks of variants which are no candidates, and not as is believed of any that is.
bool tells_of_others(const model::SeenFamily& seen, model::SourceIndex source,
                     model::FactIndex fact, const Values& believed) {
  return std::any_of(
      seen.disputed.begin(), seen.disputed.end(), [&](const model::Variant* variant) {
        if (!lists(*variant, source)) return false;
        const auto* const value = model::Catalogue::says(*seen.family, variant, source, fact);
        const auto* const set = value == nullptr ? nullptr : std::get_if<model::ItemSet>(value);
        if (value == nullptr || (set != nullptr && set->open)) return false;
        return std::none_of(believed.begin(), believed.end(),
                            [&](const auto* each) { return *each == *value; });
      });
}

// The sights whose evidence a cell stands on, and the fact that sources state.
std::vector<const model::Sight*> sights(const model::SeenFamily& family) {
  if (family.candidates.empty()) return {&family.whole};
  std::vector<const model::Sight*> all;
  for (const model::Sight& candidate : family.candidates) all.push_back(&candidate);
  return all;
}

}  // namespace

ComparisonCell cell(const model::Catalogue& catalogue, const model::SeenFamily& family,
                    model::FactIndex fact) {
  const model::RuleBase& rules = catalogue.rules();
  const model::Fact& entry = rules.vocabulary.facts[static_cast<std::size_t>(fact)];
  const bool derived = entry.derived != model::Derived::none;
  const model::FactIndex claimed = derived ? entry.base : fact;
  ComparisonCell cell;
  const Values believed = spread(catalogue, family, fact).distinct;
  std::tie(cell.text, cell.value) = shown(rules, fact, believed);

  std::vector<bool> agrees(family.family->sources.size());
  std::vector<bool> differs(agrees.size());
  for (const model::Sight* sight : sights(family)) {
    const model::Evidence evidence = catalogue.evidence(family, *sight, claimed);
    for (const auto source : evidence.sources) agrees[static_cast<std::size_t>(source)] = true;
    for (const auto& other : evidence.conflicts)
      differs[static_cast<std::size_t>(other.source)] = true;
  }
  for (const model::SourceIndex source : family.by_trust) {
    const auto index = static_cast<std::size_t>(source);
    const std::string& id = family.family->sources[index].id;
    if (agrees[index] && !believed.empty()) cell.sources.push_back(id);
    // What a derived fact would be by another source is not worked out: its base fact shows that.
    if (derived || (!differs[index] && !tells_of_others(family, source, fact, believed))) continue;
    auto [text, value] = shown(rules, fact, picture(*family.family, source, fact));
    if (!text.empty() && text != cell.text)
      cell.conflicts.push_back({entry.id, id, std::move(text), std::move(value)});
  }
  return cell;
}

}  // namespace shortlist::explanation
