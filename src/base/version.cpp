#include "shortlist/version.hpp"

namespace shortlist {

std::string_view version() { return SHORTLIST_VERSION; }

}  // namespace shortlist
