#include "import/compare.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::importing {

namespace {

using model::ItemSet;
using model::Value;

// The sources of a family, most trusted first.
const std::vector<model::SourceIndex>& by_trust(const model::Catalogue& catalogue,
                                                const model::Family& family) {
  const auto families = catalogue.families();
  return std::find_if(families.begin(), families.end(),
                      [&](const model::SeenFamily& each) { return each.family == &family; })
      ->by_trust;
}

const std::string& source_id(const model::Family& family, model::SourceIndex source) {
  return family.sources[static_cast<std::size_t>(source)].id;
}

bool holds_all(const ItemSet& set, const ItemSet& of) {
  return std::all_of(of.items.begin(), of.items.end(), [&](const model::Item& item) {
    return std::find(set.items.begin(), set.items.end(), item) != set.items.end();
  });
}

// What open lists say adds up; a complete one stands alone.
ImportStatus status(const Value& found, const Value& believed) {
  if (found == believed) return ImportStatus::same;
  const auto* const own = std::get_if<ItemSet>(&found);
  const auto* const set = std::get_if<ItemSet>(&believed);
  if (own == nullptr || set == nullptr) return ImportStatus::differs;
  if (own->open && holds_all(*set, *own)) return ImportStatus::same;
  if (set->open && (own->open || holds_all(*own, *set))) return ImportStatus::added;
  return ImportStatus::differs;
}

// The lists of all sources that leave theirs open, as one.
Value joined(const std::vector<const Value*>& said) {
  const auto* const first = std::get_if<ItemSet>(said.front());
  if (first == nullptr || !first->open) return *said.front();
  std::vector<model::Item> items;
  for (const Value* const each : said)
    if (const auto* const set = std::get_if<ItemSet>(each); set != nullptr && set->open)
      items.insert(items.end(), set->items.begin(), set->items.end());
  return model::make_set(std::move(items), true);
}

}  // namespace

void compare_fact(const model::Catalogue& catalogue, const model::Family& family,
                  const model::Variant& variant, const Admitted& fact, ImportedValue& found) {
  std::vector<const Value*> said;
  for (const model::SourceIndex source : by_trust(catalogue, family)) {
    const Value* const value = model::Catalogue::says(family, &variant, source, fact.fact);
    if (value == nullptr) continue;
    said.push_back(value);
    if (status(fact.value, *value) == ImportStatus::differs)
      found.others.emplace_back(source_id(family, source),
                                catalogue.rules().vocabulary.datum(fact.fact, *value));
  }
  if (!said.empty()) found.status = status(fact.value, joined(said));
}

void compare_file(const model::Catalogue& catalogue, const model::Family& family,
                  const model::Variant& variant, ImportedValue& found) {
  const int quantisation = catalogue.rules().find_quantisation(found.key);
  const double bytes = std::get<double>(found.value);
  bool first = true;
  for (const model::SourceIndex source : by_trust(catalogue, family))
    for (const model::FileSize& file : variant.files) {
      if (file.source != source || file.quantisation != quantisation) continue;
      const bool same = file.bytes == bytes;
      if (!same) found.others.emplace_back(source_id(family, source), file.bytes);
      if (first) found.status = same ? ImportStatus::same : ImportStatus::differs;
      first = false;
    }
}

void compare_architecture(const model::Variant& variant, const Datum& known, ImportedValue& found) {
  const bool same = known == found.value;
  found.status = same ? ImportStatus::same : ImportStatus::differs;
  if (!same) found.others.emplace_back(variant.geometry->source, known);
}

}  // namespace shortlist::importing
