#pragma once
// Parts of text output about one family, shared by `rank` and `explain`.

#include "report/layout.hpp"
#include "report/tables.hpp"

#include <cstddef>

namespace shortlist::reporting {

// Obligations, questions, warnings, rules that had an effect, variants that are not counted. Brief,
// rules say in their own words what they bear on needs.
void print_notes(Page& page, const RankedFamily& family, Detail detail, std::size_t indent);

// Why an excluded family is out, and what would readmit it.
void print_exclusion(Page& page, const ExcludedFamily& family, std::size_t indent);

// Where the weights are and what starts them; nothing where neither is known.
void print_start(Page& page, const RankedFamily& family);

}  // namespace shortlist::reporting
