#pragma once
// A file of families as a rule base that is loaded already would take it.

#include "base/problem.hpp"
#include "load/load.hpp"
#include "model/rule_base.hpp"

namespace shortlist::load {

// What is wrong with the families of a text when it is the file of a later folder: they add to
// those of the rule base and stand in place of the ones of their ids. Problems have its lines.
// False when the text does not even parse. O(text + names of the rule base).
bool check_beside(const model::RuleBase& rules, const Text& text, Problems& problems);

}  // namespace shortlist::load
