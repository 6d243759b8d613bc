#pragma once
// Families of a what-if by their names.

#include "shortlist/whatif.hpp"

#include <string>
#include <vector>

namespace shortlist::reporting {

// The id itself where the families do not have it.
const std::string& name_of(const std::vector<FamilyName>& families, const std::string& id);

std::vector<std::string> names_of(const std::vector<FamilyName>& families,
                                  const std::vector<std::string>& ids);

}  // namespace shortlist::reporting
