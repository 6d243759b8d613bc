#include "model/resolve.hpp"

#include "base/text.hpp"
#include "model/codes.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>

namespace shortlist::model {

namespace {

// Whether the word stands for itself. Any three letters are a language tag, so those that name a
// language are that.
bool is_item(const RuleBase& rules, const Fact& fact, FactIndex index, const std::string& word) {
  if (word.starts_with('@')) return true;
  if (fact.match == Match::language) return word.find('-') == 2 || word.size() == 2;
  if (fact.match == Match::region)
    return is_region_code(word) || rules.vocabulary.find_set(word) != nullptr;
  const FactIndex base = fact.base < 0 ? index : fact.base;
  return rules.vocabulary.holds(rules.said[static_cast<std::size_t>(base)], make_item(word),
                                Match::exact);
}

std::string named(const Names& names, const std::string& word, NamedBy by, Where where,
                  Problems& problems) {
  return names.resolve(word, by, where, problems).value_or(word);
}

// Sources spell one maker in several ways, and a name of it chooses, or bans, every one of them.
void name_all_spellings(const RuleBase& rules, FactIndex fact, NamedBy by, StatedKey& key) {
  const Names* const names = rules.called.items_of_fact(fact);
  const Fact& entry = rules.vocabulary.facts[static_cast<std::size_t>(fact)];
  if (names == nullptr || entry.match != Match::exact ||
      (key.name != "one_of" && key.name != "none_of"))
    return;
  if (const auto* const word = std::get_if<std::string>(&key.value))
    key.value = Items{{*word}, false};
  auto* const list = std::get_if<Items>(&key.value);
  if (list == nullptr) return;
  std::vector<std::string> spelled;
  for (const std::string& word : list->items) {
    const auto found =
        is_item(rules, entry, fact, word) ? std::vector<std::string>{} : names->find(word, by);
    if (found.empty())
      spelled.push_back(word);
    else
      spelled.insert(spelled.end(), found.begin(), found.end());
  }
  list->items = std::move(spelled);
}

// The first fact whose items are codes of this kind; -1 where there is none.
FactIndex coded_fact(const RuleBase& rules, Match match) {
  const auto& facts = rules.vocabulary.facts;
  const auto found = std::find_if(facts.begin(), facts.end(),
                                  [&](const Fact& fact) { return fact.match == match; });
  return found == facts.end() ? -1 : static_cast<FactIndex>(found - facts.begin());
}

// Which look-up the words of a key belong to.
struct KeyNames {
  const Names* names = nullptr;
  FactIndex fact = -1;  // of items
};

// Sets, the machine at hand, and what licences are called on hubs: several may share that.
bool stands_for_itself(const RuleBase& rules, const Criterion& criterion, const std::string& word) {
  if (word.starts_with('@') || word == "this-machine") return true;
  return criterion.kind == Kind::licence &&
         std::any_of(rules.licences.begin(), rules.licences.end(), [&](const Licence& licence) {
           return equal_folded(licence.id, word) || equal_folded(licence.hub_id, word);
         });
}

KeyNames names_of(const RuleBase& rules, const Criterion& criterion, std::string_view key) {
  switch (criterion.kind) {
    case Kind::device:
      if (key == "device") return {&rules.called.devices};
      if (key == "runtime") return {&rules.called.runtimes};
      return {};
    case Kind::licence:
      if (key == "allow" || key == "deny") return {&rules.called.licences};
      return {};
    case Kind::coverage:
      if (key == "all_of" || key == "any_of") return {nullptr, criterion.fact};
      if (key == "strong") return {nullptr, criterion.strong_fact};
      return {};
    case Kind::curve:
      if (key == "languages") return {nullptr, coded_fact(rules, Match::language)};
      return {};
    case Kind::one_of:
      if (key == "one_of" || key == "none_of") return {nullptr, criterion.fact};
      return {};
    default:
      return {};
  }
}

}  // namespace

std::string item_named(const RuleBase& rules, FactIndex fact, const std::string& word, NamedBy by,
                       Where where, Problems& problems) {
  const Names* const names = rules.called.items_of_fact(fact);
  const Fact& entry = rules.vocabulary.facts[static_cast<std::size_t>(fact)];
  if (names == nullptr || is_item(rules, entry, fact, word)) return word;
  return named(*names, word, by, where, problems);
}

std::string region_named(const RuleBase& rules, const std::string& word, NamedBy by, Where where,
                         Problems& problems) {
  const FactIndex region = coded_fact(rules, Match::region);
  return region < 0 ? word : item_named(rules, region, word, by, where, problems);
}

void resolve_names(const RuleBase& rules, const Criterion& criterion, std::vector<StatedKey>& keys,
                   Problems& problems) {
  for (StatedKey& key : keys) {
    const auto [names, fact] = names_of(rules, criterion, key.name);
    if ((names == nullptr && fact < 0) || key.date) continue;
    const NamedBy by = key.typed ? NamedBy::parts : NamedBy::name;
    const int before = problems.errors();
    const auto rename = [&, names = names, fact = fact](std::string& word) {
      word = names == nullptr ? item_named(rules, fact, word, by, key.where, problems)
             : stands_for_itself(rules, criterion, word)
                 ? word
                 : named(*names, word, by, key.where, problems);
    };
    if (fact >= 0) name_all_spellings(rules, fact, by, key);
    if (auto* const word = std::get_if<std::string>(&key.value)) rename(*word);
    if (auto* const list = std::get_if<Items>(&key.value))
      std::for_each(list->items.begin(), list->items.end(), rename);
    key.typed = false;
    key.unresolved = problems.errors() > before;
  }
}

}  // namespace shortlist::model
