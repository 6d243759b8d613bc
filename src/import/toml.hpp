#pragma once
// What was imported as TOML: families as a file of a rule base, needs as a profile.

#include "shortlist/import.hpp"

#include <span>
#include <string>

namespace shortlist::importing {

// The families, loadable as they are. The status of the values shows in no way.
std::string to_toml(std::span<const ImportedFamily> families);

std::string to_toml(const ImportedProfile& profile);

}  // namespace shortlist::importing
