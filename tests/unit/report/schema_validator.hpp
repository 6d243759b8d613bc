#pragma once
// Holds a JSON document to a JSON Schema (2020-12), for the keywords that schemas/ uses: $ref into
// $defs, type, const, enum, anyOf, properties, required, additionalProperties, items, minimum,
// maximum, minLength. Any other keyword that constrains is reported as a fault of the schema, so
// that no constraint goes unchecked.

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace shortlist {

// What is wrong, one line per fault: "/ranking/0/rank: -1 is below 1". Empty: valid.
std::vector<std::string> faults(const nlohmann::json& document, const nlohmann::json& schema);

}  // namespace shortlist
