#pragma once
// The tables that text and Markdown share.

#include "report/layout.hpp"
#include "report/points.hpp"
#include "shortlist/explain.hpp"

#include <span>
#include <string>

namespace shortlist::reporting {

Tone tone(Verdict verdict);

// How much a table says: `brief` is for a first look, `sourced` for a record, `full` adds the
// buyer's words.
enum class Detail { brief, sourced, full };

// One row per family: with the ranks that it may take or, brief, what is to be verified of it.
Table ranking_table(std::span<const RankedFamily> families, Detail detail);

// One row per need: verdict, its points of `all`, need, what is known; brief, without its sources.
Table needs_table(const RankedFamily& family, const Points& all, Detail detail);

// One row per need: points of both and the difference; rows and columns add up as shown.
Table gap_table(const Explanation& explanation);

// One row per other variant of the family.
Table sibling_table(const Explanation& explanation);

// One row per item, one column per key.
Table listing_table(const Listing& listing);

// For a cell of a listing: "-" for what is unknown, empty or left out.
std::string cell_text(const Datum* value);

}  // namespace shortlist::reporting
