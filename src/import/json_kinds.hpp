#pragma once
// What a JSON object is, where it is no configuration of a model.

#include "load/document.hpp"

#include <string>
#include <string_view>

namespace shortlist::importing {

// "the package of a JavaScript program", "the settings of a tokenizer": by the keys that only these
// have. Empty for the configuration of a language model, which is the outer object or one in it.
std::string other_than_configuration(const load::Node& outer, const load::Node& model);

// The same of a text that is no JSON; empty when it looks like nothing that is known.
std::string other_than_json(std::string_view text);

}  // namespace shortlist::importing
