#include "load/beside.hpp"

#include "load/entries.hpp"
#include "load/gather.hpp"

#include <algorithm>
#include <vector>

namespace shortlist::load {

namespace {

using model::Family;

// What a family may collide with: its names, and those of its variants.
Family names_of(const Family& family) {
  Family names;
  names.id = family.id;
  names.name = family.name;
  names.aliases = family.aliases;
  names.variants.reserve(family.variants.size());
  for (const model::Variant& variant : family.variants) {
    names.variants.emplace_back();
    names.variants.back().id = variant.id;
    names.variants.back().name = variant.name;
  }
  return names;
}

bool replaces(const Entries& families, const Family& family) {
  return std::any_of(families.begin(), families.end(), [&](const Node* entry) {
    const Node* const id = entry->find("id");
    return id != nullptr && equal_folded(id->text, family.id);
  });
}

// All that families refer to, and of the families that stay their names.
model::RuleBase surroundings(const model::RuleBase& rules, const Entries& families) {
  model::RuleBase around;
  around.trust = rules.trust;
  around.vocabulary = rules.vocabulary;
  around.criteria = rules.criteria;
  around.licences = rules.licences;
  around.quantisations = rules.quantisations;
  for (const Family& family : rules.families)
    if (!replaces(families, family)) around.families.push_back(names_of(family));
  return around;
}

}  // namespace

bool check_beside(const model::RuleBase& rules, const Text& text, Problems& problems) {
  const Node document = parse(text.text, 0, problems);
  if (problems.errors() > 0 && document.members.empty()) return false;
  const std::vector<const Text*> texts{&text};
  Gatherer gathered(texts, problems);
  gathered.start_folder();
  gathered.add(document);
  model::RuleBase around = surroundings(rules, gathered.entries("family"));
  Context context(around, problems);
  read_families(context, gathered.entries("family"), gathered.former_families(), gathered.claims());
  return true;
}

}  // namespace shortlist::load
