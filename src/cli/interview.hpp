#pragma once
// Questions at a terminal, one by one.
//
// Enter leaves a question out, "?" explains it, "b" or "back" returns to the one before, "q" or the
// end of the input quits. An answer is taken once it makes sense beside those before it; of another
// one is said what is wrong, and it is asked again.

#include "shortlist/questions.hpp"

#include <optional>
#include <vector>

namespace shortlist::cli {

// Asks on stderr and reads lines of standard input. Nothing when it was quit.
std::optional<std::vector<Answer>> interview(const RuleBase& rule_base);

}  // namespace shortlist::cli
