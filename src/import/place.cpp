#include "import/place.hpp"

#include "base/text.hpp"
#include "model/find_family.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::importing {

namespace {

using model::Family;
using model::Variant;

struct Match {
  const Family* family = nullptr;
  const Variant* variant = nullptr;
};

// Whether the variant is called so, or some source says that it is kept under this name.
bool is_called(const Variant& variant, const std::string& name) {
  const std::string id = id_of(name);
  if (id_of(variant.id) == id || id_of(variant.name) == id) return true;
  return std::any_of(variant.claims.begin(), variant.claims.end(), [&](const model::Claim& claim) {
    const auto* const text = std::get_if<model::Item>(claim.value.get());
    if (text == nullptr || text->text.find('/') == std::string::npos) return false;
    return name.find('/') == std::string::npos ? id_of(text->text) == id
                                               : equal_folded(text->text, name);
  });
}

Match find_variant(const model::RuleBase& rules, const Family* within, const std::string& name) {
  for (const Family& family : rules.families) {
    if (within != nullptr && &family != within) continue;
    for (const Variant& variant : family.variants)
      if (is_called(variant, name)) return {&family, &variant};
  }
  return {within, nullptr};
}

const Family* find_family(const model::RuleBase& rules, const std::string& name) {
  const int found = rules.find_family(name);
  return found < 0 ? nullptr : &rules.families[static_cast<std::size_t>(found)];
}

// The one family of all the models that it was made from, as far as they are known: what models of
// several were merged into is of none of them, and what an unknown one is in may be.
const Family* family_of_relatives(const model::RuleBase& rules, const Finding& finding) {
  const Family* family = nullptr;
  for (const std::string& name : finding.relatives) {
    const Match found = find_variant(rules, nullptr, name);
    if (found.variant == nullptr && finding.merged) return nullptr;
    if (found.variant == nullptr) continue;
    if (family != nullptr && found.family != family) return nullptr;
    family = found.family;
  }
  return family;
}

// By the names of the model itself, the names of the family, the models that it was made from.
Match search(const model::RuleBase& rules, const Family* within, const Finding& finding) {
  for (const std::string& name : finding.names)
    if (const Match found = find_variant(rules, within, name); found.variant != nullptr)
      return found;
  if (within != nullptr) return {within, nullptr};
  std::vector<std::string> families{finding.family, id_of(finding.family)};
  for (const std::string& name : finding.names) families.push_back(id_of(name));
  for (const std::string& name : families)
    if (const Family* const family = name.empty() ? nullptr : find_family(rules, name))
      return {family, nullptr};
  return {family_of_relatives(rules, finding), nullptr};
}

std::string first_of(const std::vector<std::string>& names) {
  const auto found = std::find_if(names.begin(), names.end(),
                                  [](const std::string& name) { return !id_of(name).empty(); });
  return found == names.end() ? std::string{} : *found;
}

Result<Place> refuse(const Finding& finding, std::string message, std::string suggestion) {
  Failure failure = model::usage(std::move(message), std::move(suggestion));
  failure.diagnostics.front().file = finding.file;
  return failure;
}

}  // namespace

std::string id_of(const std::string& name) {
  std::string id;
  for (const char c : fold(base_name(name))) {
    const bool kept = is_id(std::string_view(&c, 1)) || c == '.' || c == '_';
    if (kept)
      id.push_back(c);
    else if (!id.empty() && id.back() != '-')
      id.push_back('-');
  }
  while (!id.empty() && !is_id(id)) id.erase(0, 1);
  while (id.ends_with('-')) id.pop_back();
  constexpr std::size_t longest = 200;
  return id.substr(0, longest);
}

Result<Place> place(const model::RuleBase& rules, const Finding& finding,
                    const ImportOptions& options) {
  const Family* const within =
      options.family.empty() ? nullptr : find_family(rules, options.family);
  const bool new_family = !options.family.empty() && within == nullptr;
  Match match;
  if (!options.variant.empty())
    match = find_variant(rules, within, options.variant);
  else if (!new_family)
    match = search(rules, within, finding);
  const std::string name = !options.variant.empty() ? options.variant : first_of(finding.names);
  if (match.variant == nullptr && name.empty())
    return refuse(finding, "nothing says which model the file describes",
                  "name it with --variant ID");
  if (new_family) match = {};

  Place at;
  at.family = match.family;
  at.variant = match.variant;
  at.variant_id = match.variant != nullptr   ? match.variant->id
                  : !options.variant.empty() ? options.variant
                                             : id_of(name);
  at.variant_name = match.variant != nullptr                           ? match.variant->name
                    : options.variant.empty() && !finding.name.empty() ? finding.name
                                                                       : base_name(name);
  if (match.family != nullptr) {
    at.family_id = match.family->id;
    at.family_name = match.family->name;
  } else if (!options.family.empty()) {
    at.family_id = at.family_name = options.family;
  } else if (!id_of(finding.family).empty()) {
    at.family_id = id_of(finding.family);
    at.family_name = finding.family;
  } else {
    at.family_id = at.variant_id;
    at.family_name = at.variant_name;
  }
  for (const auto& [option, id] :
       {std::pair{"--variant", at.variant_id}, std::pair{"--family", at.family_id}})
    if (!is_id(id))
      return refuse(
          finding,
          std::string(option) + " is an id, of letters, digits, '.', '_' and '-', not '" + id + "'",
          {});
  for (const Family& family : rules.families)
    if (&family != at.family)
      for (const Variant& variant : family.variants)
        if (equal_folded(variant.id, at.variant_id))
          return refuse(finding,
                        "the variant '" + variant.id + "' is one of the family '" + family.id +
                            "', not of '" + at.family_id + "'",
                        "give this one another id with --variant");
  return at;
}

}  // namespace shortlist::importing
