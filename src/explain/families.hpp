#pragma once
// Families by what a caller calls them: id, name or alias, without case.

#include "model/rule_base.hpp"
#include "shortlist/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shortlist::explain {

// The position of a family in RuleBase::families; a usage failure, with the nearest name, when
// nothing is called that.
Result<int> find_family(const model::RuleBase& rules, std::string_view name);

// The same for several, in the order given; every unknown name is in the one failure.
Result<std::vector<int>> find_families(const model::RuleBase& rules,
                                       const std::vector<std::string>& names);

// A failure of the caller's with one message.
Failure usage(std::string message, std::string suggestion = {});

}  // namespace shortlist::explain
