#include "explain/cells.hpp"

#include "explain/spread.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::explanation {

namespace {

using Values = std::vector<const model::Value*>;

// The kind of source that speaks for who made the model, in rule bases that have it.
constexpr std::string_view vendor_kind = "vendor";

bool is_licence(const model::RuleBase& rules, model::FactIndex fact) {
  return std::any_of(rules.criteria.begin(), rules.criteria.end(), [&](const auto& criterion) {
    return criterion.kind == model::Kind::licence && criterion.fact == fact;
  });
}

// Numbers and dates ascending; other values in order of the variants.
void arrange(Values& values) {
  std::stable_sort(values.begin(), values.end(), [](const auto* left, const auto* right) {
    if (left->index() != right->index()) return left->index() < right->index();
    if (const auto* number = std::get_if<double>(left)) return *number < std::get<double>(*right);
    if (const auto* date = std::get_if<Date>(left)) return *date < std::get<Date>(*right);
    return false;
  });
}

std::string one_text(const model::RuleBase& rules, model::FactIndex fact,
                     const model::Value& value) {
  const auto* const set = std::get_if<model::ItemSet>(&value);
  if (set == nullptr || !is_licence(rules, fact)) return rules.vocabulary.text(fact, value);
  std::string text;
  for (const model::Item& id : set->items)
    text += (text.empty() ? "" : "; ") + licence_text(rules, id);
  return text;
}

std::string text_of(const model::RuleBase& rules, model::FactIndex fact, const Values& values) {
  const bool sets = !values.empty() && std::holds_alternative<model::ItemSet>(*values.front());
  std::string text;
  for (const model::Value* value : values)
    text += (text.empty() ? "" : (sets ? "; or " : ", ")) + one_text(rules, fact, *value);
  return text;
}

Datum datum_of(const model::RuleBase& rules, model::FactIndex fact, const Values& values) {
  if (values.empty()) return {};
  if (values.size() == 1) return rules.vocabulary.datum(fact, *values.front());
  Several all;
  for (const model::Value* value : values)
    all.values.push_back(rules.vocabulary.datum(fact, *value));
  return all;
}

// What one source says of the fact over the variants it lists, or of the family.
Values picture(const model::SeenFamily& family, model::SourceIndex source, model::FactIndex fact) {
  Values values;
  const auto add = [&](const model::Value* value) {
    if (value == nullptr) return;
    if (std::none_of(values.begin(), values.end(), [&](const auto* v) { return *v == *value; }))
      values.push_back(value);
  };
  bool lists = false;
  for (const model::Variant& variant : family.family->variants) {
    const bool listed = std::find(variant.listed_by.begin(), variant.listed_by.end(), source) !=
                        variant.listed_by.end();
    lists = lists || listed;
    if (listed) add(model::Catalogue::says(*family.family, &variant, source, fact));
  }
  if (!lists) add(model::Catalogue::says(*family.family, nullptr, source, fact));
  arrange(values);
  return values;
}

bool same(const Values& left, const Values& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const auto* a, const auto* b) { return *a == *b; });
}

// Which sources stand where on one fact, by SourceIndex.
struct Stands {
  std::vector<bool> state;   // what is believed of some candidate
  std::vector<bool> differ;  // from it, on some candidate
  std::vector<bool> speak;   // at all
};

Stands stands(const model::Catalogue& catalogue, const model::SeenFamily& family,
              model::FactIndex fact) {
  const std::size_t count = family.family->sources.size();
  Stands stands{std::vector<bool>(count), std::vector<bool>(count), std::vector<bool>(count)};
  const auto look = [&](const model::Sight& sight) {
    const model::Evidence evidence = catalogue.evidence(family, sight, fact);
    for (const auto source : evidence.sources)
      stands.state[static_cast<std::size_t>(source)] = true;
    for (const auto& other : evidence.conflicts)
      stands.differ[static_cast<std::size_t>(other.source)] = true;
  };
  if (family.candidates.empty()) look(family.whole);
  std::for_each(family.candidates.begin(), family.candidates.end(), look);
  const auto hear = [&](const std::vector<model::Claim>& claims) {
    auto claim = std::partition_point(claims.begin(), claims.end(),
                                      [&](const auto& each) { return each.fact < fact; });
    for (; claim != claims.end() && claim->fact == fact; ++claim)
      stands.speak[static_cast<std::size_t>(claim->source)] = true;
  };
  hear(family.family->claims);
  for (const model::Variant& variant : family.family->variants) hear(variant.claims);
  return stands;
}

