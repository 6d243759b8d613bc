#pragma once
// How much a profile asks to be judged.

#include "decide/decide.hpp"
#include "shortlist/result.hpp"

#include <vector>

namespace shortlist::decide {

// Fails (usage) where that would take more than seconds, or gigabytes: above 400,000 needs of
// families, or above 5,000,000 needs and items of their lists on variants (and quantisations,
// where several device needs have to agree on one).
Result<void> bounded(const model::Catalogue& catalogue, const model::Profile& profile,
                     const std::vector<int>& only);

}  // namespace shortlist::decide
