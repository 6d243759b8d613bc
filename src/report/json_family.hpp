#pragma once
// A ranking and its families as JSON, for `rank`, `explain` and `batch`.

#include "report/json_value.hpp"
#include "shortlist/rank.hpp"
#include "shortlist/report.hpp"

#include <optional>
#include <vector>

namespace shortlist::reporting {

// Each family's object is written already.
Json json_of(const Ranking& ranking, const Style& style);
Json json_of(const std::optional<FirstPlace>& place);
Json json_of(const RankedFamily& family);
Json json_of(const ExcludedFamily& excluded);

Json failure_json(const FailedMust& failure);
Json facts_json(const std::vector<FactValue>& facts);
Json changes_json(const std::vector<Change>& changes);
Json policy_json(const PolicyNote& policy);
Json question_json(const Question& question);
Json rules_json(const std::vector<RuleNote>& rules);

// `name_facts`: each says which fact it is of.
Json conflicts_json(const std::vector<Conflict>& conflicts, bool name_facts);

}  // namespace shortlist::reporting
