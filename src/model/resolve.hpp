#pragma once
// Names in what users state become the ids that they stand for, so that whatever reads them after
// sees ids alone.

#include "model/profile.hpp"

#include <string>
#include <vector>

namespace shortlist::model {

// The id of an item of the fact, or the word as it is where it is one already or names nothing.
// What names several is a problem.
std::string item_named(const RuleBase& rules, FactIndex fact, const std::string& word, NamedBy by,
                       Where where, Problems& problems);
// The same of a country or a set of some.
std::string region_named(const RuleBase& rules, const std::string& word, NamedBy by, Where where,
                         Problems& problems);

// Of the keys of a need that name devices, runtimes, licences or items.
void resolve_names(const RuleBase& rules, const Criterion& criterion, std::vector<StatedKey>& keys,
                   Problems& problems);

}  // namespace shortlist::model
