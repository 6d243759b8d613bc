#pragma once
// JSON and YAML as the tree that TOML is read into, so that one set of readers serves all three.
// What is null is not there.

#include "load/document.hpp"

#include <string_view>

namespace shortlist::importing {

// RFC 8259; the words Infinity and NaN that Python writes are read as text. The first thing that is
// wrong is a problem; the tree is then empty. O(size of the text).
load::Node parse_json(std::string_view text, Problems& problems);

// The first document of a YAML text that starts at `line` of its file. Every scalar is text: what
// "no" means is for the reader to say. Aliases are not followed. O(size of the text).
load::Node parse_yaml(std::string_view text, int line, Problems& problems);

}  // namespace shortlist::importing
