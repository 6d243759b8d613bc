#pragma once
// Families by what people call them.

#include "model/catalogue.hpp"
#include "shortlist/result.hpp"

#include <string>
#include <vector>

namespace shortlist::model {

// The position of a family, by its id, name or alias or by parts of one (names.hpp). Fails with
// FailureKind::usage where that names none, or several.
Result<int> find_family(const Catalogue& catalogue, const std::string& name);

// Sorted positions, each once.
Result<std::vector<int>> find_families(const Catalogue& catalogue,
                                       const std::vector<std::string>& names);

// A failure of the call, not of the data.
Failure usage(std::string message, std::string suggestion = {});

}  // namespace shortlist::model
