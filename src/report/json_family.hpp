#pragma once
// A family of a ranking as JSON, for `rank` and `explain`.

#include "report/json_value.hpp"
#include "shortlist/rank.hpp"

namespace shortlist::reporting {

Json json_of(const RankedFamily& family);
Json json_of(const ExcludedFamily& excluded);

Json rules_json(const std::vector<RuleNote>& rules);

// `name_facts`: each says which fact it is of.
Json conflicts_json(const std::vector<Conflict>& conflicts, bool name_facts);

}  // namespace shortlist::reporting
