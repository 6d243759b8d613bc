#pragma once
// What a JSON object is, where it is no configuration of a model.

#include "load/document.hpp"

#include <string>

namespace shortlist::importing {

// Whether an object has what every configuration of a model has.
bool is_configuration(const load::Node& object);

// "a package of Node.js", "a file of a tokenizer": by the keys that only these have.
std::string kind_of_json(const load::Node& object);

}  // namespace shortlist::importing
