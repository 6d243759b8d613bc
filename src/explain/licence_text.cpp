// A licence as a cell of a comparison has room for it.

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "explain/cells.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace shortlist::explanation {

namespace {

// "EU, GB and KR": a set that is excluded whole goes by its name.
std::string places(const model::RuleBase& rules, std::vector<model::Item> items) {
  std::vector<std::string> words;
  const auto excluded = [&](const model::Item& item) {
    return std::find(items.begin(), items.end(), item) != items.end();
  };
  for (const model::NamedSet& set : rules.vocabulary.sets) {
    if (set.items.size() < 2 || !std::all_of(set.items.begin(), set.items.end(), excluded))
      continue;
    words.push_back(upper(set.id));
    std::erase_if(items, [&](const model::Item& item) {
      return std::find(set.items.begin(), set.items.end(), item) != set.items.end();
    });
  }
  for (const model::Item& item : items) words.push_back(item.text);
  return listed(words);
}

std::string commercial_use(const model::Licence& licence) {
  if (!licence.commercial) return "terms unknown";
  if (!*licence.commercial) return "no commercial use";
  std::vector<std::string> limits;
  if (licence.monthly_active_users_limit)
    limits.push_back(number_text(*licence.monthly_active_users_limit) + " monthly users");
  if (licence.annual_revenue_limit_usd)
    limits.push_back(number_text(*licence.annual_revenue_limit_usd) + " USD a year");
  if (licence.monthly_revenue_limit_usd)
    limits.push_back(number_text(*licence.monthly_revenue_limit_usd) + " USD a month");
  return limits.empty() ? "commercial use" : "commercial use up to " + listed(limits);
}

}  // namespace

std::string licence_text(const model::RuleBase& rules, const model::Item& id) {
  const int index = rules.find_licence(id.text);
  if (index < 0) return id.text;
  const model::Licence& licence = rules.licences[static_cast<std::size_t>(index)];
  std::string text = licence.name.empty() ? licence.id : licence.name;
  text.append(": ").append(commercial_use(licence));
  std::string narrowed;
  for (const auto& [fact, items] : licence.excluded_when) {
    std::vector<std::string> words;
    for (const model::Item& item : items) words.push_back(rules.vocabulary.text(fact, item));
    narrowed += " with " + listed(words, "or") + " among its " +
                fold(rules.vocabulary.facts[static_cast<std::size_t>(fact)].title);
  }
  if (!licence.excluded_domiciles.empty())
    text += "; not for buyers in " + places(rules, licence.excluded_domiciles) + narrowed;
  if (!licence.excluded_regions.empty())
    text += "; not for use in " + places(rules, licence.excluded_regions) + narrowed;
  if (!licence.excluded_purposes.empty()) {
    std::vector<std::string> purposes;
    for (const model::Item& item : licence.excluded_purposes) purposes.push_back(item.text);
    text += "; not for " + listed(purposes, "or");
  }
  return text;
}

}  // namespace shortlist::explanation
