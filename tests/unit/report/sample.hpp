#pragma once
// Results made by hand: one of everything that a report has to show.

#include "shortlist/report.hpp"

#include <cstddef>

namespace shortlist::sample {

// Gemma 4 before Qwen3.5 (of which one fact is unknown), EuroLLM to verify, two excluded.
Ranking ranking();

// Of Gemma 4 against Qwen3.5.
Explanation explanation();

// Of the excluded Llama 4.
Explanation excluded();

// `families` of Gemma 4, Qwen3.5, EuroLLM, in this order.
FamilyComparison comparison(std::size_t families = 2);

Listing listing();
CheckResult check();
TestResult cases();

}  // namespace shortlist::sample
