#include "model/vocabulary.hpp"

#include "base/quantity.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <unordered_set>
#include <utility>
#include <variant>

namespace shortlist::model {

namespace {

// `zh-hans` stands for `zh`: equal, or longer by whole subtags.
bool extends(std::string_view tag, std::string_view prefix) {
  return tag.starts_with(prefix) && (tag.size() == prefix.size() || tag[prefix.size()] == '-');
}

// Whether a sorted set holds `key`, or with Match::language a tag that extends it.
bool holds_key(const ItemSet& set, std::string_view key, Match match) {
  auto at = std::lower_bound(set.items.begin(), set.items.end(), key,
                             [](const Item& item, std::string_view k) { return item.key < k; });
  if (at != set.items.end() && at->key == key) return true;
  if (match != Match::language) return false;
  // Between "zh" and "zh-" sort only tags that continue with a character below '-'.
  const std::string border = std::string(key) + "-";
  at = std::lower_bound(at, set.items.end(), border,
                        [](const Item& item, const std::string& k) { return item.key < k; });
  return at != set.items.end() && at->key.starts_with(border);
}

std::string unit_word(Unit unit) {
  switch (unit) {
    case Unit::tokens:
      return " tokens";
    case Unit::usd:
      return " USD";
    case Unit::tokens_per_second:
      return " tokens/s";
    default:
      return "";
  }
}

}  // namespace

void Vocabulary::index() {
  for (std::size_t i = 0; i < facts.size(); ++i)
    fact_by_id_.emplace(fold(facts[i].id), static_cast<int>(i));
  for (std::size_t i = 0; i < sets.size(); ++i)
    set_by_id_.emplace(fold(sets[i].id), static_cast<int>(i));
  for (const Same& entry : same) {
    for (const Item& member : entry.members) {
      equivalents_[entry.id.key].push_back(member.key);
      equivalents_[member.key].push_back(entry.id.key);
    }
  }
  for (auto& [key, others] : equivalents_) {
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
  }
}

FactIndex Vocabulary::find_fact(std::string_view id) const {
  const auto found = fact_by_id_.find(fold(id));
  return found == fact_by_id_.end() ? -1 : found->second;
}

const NamedSet* Vocabulary::find_set(std::string_view id) const {
  const auto found = set_by_id_.find(fold(id));
  return found == set_by_id_.end() ? nullptr : &sets[static_cast<std::size_t>(found->second)];
}

std::vector<std::string> Vocabulary::fact_ids() const {
  std::vector<std::string> ids;
  ids.reserve(facts.size());
  for (const Fact& fact : facts) ids.push_back(fact.id);
  return ids;
}

std::vector<Item> Vocabulary::expand(const std::vector<std::string>& words, Match match,
                                     Where where, Problems& problems) const {
  std::vector<Item> items;
  std::unordered_set<std::string> keys;  // of the items, once there are many
  std::unordered_set<const NamedSet*> expanded;
  const auto add = [&](const Item& item) {
    constexpr std::size_t many = 32;
    const bool known = items.size() < many
                           ? std::find(items.begin(), items.end(), item) != items.end()
                           : !keys.insert(item.key).second;
    if (known) return;
    items.push_back(item);
    if (items.size() == many)
      for (const Item& each : items) keys.insert(each.key);
  };
  for (const std::string& word : words) {
    const bool named = word.starts_with('@');
    const NamedSet* const set = named ? find_set(std::string_view(word).substr(1))
                                : match == Match::region ? find_set(word)
                                                         : nullptr;
    if (set != nullptr) {
      if (!expanded.insert(set).second) continue;
      for (const Item& item : set->items) add(item);
    } else if (named) {
      std::vector<std::string> known;
      if (problems.may_suggest(sets.size()))
        for (const NamedSet& each : sets) known.push_back("@" + each.id);
      problems.dangling(where, "there is no set '" + word + "'", did_you_mean(word, known));
    } else {
      add(make_item(word));
    }
  }
  return items;
}

const std::vector<std::string>* Vocabulary::equivalents(const std::string& key) const {
  const auto found = equivalents_.find(key);
  return found == equivalents_.end() ? nullptr : &found->second;
}

bool Vocabulary::meets(const Item& claimed, const Item& needed, Match match) const {
  const auto stands_for = [&](const std::string& key) {
    return match == Match::language ? extends(claimed.key, key) : claimed.key == key;
  };
  if (stands_for(needed.key)) return true;
  const auto* const others = match == Match::language ? equivalents(needed.key) : nullptr;
  return others != nullptr && std::any_of(others->begin(), others->end(), stands_for);
}

bool Vocabulary::holds(const ItemSet& set, const Item& needed, Match match) const {
  if (holds_key(set, needed.key, match)) return true;
  const auto* const others = match == Match::language ? equivalents(needed.key) : nullptr;
  return others != nullptr && std::any_of(others->begin(), others->end(), [&](const auto& key) {
           return holds_key(set, key, match);
         });
}

const Item* Vocabulary::near_miss(const ItemSet& set, const Item& needed, Match match) const {
  if (match != Match::language) return nullptr;
  const std::string& key = needed.key;
  for (std::size_t end = key.find('-'); end != std::string::npos; end = key.find('-', end + 1)) {
    const std::string_view wider = std::string_view(key).substr(0, end);
    const auto at =
        std::lower_bound(set.items.begin(), set.items.end(), wider,
                         [](const Item& item, std::string_view k) { return item.key < k; });
    if (at != set.items.end() && at->key == wider) return &*at;
  }
  return nullptr;
}

std::string Vocabulary::text(FactIndex fact, const Item& item) const {
  const auto& labels = facts[static_cast<std::size_t>(fact)].labels;
  const auto label = labels.find(item.key);
  return label == labels.end() ? item.text : label->second;
}

std::string Vocabulary::language_name(const Item& tag) const {
  const auto names_it = std::find_if(facts.begin(), facts.end(), [&](const Fact& fact) {
    return fact.match == Match::language && fact.labels.contains(tag.key);
  });
  return names_it == facts.end() ? tag.text : names_it->labels.at(tag.key);
}

std::string Vocabulary::text(FactIndex fact, const Value& value) const {
  const Fact& entry = facts[static_cast<std::size_t>(fact)];
  if (const auto* number = std::get_if<double>(&value)) {
    if (entry.unit == Unit::parameters) return count_text(*number);
    if (entry.unit == Unit::bytes) return bytes_text(*number);
    return number_text(*number) + unit_word(entry.unit);
  }
  if (const auto* date = std::get_if<Date>(&value)) return date_text(*date);
  if (const auto* level = std::get_if<Level>(&value))
    return text(fact, make_item(entry.levels[static_cast<std::size_t>(level->position)]));
  if (const auto* word = std::get_if<Item>(&value)) return text(fact, *word);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "yes" : "no";
  const auto& set = std::get<ItemSet>(value);
  std::vector<std::string> words;
  words.reserve(set.items.size());
  for (const Item& item : set.items) words.push_back(text(fact, item));
  if (words.empty()) return set.open ? "nothing listed" : "none";
  std::string joined = words.front();
  for (std::size_t i = 1; i < words.size(); ++i) joined.append(", ").append(words[i]);
  return set.open ? joined + ", perhaps more" : joined;
}

Datum Vocabulary::datum(FactIndex fact, const Value& value) const {
  const Fact& entry = facts[static_cast<std::size_t>(fact)];
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* date = std::get_if<Date>(&value)) return date_text(*date);
  if (const auto* level = std::get_if<Level>(&value))
    return entry.levels[static_cast<std::size_t>(level->position)];
  if (const auto* word = std::get_if<Item>(&value)) return word->text;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  const auto& set = std::get<ItemSet>(value);
  Items items;
  items.open = set.open;
  items.items.reserve(set.items.size());
  for (const Item& item : set.items) items.items.push_back(item.text);
  return items;
}

}  // namespace shortlist::model
