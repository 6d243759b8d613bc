#pragma once
// Which release of the library this is.

#include "shortlist/export.h"

#include <string_view>

namespace shortlist {

// "0.1.0", after Semantic Versioning: of the library that runs, not of the headers.
SHORTLIST_EXPORT std::string_view version();

}  // namespace shortlist
