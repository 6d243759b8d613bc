#pragma once
// [case.expect]: what a case expects of a ranking.

#include "load/reader.hpp"
#include "model/profile.hpp"
#include "shortlist/cases.hpp"

#include <string>
#include <vector>

namespace shortlist::load {

// Ids of the families that the words name; an unknown one is a problem at `where`.
std::vector<std::string> known_families(const model::RuleBase& rules,
                                        std::vector<std::string> names, Where where,
                                        Problems& problems);

// Families and needs are resolved to their ids. `only`, if not empty, are the ids of the families
// that are ranked: to expect something of another one is a problem.
Expectations read_expectations(const Node& table, const model::RuleBase& rules,
                               const model::Profile& profile, const std::vector<std::string>& only,
                               Problems& problems);

}  // namespace shortlist::load
