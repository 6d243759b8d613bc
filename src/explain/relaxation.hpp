#pragma once
// The smallest change of a profile that readmits a family it excludes.

#include "explain/describe.hpp"

#include <optional>
#include <vector>

namespace shortlist::explanation {

// The profile with the changes made, as if its file had been edited; nothing where a change does
// not make a valid need.
std::optional<model::Profile> apply(const model::RuleBase& rules, const model::Profile& profile,
                                    const std::vector<Change>& changes);

struct Readmission {
  std::vector<Change> changes;
  const model::Variant* variant = nullptr;  // null for a family without candidates
};

// The fewest needs changed, one key each; a must becomes a should only where no key helps. Of
// equally few the one with fewest such, then that of the variant that stands best, unless another
// changes the same keys by steps none of which is larger. Nothing where rules exclude every
// variant. What it returns has been applied and judged: the family is then qualified or to be
// verified.
std::optional<Readmission> relax(const Frame& frame, const decide::Standing& standing);

// An excluded family, described, with its failures and its relaxation.
ExcludedFamily describe_excluded(const Frame& frame, const decide::Standing& standing);

}  // namespace shortlist::explanation
