#pragma once
// A file of a rule base, as a schema: every kind of entry.

#include "schema/values.hpp"

namespace shortlist::schema {

// What is claimed of a family or a variant is of the facts that the loaded rule base declares.
Json rules_file(const model::RuleBase& rules, Json& definitions);

}  // namespace shortlist::schema
