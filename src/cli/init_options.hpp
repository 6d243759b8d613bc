#pragma once
// The options of `init`: functions for the rows of the table of options. Each that is named as a
// question is an answer to it; what the answer means stands in the rule base.

#include "cli/arguments.hpp"

#include <string>
#include <string_view>

namespace shortlist::cli {

// Puts an answer beside those before it.
Diagnostics add_answer(Arguments& arguments, std::string_view question, const std::string& words);

Diagnostics apply_answer(Arguments& arguments, const std::string& value);
Diagnostics apply_for(Arguments& arguments, const std::string& value);
Diagnostics apply_languages(Arguments& arguments, const std::string& value);
Diagnostics apply_this_machine(Arguments& arguments, const std::string& value);
Diagnostics apply_commercial(Arguments& arguments, const std::string& value);
Diagnostics apply_licence(Arguments& arguments, const std::string& value);
Diagnostics apply_most(Arguments& arguments, const std::string& value);
Diagnostics apply_force(Arguments& arguments, const std::string& value);

}  // namespace shortlist::cli
