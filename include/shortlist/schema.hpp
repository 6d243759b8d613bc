#pragma once
// JSON Schemas (2020-12) of the files that people write, for the rule base that is loaded: which
// criteria there are, the keys of each with their units, devices, runtimes and quantisations by
// name, and words for all of it. Editors complete and check by them as one types, forms are made
// from them.
//
// What a schema refuses loading refuses too, but for two things. Names of devices, runtimes,
// quantisations, levels and benchmarks are as the rule base writes them, where loading takes them
// in any case; and ids of criteria likewise. What hangs on other keys or facts (an aim below its
// bound, an item that no family has) only loading finds.

#include "shortlist/load.hpp"

#include <string>

namespace shortlist {

enum class SchemaOf { profile, policy, rules, cases };  // rules: a file of a rule base

// A document that ends in a newline; the same bytes for the same rule base. O(names).
SHORTLIST_EXPORT std::string json_schema(const RuleBase& rule_base, SchemaOf file);

}  // namespace shortlist
