#include "explain/list_items.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::explanation {

namespace {

using Rows = std::vector<Record>;

// How many families are believed to have the item, themselves or in some candidate.
double families_with(const model::Catalogue& catalogue, model::FactIndex fact,
                     const model::Item& item) {
  const model::Vocabulary& vocabulary = catalogue.rules().vocabulary;
  const model::Match match = vocabulary.facts[static_cast<std::size_t>(fact)].match;
  const auto has = [&](const model::Sight& sight) {
    const model::Value* const value = sight.believed[static_cast<std::size_t>(fact)];
    if (value == nullptr) return false;
    if (const auto* const set = std::get_if<model::ItemSet>(value))
      return vocabulary.holds(*set, item, match);
    const auto* const word = std::get_if<model::Item>(value);
    return word != nullptr && vocabulary.meets(*word, item, match);
  };
  return static_cast<double>(std::count_if(
      catalogue.families().begin(), catalogue.families().end(), [&](const model::SeenFamily& seen) {
        return has(seen.whole) || std::any_of(seen.candidates.begin(), seen.candidates.end(), has);
      }));
}

// The items of a kind, with what they are called and how many families have each: those that are
// named, then the others that some family has.
Rows items(const model::Catalogue& catalogue, const std::vector<model::FactIndex>& facts) {
  Rows rows;
  if (facts.empty()) return rows;
  const model::RuleBase& rules = catalogue.rules();
  const model::Names* const names = rules.called.items_of_fact(facts.front());
  const bool coded =
      rules.vocabulary.facts[static_cast<std::size_t>(facts.front())].match != model::Match::exact;
  std::vector<std::string> ids = names == nullptr ? std::vector<std::string>{} : names->ids();
  for (const model::FactIndex fact : facts)
    for (const model::Item& item : rules.said[static_cast<std::size_t>(fact)].items)
      if (std::none_of(ids.begin(), ids.end(),
                       [&](const std::string& id) { return equal_folded(id, item.text); }))
        ids.push_back(item.text);
  std::stable_sort(ids.begin(), ids.end(), [](const std::string& left, const std::string& right) {
    return fold(left) < fold(right);
  });
  for (const std::string& id : ids) {
    auto called = names == nullptr ? std::vector<std::string>{} : names->names_of(id);
    std::string name = id;  // of a code the first of its names
    if (coded && !called.empty()) {
      name = called.front();
      called.erase(called.begin());
    }
    rows.push_back({{"id", id},
                    {"name", name},
                    {"aliases", Items{std::move(called), false}},
                    {"families", families_with(catalogue, facts.front(), model::make_item(id))}});
  }
  return rows;
}

std::vector<model::FactIndex> facts_that_match(const model::RuleBase& rules, model::Match match) {
  std::vector<model::FactIndex> facts;
  for (std::size_t i = 0; i < rules.vocabulary.facts.size(); ++i)
    if (rules.vocabulary.facts[i].match == match) facts.push_back(static_cast<model::FactIndex>(i));
  return facts;
}

}  // namespace

Rows languages(const model::Catalogue& catalogue) {
  return items(catalogue, facts_that_match(catalogue.rules(), model::Match::language));
}

Rows countries(const model::Catalogue& catalogue) {
  return items(catalogue, facts_that_match(catalogue.rules(), model::Match::region));
}

Rows vendors(const model::Catalogue& catalogue) {
  const model::FactIndex fact = catalogue.rules().vocabulary.find_fact("vendor");
  return fact < 0 ? Rows{} : items(catalogue, {fact});
}

}  // namespace shortlist::explanation