// A number that is worth what who reports it is: nobody else can tell what was measured.
bool is_score(const model::Fact& fact) {
  return fact.type == model::FactType::number && fact.unit == model::Unit::none;
}

// The sources of each value that is believed, most trusted first.
std::vector<std::vector<std::string>> stated_by(const model::Catalogue& catalogue,
                                                const model::SeenFamily& family,
                                                model::FactIndex fact, const Values& believed) {
  const auto& sources = family.family->sources;
  std::vector<std::vector<bool>> state(believed.size(), std::vector<bool>(sources.size()));
  const auto look = [&](const model::Sight& sight) {
    const model::Value* const value = sight.believed[static_cast<std::size_t>(fact)];
    if (value == nullptr) return;
    const model::Evidence evidence = catalogue.evidence(family, sight, fact);
    for (std::size_t i = 0; i < believed.size(); ++i)
      if (*believed[i] == *value)
        for (const auto source : evidence.sources)
          state[i][static_cast<std::size_t>(source)] = true;
  };
  if (family.candidates.empty()) look(family.whole);
  std::for_each(family.candidates.begin(), family.candidates.end(), look);
  std::vector<std::vector<std::string>> ids(believed.size());
  for (std::size_t i = 0; i < believed.size(); ++i)
    for (const model::SourceIndex source : family.by_trust)
      if (const auto index = static_cast<std::size_t>(source); state[i][index])
        ids[i].push_back(sources[index].id);
  return ids;
}

// Whether a picture contradicts what is believed somewhere: a claim that differs on a candidate, or
// values for variants that are no candidates.
bool contradicts(const model::SeenFamily& family, model::SourceIndex source, model::FactIndex fact,
                 bool differs, const Values& said, const Values& believed) {
  if (same(said, believed)) return false;
  if (differs) return true;
  const auto all_believed = [&](const model::Value* value) {
    return std::any_of(believed.begin(), believed.end(),
                       [&](const auto* known) { return *known == *value; });
  };
  return std::any_of(family.disputed.begin(), family.disputed.end(), [&](const auto* variant) {
    const bool listed = std::find(variant->listed_by.begin(), variant->listed_by.end(), source) !=
                        variant->listed_by.end();
    const auto* const value =
        listed ? model::Catalogue::says(*family.family, variant, source, fact) : nullptr;
    const auto* const set = value == nullptr ? nullptr : std::get_if<model::ItemSet>(value);
    return value != nullptr && !(set != nullptr && set->open) && !all_believed(value);
  });
}

}  // namespace

ComparisonCell cell(const model::Catalogue& catalogue, const model::SeenFamily& family,
                    model::FactIndex fact) {
  const model::RuleBase& rules = catalogue.rules();
  Values believed = spread(catalogue, family, fact).distinct;
  arrange(believed);
  ComparisonCell cell{
      text_of(rules, fact, believed), datum_of(rules, fact, believed), {}, {}, {}, {}};
  const model::Fact& entry = rules.vocabulary.facts[static_cast<std::size_t>(fact)];
  const model::FactIndex claimed = entry.derived == model::Derived::none ? fact : entry.base;
  const Stands stand = stands(catalogue, family, claimed);
  const bool score = is_score(entry);
  if (score) cell.stated_by = stated_by(catalogue, family, fact, believed);
  for (const model::SourceIndex source : family.by_trust) {
    const auto index = static_cast<std::size_t>(source);
    const std::string& id = family.family->sources[index].id;
    if (score && stand.speak[index] && family.family->sources[index].kind == vendor_kind)
      cell.vendors.push_back(id);
    if (stand.state[index]) cell.sources.push_back(id);
    if (entry.derived != model::Derived::none || !stand.speak[index]) continue;
    const Values said = picture(family, source, fact);
    if (!said.empty() && contradicts(family, source, fact, stand.differ[index], said, believed))
      cell.conflicts.push_back(
          {entry.id, id, text_of(rules, fact, said), datum_of(rules, fact, said)});
  }
  return cell;
}

}  // namespace shortlist::explanation
