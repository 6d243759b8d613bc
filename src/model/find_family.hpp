#pragma once
// Families by what people call them.

#include "model/catalogue.hpp"
#include "shortlist/result.hpp"

#include <string>
#include <vector>

namespace shortlist::model {

// The position of a family, by id, name or alias without case. Fails with FailureKind::usage.
Result<int> find_family(const Catalogue& catalogue, const std::string& name);

// Sorted positions, each once.
Result<std::vector<int>> find_families(const Catalogue& catalogue,
                                       const std::vector<std::string>& names);

// A failure of the call, not of the data.
Failure usage(std::string message, std::string suggestion = {});

}  // namespace shortlist::model
