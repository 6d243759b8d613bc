#pragma once
// The table of a need, as a schema: the keys that its criterion takes.

#include "model/need_keys.hpp"
#include "schema/values.hpp"

namespace shortlist::schema {

enum class NeedOf { profile, policy };  // a policy's needs have neither level nor weight

// `definitions` gets what it refers to.
Json need(const model::RuleBase& rules, const model::Criterion& criterion, NeedOf file,
          Json& definitions);

// The table [need]: a need of each criterion, or a list of several.
Json needs(const model::RuleBase& rules, NeedOf file, Json& definitions);

}  // namespace shortlist::schema
