#pragma once
// A rule base of three families, small enough to work results out by hand.

#include "shortlist/shortlist.hpp"

#include <string>
#include <vector>

namespace small {

// Fails the test where the text does not load.
shortlist::RuleBase rule_base(const std::string& more = {});
shortlist::Profile profile(const shortlist::RuleBase& rule_base, const std::string& toml);

// Of a ranking: the family by id, wherever it stands; null where it does not.
const shortlist::RankedFamily* standing(const shortlist::Ranking& ranking, const std::string& id);
const shortlist::ExcludedFamily* excluded(const shortlist::Ranking& ranking, const std::string& id);

// The rules folder of this project.
shortlist::RuleBase shipped(std::vector<std::string> trust = {});

}  // namespace small
