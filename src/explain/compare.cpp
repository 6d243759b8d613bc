// Families side by side: the believed facts in rows, and what speaks for each.

#include "base/quantity.hpp"
#include "explain/advantage.hpp"
#include "explain/cells.hpp"
#include "model/find_family.hpp"
#include "model/profile.hpp"
#include "shortlist/explain.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist {

namespace {

using model::FactIndex;

constexpr std::size_t most_compared = 500;  // each is held against all others

// What a comparison is about: everything, or what a profile's needs read.
struct Subject {
  std::vector<bool> facts;     // by FactIndex
  std::vector<bool> criteria;  // by position
};

// The facts that device fit is computed from, where they are declared.
constexpr std::string_view device_facts[] = {"parameters", "active_parameters", "text_parameters",
                                             "context_tokens"};

void add_facts(const model::RuleBase& rules, const model::Need& need, std::vector<bool>& facts) {
  const auto& criterion = rules.criteria[static_cast<std::size_t>(need.criterion)];
  for (const FactIndex fact : model::facts_of(criterion, need.keys))
    facts[static_cast<std::size_t>(fact)] = true;
  if (criterion.kind != model::Kind::device) return;
  for (const std::string_view id : device_facts)
    if (const FactIndex fact = rules.vocabulary.find_fact(id); fact >= 0)
      facts[static_cast<std::size_t>(fact)] = true;
}

Subject subject(const model::RuleBase& rules, const std::optional<Profile>& profile) {
  Subject subject{std::vector<bool>(rules.vocabulary.facts.size(), !profile),
                  std::vector<bool>(rules.criteria.size(), !profile)};
  if (!profile) return subject;
  for (const model::Need& need : profile->model().needs) {
    const auto index = static_cast<std::size_t>(need.criterion);
    subject.criteria[index] = true;
    add_facts(rules, need, subject.facts);
  }
  return subject;
}

// The facts in order of show, each with the title of its row: those of rows, then the rest.
std::vector<std::pair<FactIndex, std::string>> in_rows(const model::RuleBase& rules) {
  const auto count = rules.vocabulary.facts.size();
  std::vector<std::pair<FactIndex, std::string>> order;
  std::vector<bool> placed(count);
  for (const model::Row& row : rules.rows)
    for (const FactIndex fact : row.facts) {
      if (placed[static_cast<std::size_t>(fact)]) continue;
      placed[static_cast<std::size_t>(fact)] = true;
      order.emplace_back(fact, row.title);
    }
  for (std::size_t i = 0; i < count; ++i)
    if (!placed[i]) order.emplace_back(static_cast<FactIndex>(i), std::string());
  return order;
}

}  // namespace

Result<FamilyComparison> compare(const RuleBase& rule_base,
                                 const std::vector<std::string>& families,
                                 const std::optional<Profile>& profile) {
  const model::Catalogue& catalogue = rule_base.catalogue();
  const model::RuleBase& rules = catalogue.rules();
  const auto known = model::find_families(catalogue, families);
  if (!known) return known.error();
  if (known->size() < 2)
    return model::usage("a comparison takes two families or more",
                        "`shortlist list families` names them all");
  if (known->size() > most_compared)
    return model::usage("a comparison takes at most 500 families, and these are " +
                            number_text(static_cast<double>(known->size())),
                        "leave some out, or rank them by a profile");
  FamilyComparison result;
  result.rule_base_title = rule_base.title();
  result.rule_base_fingerprint = rule_base.fingerprint();
  std::vector<bool> named(catalogue.families().size());
  std::vector<const model::SeenFamily*> seen;  // in the caller's order, each once
  for (const std::string& name : families) {
    const auto index = static_cast<std::size_t>(*model::find_family(catalogue, name));
    const model::SeenFamily* const one = &catalogue.families()[index];
    if (named[index]) continue;
    named[index] = true;
    seen.push_back(one);
    result.families.push_back(one->family->id);
    result.names.push_back(one->family->name);
  }

  const Subject about = subject(rules, profile);
  for (const auto& [fact, row_title] : in_rows(rules)) {
    const auto index = static_cast<std::size_t>(fact);
    if (!about.facts[index]) continue;
    const model::Fact& entry = rules.vocabulary.facts[index];
    ComparisonRow row{entry.id, entry.title, row_title, {}};
    for (const model::SeenFamily* family : seen)
      row.cells.push_back(explanation::cell(catalogue, *family, fact));
    const bool any = std::any_of(row.cells.begin(), row.cells.end(), [](const auto& cell) {
      return !std::holds_alternative<std::monostate>(cell.value);
    });
    if (any) result.rows.push_back(std::move(row));
  }

  result.choose.resize(seen.size());
  for (std::size_t i = 0; i < rules.criteria.size(); ++i) {
    if (!about.criteria[i]) continue;
    auto found = explanation::advantages(catalogue, rules.criteria[i], about.facts, seen);
    for (std::size_t family = 0; family < seen.size(); ++family)
      std::move(found[family].begin(), found[family].end(),
                std::back_inserter(result.choose[family]));
  }
  return result;
}

}  // namespace shortlist
