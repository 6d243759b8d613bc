#pragma once
// Whether a rule base that was read from bytes is one that loading could have made, as far as the
// other stages take it for granted.

#include "model/rule_base.hpp"
#include "snapshot/fields.hpp"

#include <vector>

namespace shortlist::snapshot {

// O(size).
bool is_sound(const model::RuleBase& rules, const std::vector<DefaultNeed>& defaults);

}  // namespace shortlist::snapshot
