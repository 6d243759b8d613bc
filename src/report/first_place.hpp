#pragma once
// How sure the first place is and what could overturn it, in the same words wherever it is said.

#include "shortlist/whatif.hpp"

#include <string>
#include <vector>

namespace shortlist::reporting {

// What could put another family first than that of `ranking`, which is not empty: weights, unknown
// facts, both or nothing, then families to verify. No sentence where nothing competes with it.
// `stability` says which weight does it, where it is not null.
std::vector<std::string> overturned_by(const Ranking& ranking, const WeightAnalysis* stability);

// What the ranks of a table leave out, where more could turn out than they allow for; else empty.
std::string ranks_text(const Ranking& ranking);

// What weights do to the first place, by itself: "No weights put another family before Gemma 4."
std::string weights_text(const WeightAnalysis& analysis);

// How far the first is from the next of its status: ", 13 ahead of Qwen3.5". Empty where it is the
// only one.
std::string lead_text(const Ranking& ranking);

// Who has as many points as the first, of its status: "Qwen3.5 has", "Qwen3.5 and 2 more have".
// Empty where none has.
std::string level_text(const Ranking& ranking);

// Whether points decide nothing.
bool no_weight_counts(const Ranking& ranking);

}  // namespace shortlist::reporting
