#include "model/called.hpp"

#include "base/text.hpp"
#include "model/rule_base.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::model {

namespace {

template <class Entry>
void add(Names& names, const Entry& entry) {
  names.add(entry.id, entry.id);
  if constexpr (requires { entry.name; }) names.add(entry.id, entry.name);
  if constexpr (requires { entry.aliases; })
    for (const std::string& alias : entry.aliases) names.add(entry.id, alias);
}

void add(Names& names, const NamedItems& vocabulary) {
  for (const auto& [item, others] : vocabulary.names) {
    names.add(item, item);
    for (const std::string& other : others) names.add(item, other);
  }
  for (const auto& [word, remedy] : vocabulary.instead) names.add_remedy(word, remedy);
}

// Facts that match alike share their items; others are on their own.
std::string shared_by(const Fact& fact) {
  return fact.match == Match::language ? "language"
         : fact.match == Match::region ? "region"
                                       : fold(fact.id);
}

std::vector<const NamedItems*> vocabularies_of(const Vocabulary& vocabulary, std::string_view of) {
  std::vector<const NamedItems*> found;
  for (const NamedItems& each : vocabulary.names)
    if (equal_folded(each.of, of)) found.push_back(&each);
  return found;
}

void add_items(const Vocabulary& vocabulary, const std::vector<ItemSet>& said, Called& called) {
  std::map<std::string, int> places;
  for (const NamedItems& each : vocabulary.names) places.emplace(fold(each.of), -1);
  for (const Fact& fact : vocabulary.facts) {
    const std::string shared = shared_by(fact);
    const auto named = places.find(shared);
    if (named == places.end() && fact.labels.empty()) {
      called.items_of.push_back(-1);
      continue;
    }
    int& place = places.emplace(shared, -1).first->second;
    if (place < 0) {
      place = static_cast<int>(called.items.size());
      const std::string what = shared == "language" ? "language"
                               : shared == "region" ? "country"
                                                    : "";
      called.items.push_back(what == "language" ? Names("language", "languages", Names::Of::entries)
                             : what == "country"
                                 ? Names("country", "countries", Names::Of::entries)
                                 : Names("item of " + fact.id, "items of " + fact.id));
      for (const NamedItems* each : vocabularies_of(vocabulary, shared))
        add(called.items.back(), *each);
      if (named != places.end() && fact.match == Match::exact)
        for (const Item& item : said[called.items_of.size()].items)
          called.items.back().add(item.text, item.text);
    }
    for (const auto& [item, label] : fact.labels)
      called.items[static_cast<std::size_t>(place)].add(item, label);
    called.items_of.push_back(place);
  }
}

}  // namespace

const Names* Called::items_that_match(const Vocabulary& vocabulary, Match match) const {
  if (match == Match::exact) return nullptr;
  const auto fact = std::find_if(vocabulary.facts.begin(), vocabulary.facts.end(),
                                 [&](const Fact& each) { return each.match == match; });
  if (fact == vocabulary.facts.end()) return nullptr;
  return items_of_fact(static_cast<FactIndex>(fact - vocabulary.facts.begin()));
}

void note_names(RuleBase& rule_base) {
  Called called;
  for (const Family& each : rule_base.families) add(called.families, each);
  for (const Device& each : rule_base.devices) add(called.devices, each);
  for (const Runtime& each : rule_base.runtimes) add(called.runtimes, each);
  for (const Licence& each : rule_base.licences) add(called.licences, each);
  for (const Criterion& each : rule_base.criteria) {
    called.criteria.add(each.id, each.id);
    called.criteria.add(each.id, each.title);
  }
  const Vocabulary& vocabulary = rule_base.vocabulary;
  for (const auto& [of, names] :
       {std::pair{"licence", &called.licences}, std::pair{"criterion", &called.criteria},
        std::pair{"key", &called.keys}})
    for (const NamedItems* each : vocabularies_of(vocabulary, of)) add(*names, *each);
  add_items(vocabulary, rule_base.said, called);
  rule_base.called = std::move(called);
}

}  // namespace shortlist::model
