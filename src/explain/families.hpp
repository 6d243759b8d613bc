#pragma once
// Families by what people call them.

#include "model/catalogue.hpp"
#include "shortlist/result.hpp"

#include <string>
#include <vector>

namespace shortlist::explanation {

// The position of a family, by id, name or alias without case. Fails with FailureKind::usage.
Result<int> find_family(const model::Catalogue& catalogue, const std::string& name);

// Sorted positions, each once.
Result<std::vector<int>> find_families(const model::Catalogue& catalogue,
                                       const std::vector<std::string>& names);

Failure usage(std::string message, std::string suggestion = {});

}  // namespace shortlist::explanation
