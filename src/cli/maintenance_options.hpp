#pragma once
// The options of the commands that look after a rule base (`list`, `check`, `test`, `import`):
// functions for the rows of the table of options.

#include "cli/arguments.hpp"

#include <string>

namespace shortlist::cli {

Diagnostics apply_search(Arguments& arguments, const std::string& value);
Diagnostics apply_family(Arguments& arguments, const std::string& value);
Diagnostics apply_variant(Arguments& arguments, const std::string& value);
Diagnostics apply_coverage(Arguments& arguments, const std::string& value);
Diagnostics apply_stale(Arguments& arguments, const std::string& value);
Diagnostics apply_kind(Arguments& arguments, const std::string& value);

}  // namespace shortlist::cli
