#include "import/draft.hpp"

#include "base/geometry_keys.hpp"
#include "base/quantity.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "import/admit.hpp"
#include "import/compare.hpp"
#include "import/read_back.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace shortlist::importing {

namespace {

using Kind = ImportedValue::Kind;

constexpr std::size_t most_parts = 1'000;  // sources, and variants, of one family

// One file by its name; a catalogue by the number of its files.
std::string title(const std::vector<const Finding*>& files) {
  std::string text = files.front()->format;
  std::string hash = files.front()->sha256;
  if (files.size() == 1) {
    text = base_name(files.front()->file) + ", " + text;
  } else {
    text += ", " + std::to_string(files.size()) + " files";
    std::string all;
    for (const Finding* const each : files) all += each->sha256;
    hash = sha256(all);
  }
  return hash.empty() ? text : text + ", sha256 " + hash;
}

// The key where what stands under it is a value of its own: nothing of a geometry is written twice.
bool is_stated(const Geometry& geometry, const GeometryKey& key) {
  const bool all_full = geometry.full_layers == geometry.layers;
  return geometry.*key.count > 0 && !(all_full && key.count == &Geometry::full_layers);
}

}  // namespace

std::vector<std::string>& Draft::subjects_of(const std::string& text) {
  const auto [known, fresh] = note_of_.emplace(text, notes_.size());
  if (fresh) notes_.push_back({text, {}});
  return notes_[known->second].subjects;
}

void Draft::note(const std::string& variant, const std::string& text) {
  auto& subjects = subjects_of(text);
  if (subjects.empty() || subjects.back() != variant) subjects.push_back(variant);
}

void Draft::leave(const Finding& finding, const std::string& why) {
  subjects_of(why).push_back(base_name(finding.file));
}

// The source of a finding; all of a catalogue are one.
std::string Draft::add_source(Growing& growing, const Finding& finding) {
  auto& sources = growing.family.sources;
  for (std::size_t i = 0; finding.catalogue && i < sources.size(); ++i)
    if (growing.files[i].front()->source == finding.source) {
      growing.files[i].push_back(&finding);
      return sources[i].id;
    }
  const auto taken = [&](const std::string& id) {
    const auto is = [&](const auto& each) { return equal_folded(each.id, id); };
    return std::any_of(sources.begin(), sources.end(), is) ||
           (growing.known != nullptr &&
            std::any_of(growing.known->sources.begin(), growing.known->sources.end(), is));
  };
  std::string id = finding.source;
  for (int n = 2; taken(id); ++n) id = finding.source + "-" + std::to_string(n);
  std::string kind = kind_.empty() ? finding.kind : kind_;
  const auto& trust = rules_.trust;
  if (std::none_of(trust.begin(), trust.end(),
                   [&](const std::string& each) { return equal_folded(each, kind); }))
    kind = trust.back();
  sources.push_back({id, kind, {}, finding.url});
  growing.files.push_back({&finding});
  return id;
}

ImportedVariant& Draft::variant_of(Growing& growing, const Place& place) {
  for (ImportedVariant& each : growing.family.variants)
    if (equal_folded(each.id, place.variant_id)) return each;
  ImportedVariant variant;
  variant.id = place.variant_id;
  variant.name = place.variant_name;
  variant.known = place.variant != nullptr;
  growing.family.variants.push_back(std::move(variant));
  return growing.family.variants.back();
}

std::string Draft::other_family_of(const Place& place) const {
  for (const auto& [id, growing] : families_)
    for (const ImportedVariant& variant : growing.family.variants)
      if (equal_folded(variant.id, place.variant_id) && id != fold(place.family_id))
        return growing.family.name;
  return {};
}

void Draft::add(const Finding& finding, const Place& place) {
  if (const std::string other = other_family_of(place); !other.empty())
    return leave(finding, "its model stands in another family already");
  Growing& growing = families_[fold(place.family_id)];
  if (growing.family.sources.size() == most_parts || growing.family.variants.size() == most_parts)
    return note(growing.family.name, "a family has at most 1,000 sources and variants");
  if (growing.family.id.empty()) {
    growing.family.id = place.family_id;
    growing.family.name = place.family_name;
    growing.family.known = place.family != nullptr;
    growing.known = place.family;
  }
  const std::string source = add_source(growing, finding);
  ImportedVariant& variant = variant_of(growing, place);
  if (std::find(variant.sources.begin(), variant.sources.end(), source) != variant.sources.end()) {
    return leave(finding, "a file before it is of the same model");
  }
  variant.sources.push_back(source);
  add_facts(finding, place, source, variant);
  add_files(finding, place, source, variant);
  add_geometry(finding, place, source, variant);
  for (const std::string& each : finding.notes) note(variant.name, each);
}

