#pragma once
// Imported families as a file of a rule base.

#include "shortlist/import.hpp"

#include <span>
#include <string>

namespace shortlist::importing {

// The families, loadable as they are. The status of the values shows in no way.
std::string to_toml(std::span<const ImportedFamily> families);

}  // namespace shortlist::importing
