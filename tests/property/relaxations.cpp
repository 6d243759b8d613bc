// A relaxation does what it says: the profile with its changes readmits the family.

#include "oracle/oracle.hpp"
#include "property/generator.hpp"
#include "property/holds.hpp"
#include "property/toml.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

using namespace property;

namespace {

using oracle::Bound;
using oracle::List;
using oracle::Need;
using shortlist::Datum;

double day_number(const std::string& date) {
  const std::chrono::year_month_day day{
      std::chrono::year{std::stoi(date.substr(0, 4))},
      std::chrono::month{static_cast<unsigned>(std::stoi(date.substr(5, 2)))},
      std::chrono::day{static_cast<unsigned>(std::stoi(date.substr(8, 2)))}};
  return static_cast<double>(std::chrono::sys_days{day}.time_since_epoch().count());
}

// "3 GiB", "4000000007 B"
std::optional<double> bytes(const std::string& word) {
  const std::map<std::string, double> units{
      {"B", 1}, {"MB", 1e6}, {"GB", 1e9}, {"GiB", 1073741824}};
  const auto space = word.find(' ');
  if (space == std::string::npos) return std::nullopt;
  return std::stod(word.substr(0, space)) * units.at(word.substr(space + 1));
}

// A bound is a number, an amount of memory, a date or the name of a level.
Bound bound(const Datum& to) {
  if (const auto* number = std::get_if<double>(&to)) return *number;
  const auto& word = std::get<std::string>(to);
  if (word.size() == 10 && word[4] == '-') return day_number(word);
  if (const auto amount = bytes(word)) return *amount;
  return word;
}

// The change as a user would make it in the file.
void edit(Need& need, const shortlist::Change& change) {
  const auto* items = std::get_if<shortlist::Items>(&change.to);
  const List list = items != nullptr ? items->items : List{};
  if (change.key == "level") {
    RC_ASSERT(std::get<std::string>(change.to) == "should");
    need.must = false;
  } else if (change.key == "at_least") {
    need.at_least = bound(change.to);
  } else if (change.key == "at_most") {
    need.at_most = bound(change.to);
  } else if (change.key == "count") {
    need.count = std::get<double>(change.to);
  } else if (change.key == "is") {
    need.is = std::get<bool>(change.to);
  } else if (change.key == "all_of") {
    need.all_of = list;
  } else if (change.key == "any_of") {
    need.any_of = list;
  } else if (change.key == "strong") {
    need.strong = list;
  } else if (change.key == "one_of") {
    need.one_of = list;
  } else if (change.key == "none_of") {
    need.none_of = list;
  } else {
    RC_FAIL("no key of a need: " + change.key);
  }
}

oracle::World edited(oracle::World world, const std::vector<shortlist::Change>& changes) {
  const auto ids = need_ids(world.needs);
  for (const auto& change : changes) {
    const auto at = std::find(ids.begin(), ids.end(), change.need_id);
    RC_ASSERT(at != ids.end());
    edit(world.needs[static_cast<std::size_t>(at - ids.begin())], change);
  }
  return world;
}

bool readmitted(const shortlist::Ranking& ranking, const std::string& family) {
  return std::any_of(ranking.ranking.begin(), ranking.ranking.end(),
                     [&](const auto& each) { return each.family == family; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(relaxations)

BOOST_AUTO_TEST_CASE(a_relaxation_readmits_its_family_as_an_edit_of_the_file_does) {
  holds(
      [] {
        const auto world = *worlds({.must = 0.7});
        const auto rule_base = loaded(world);
        const auto profile = read_profile(rule_base, profile_toml(world));
        for (const auto& excluded : ranked(rule_base, profile).excluded) {
          if (!excluded.relaxation) continue;
          const auto& family = excluded.standing.family;
          const auto relaxed = shortlist::relaxed(rule_base, profile, *excluded.relaxation);
          RC_ASSERT(relaxed.has_value());
          const auto by_call = ranked(rule_base, *relaxed);
          RC_ASSERT(readmitted(by_call, family));
          const auto by_hand =
              ranked(rule_base,
                     read_profile(rule_base, profile_toml(edited(world, *excluded.relaxation))));
          RC_ASSERT(portraits(by_call) == portraits(by_hand));
        }
      },
      300);
}

BOOST_AUTO_TEST_CASE(it_changes_one_key_of_as_few_needs_as_fail) {
  holds(
      [] {
        const auto world = *worlds({.must = 0.7});
        for (const auto& excluded : ranked(world).excluded) {
          if (!excluded.relaxation) continue;
          std::set<std::string> changed;
          for (const auto& change : *excluded.relaxation) {
            RC_ASSERT(changed.insert(change.need_id).second);
            RC_ASSERT(change.from != change.to);
          }
          RC_ASSERT(!changed.empty());
          // Where a rule excludes the best variant, the way back leads over another one.
          const auto musts = std::count_if(excluded.failures.begin(), excluded.failures.end(),
                                           [](const auto& failed) { return failed.need_id; });
          const auto failures = static_cast<std::ptrdiff_t>(excluded.failures.size());
          RC_ASSERT(std::ssize(changed) <= musts || musts < failures);
        }
      },
      200);
}

// A bound can always be moved to where the fact is.
BOOST_AUTO_TEST_CASE(a_must_on_a_bound_stays_a_must) {
  holds([] {
    const auto world = *worlds({.must = 0.7});
    const auto ids = need_ids(world.needs);
    for (const auto& excluded : ranked(world).excluded) {
      if (!excluded.relaxation) continue;
      for (const auto& change : *excluded.relaxation) {
        const auto at = std::find(ids.begin(), ids.end(), change.need_id) - ids.begin();
        const auto& need = world.needs[static_cast<std::size_t>(at)];
        RC_ASSERT(!(need.at_least || need.at_most) || change.key != "level");
      }
    }
  });
}

BOOST_AUTO_TEST_CASE(without_exclude_rules_there_always_is_one) {
  holds([] {
    for (const auto& excluded : ranked(*worlds({.rules = false, .must = 0.7})).excluded) {
      RC_ASSERT(excluded.relaxation.has_value());
    }
  });
}

BOOST_AUTO_TEST_SUITE_END()
