#include "oracle/words.hpp"

#include <algorithm>
#include <cctype>
#include <variant>

namespace oracle {

std::string lower(std::string word) {
  for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return word;
}

const Fact& fact_of(const World& world, const std::string& id) {
  return *std::find_if(world.facts.begin(), world.facts.end(),
                       [&](const Fact& fact) { return fact.id == id; });
}

const Criterion& criterion_of(const World& world, const Need& need) {
  return *std::find_if(world.criteria.begin(), world.criteria.end(),
                       [&](const Criterion& c) { return c.id == need.criterion; });
}

namespace {

// "@eu" wherever a list of items is; sets may nest; items compare without case.
void expand(const World& world, const Fact& fact, const std::string& word,
            std::set<std::string>& all) {
  const std::string item = lower(word);
  const bool named = item.front() == '@';
  const auto set = world.sets.find(named ? item.substr(1) : item);
  if ((named || fact.match == "region") && set != world.sets.end()) {
    for (const std::string& inner : set->second) expand(world, fact, inner, all);
  } else {
    all.insert(item);
  }
}

// A need of zh is met by zh-Hans; of the id of `same` by any member, of a member by the id.
bool same_word(const World& world, const Fact& fact, const std::string& wanted,
               const std::string& claimed) {
  const auto goes_on = [&](const std::string& tag) {
    return claimed == tag || (claimed.starts_with(tag) && claimed[tag.size()] == '-');
  };
  if (fact.match != "language") return claimed == wanted;
  if (goes_on(wanted)) return true;
  for (const auto& [id, members] : world.same) {
    for (const std::string& member : members) {
      if (wanted == id && goes_on(lower(member))) return true;
      if (wanted == lower(member) && goes_on(id)) return true;
    }
  }
  return false;
}

}  // namespace

std::set<std::string> expand(const World& world, const Fact& fact, const List& list) {
  std::set<std::string> all;
  for (const std::string& word : list) expand(world, fact, word, all);
  return all;
}

bool holds(const World& world, const Fact& fact, const List& claimed, const std::string& wanted) {
  const auto all = expand(world, fact, claimed);
  return std::any_of(all.begin(), all.end(),
                     [&](const std::string& item) { return same_word(world, fact, wanted, item); });
}

double level_at(const Fact& fact, const std::string& level) {
  return static_cast<double>(std::find(fact.levels.begin(), fact.levels.end(), level) -
                             fact.levels.begin());
}

double bound(const Fact& fact, const Bound& stated) {
  if (const auto* number = std::get_if<double>(&stated)) return *number;
  return level_at(fact, std::get<std::string>(stated));
}

}  // namespace oracle
