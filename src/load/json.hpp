#pragma once
// JSON as the tree that TOML is read into, so that one set of readers serves both. What is null is
// not there.

#include "load/document.hpp"

#include <string_view>

namespace shortlist::load {

// RFC 8259, to 4 MiB, 64 levels and 100,000 values; a key that stands twice, a number above 10^18
// and bytes that are not UTF-8 are refused. The first thing that is wrong is a problem; the tree is
// then empty. O(size of the text).
Node parse_json(std::string_view text, Problems& problems);

}  // namespace shortlist::load
