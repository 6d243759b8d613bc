#pragma once
// What a rule base takes of what a file says: its vocabulary decides.

#include "import/finding.hpp"
#include "model/rule_base.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shortlist::importing {

// A fact of the rule base, and a value of its type.
struct Admitted {
  model::FactIndex fact = -1;
  model::Value value;
};

// Nothing, and a note of why, when the rule base declares no such fact or the value is not of its
// type. Of a list whose items it names or codes, items that are none are noted and left out.
// Licences come out under the ids that the rule base has for them, all or none: all have to allow.
std::optional<Admitted> admit(const model::RuleBase& rules, const std::string& id,
                              const Datum& value, std::vector<std::string>& notes);

}  // namespace shortlist::importing