void Draft::add_facts(const Finding& finding, const Place& place, const std::string& source,
                      ImportedVariant& variant) {
  std::vector<std::string> notes;
  for (const auto& [id, value] : finding.facts) {
    const auto admitted = admit(rules_, id, value, notes);
    if (!admitted) continue;
    const auto& fact = rules_.vocabulary.facts[static_cast<std::size_t>(admitted->fact)];
    const bool stated =
        std::any_of(variant.values.begin(), variant.values.end(), [&](const ImportedValue& each) {
          return each.kind == Kind::fact && each.key == fact.id && each.source == source;
        });
    if (stated) continue;
    const bool derived =
        std::find(finding.derived.begin(), finding.derived.end(), id) != finding.derived.end();
    if (derived && is_known(place, admitted->fact)) continue;
    if (derived) derived_.push_back({place.variant_id, fact.id, source});
    ImportedValue found;
    found.key = fact.id;
    found.value = rules_.vocabulary.datum(admitted->fact, admitted->value);
    found.date = fact.type == model::FactType::date;
    found.source = source;
    if (place.variant != nullptr)
      compare_fact(catalogue_, *place.family, *place.variant, *admitted, found);
    variant.values.push_back(std::move(found));
  }
  for (const std::string& each : notes) note(variant.name, each);
}

// Whether some source of the rule base states the fact of the variant.
bool Draft::is_known(const Place& place, model::FactIndex fact) {
  if (place.variant == nullptr) return false;
  const auto states = [&](const model::Claim& claim) { return claim.fact == fact; };
  const auto& own = place.variant->claims;
  return std::any_of(own.begin(), own.end(), states);
}

// What was derived gives way to what another file of the variant states.
void Draft::drop_derived() {
  for (const Derived& each : derived_)
    for (auto& [id, growing] : families_)
      for (ImportedVariant& variant : growing.family.variants) {
        if (!equal_folded(variant.id, each.variant)) continue;
        const auto is_of = [&](const ImportedValue& value) {
          return value.kind == Kind::fact && value.key == each.fact;
        };
        const bool stated = std::any_of(
            variant.values.begin(), variant.values.end(),
            [&](const auto& value) { return is_of(value) && value.source != each.source; });
        if (stated)
          std::erase_if(variant.values, [&](const ImportedValue& value) {
            return is_of(value) && value.source == each.source;
          });
      }
}

void Draft::add_files(const Finding& finding, const Place& place, const std::string& source,
                      ImportedVariant& variant) {
  for (const auto& [quantisation, bytes] : finding.files) {
    const int index = rules_.find_quantisation(quantisation);
    if (index < 0) {
      note(variant.name, "file size: the rule base has no quantisation '" + quantisation + "'");
      continue;
    }
    ImportedValue found;
    found.kind = Kind::file;
    found.key = rules_.quantisations[static_cast<std::size_t>(index)].id;
    found.value = bytes;
    found.source = source;
    if (place.variant != nullptr) compare_file(catalogue_, *place.family, *place.variant, found);
    variant.values.push_back(std::move(found));
  }
}

// A variant has one architecture: that of the first file that states it.
void Draft::add_geometry(const Finding& finding, const Place& place, const std::string& source,
                         ImportedVariant& variant) {
  if (!finding.geometry) return;
  const auto stated = [&](std::string_view key) {
    return std::find_if(variant.values.begin(), variant.values.end(),
                        [&](const ImportedValue& each) {
                          return each.kind == Kind::architecture && each.key == key;
                        });
  };
  const bool first = stated("layers") == variant.values.end();
  const Geometry* const known = place.variant != nullptr ? place.variant->geometry.get() : nullptr;
  std::vector<ImportedValue> all;
  const auto add = [&](std::string_view key, Datum value, const std::optional<Datum>& is_known) {
    ImportedValue found;
    found.kind = Kind::architecture;
    found.key = key;
    found.value = std::move(value);
    found.source = source;
    if (const auto other = stated(key);
        !first && (other == variant.values.end() || other->value != found.value))
      note(variant.name,
           "architecture: '" + found.key + "' of " + source + " is not that of the file before");
    if (is_known) compare_architecture(*place.variant, *is_known, found);
    if (first) all.push_back(std::move(found));
  };
  for (const GeometryKey& each : geometry_keys) {
    if (!is_stated(*finding.geometry, each)) continue;
    std::optional<Datum> is_known;
    if (known != nullptr && (*known).*each.count != 0)
      is_known = static_cast<double>((*known).*each.count);
    add(each.key, static_cast<double>((*finding.geometry).*each.count), is_known);
  }
  if (const auto bytes = finding.geometry->state_bytes) {
    std::optional<Datum> is_known;
    if (known != nullptr && known->state_bytes) is_known = *known->state_bytes;
    add("state_bytes", *bytes, is_known);
  }
  if (const auto tied = finding.geometry->tied_embeddings) {
    std::optional<Datum> is_known;
    if (known != nullptr && known->tied_embeddings) is_known = *known->tied_embeddings;
    add("tied_embeddings", *tied, is_known);
  }
  variant.values.insert(variant.values.end(), all.begin(), all.end());
}

Import Draft::take() {
  drop_derived();
  Import import;
  for (auto& [id, growing] : families_) {
    for (std::size_t i = 0; i < growing.files.size(); ++i)
      growing.family.sources[i].title = title(growing.files[i]);
    import.families.push_back(std::move(growing.family));
  }
  for (const auto& [text, subjects] : notes_) {
    std::string what = subjects.front();
    if (subjects.size() == 2) what += " and " + subjects.back();
    if (subjects.size() > 2)
      what.append(" and ")
          .append(number_text(static_cast<double>(subjects.size() - 1)))
          .append(" others");
    import.notes.push_back(what.append(": ").append(text));
  }
  import.toml = loadable(rules_, import.families, import.notes);
  return import;
}

}  // namespace shortlist::importing
