// What is not known widens an interval; it never lifts a family above what its facts allow.

#include "property/generator.hpp"
#include "property/holds.hpp"
#include "property/toml.hpp"

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

using namespace property;

namespace {

using oracle::Family;
using oracle::Items;
using shortlist::Verdict;

// Facts of which every source gives an open list, of the family as a whole.
std::vector<oracle::Fact> open(const Family& family) {
  std::vector<oracle::Fact> facts;
  for (const auto& fact : claimable()) {
    bool stated = false;
    bool all_open = true;
    for (const auto& variant : family.variants) {
      for (const auto& [source, claims] : variant.claims) all_open &= !claims.contains(fact.id);
    }
    for (const auto& source : family.sources) {
      const auto claim = source.claims.find(fact.id);
      if (claim == source.claims.end()) continue;
      const auto* items = std::get_if<Items>(&claim->second);
      all_open = all_open && items != nullptr && items->open;
      stated = true;
    }
    if (stated && all_open) facts.push_back(fact);
  }
  return facts;
}

// The family with one more thing known of it, whatever that may turn out to be.
Family completed(Family family) {
  const auto missing = unstated(family);
  const auto unfinished = open(family);
  RC_PRE(!missing.empty() || !unfinished.empty());
  const bool finish = missing.empty() || (!unfinished.empty() && *rc::gen::arbitrary<bool>());
  const auto fact = *rc::gen::elementOf(finish ? unfinished : missing);
  auto value = *values(fact);
  for (auto& source : family.sources) {
    const auto claim = source.claims.find(fact.id);
    if (claim == source.claims.end()) continue;
    const auto& items = std::get<Items>(claim->second).items;
    auto& whole = std::get<Items>(value).items;
    whole.insert(whole.end(), items.begin(), items.end());
    source.claims.erase(claim);
  }
  family.sources.front().claims[fact.id] = value;
  return family;
}

const shortlist::RankedFamily& of(const std::vector<shortlist::RankedFamily>& all,
                                  const std::string& id) {
  return *std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.family == id; });
}

}  // namespace

namespace oracle {

void showValue(const Fact& fact, std::ostream& os) { os << fact.id; }

void showValue(const Value& value, std::ostream& os) {
  if (const auto* number = std::get_if<double>(&value)) os << *number;
  if (const auto* flag = std::get_if<bool>(&value)) os << *flag;
  if (const auto* word = std::get_if<std::string>(&value)) os << *word;
  if (const auto* items = std::get_if<Items>(&value)) {
    for (const auto& item : items->items) os << item << ' ';
  }
}

}  // namespace oracle

BOOST_AUTO_TEST_SUITE(unknowns)

BOOST_AUTO_TEST_CASE(whatever_an_unknown_turns_out_to_be_the_score_was_within_its_interval) {
  holds(
      [] {
        auto world = without_extended(*worlds({.rules = false, .one_candidate = true}));
        const auto before = all_of(ranked(world));
        auto& family = *std::max_element(world.families.begin(), world.families.end(),
                                         [](const Family& a, const Family& b) {
                                           return unstated(a).size() < unstated(b).size();
                                         });
        family = completed(family);
        const auto all = all_of(ranked(world));
        const auto& was = of(before, family.id);
        const auto& is = of(all, family.id);
        RC_ASSERT(was.score_low <= is.score_low);
        RC_ASSERT(is.score_high <= was.score_high);
        for (std::size_t i = 0; i < is.criteria.size(); ++i) {
          const auto& then = was.criteria[i];
          const auto& now = is.criteria[i];
          RC_ASSERT(then.value_low <= now.value_low);
          RC_ASSERT(now.value_high <= then.value_high);
          if (then.verdict == Verdict::met) RC_ASSERT(now.verdict == Verdict::met);
          if (then.verdict == Verdict::partly) RC_ASSERT(now.verdict == Verdict::partly);
          if (then.verdict == Verdict::unmet) {
            RC_ASSERT((now.verdict == Verdict::unmet || now.verdict == Verdict::partly));
          }
        }
      },
      400);
}

BOOST_AUTO_TEST_CASE(a_family_of_which_less_is_known_never_stands_above_itself) {
  holds(
      [] {
        auto world = without_extended(*worlds({.rules = false, .one_candidate = true}));
        Family twin = completed(world.families.front());
        const std::string id = world.families.front().id;
        twin.id = "0";  // so that a full tie is the twin's
        for (auto& variant : twin.variants) variant.id = "0-v0";
        world.families.push_back(twin);
        const auto all = all_of(ranked(world));
        const auto& more = of(all, "0");
        if (more.status == shortlist::Status::excluded)
          return;  // what was learned spoke against it
        RC_ASSERT(&more < &of(all, id));
      },
      400);
}

BOOST_AUTO_TEST_SUITE_END()
