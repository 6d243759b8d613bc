#pragma once
// A ranking as `rank` prints it.

#include "shortlist/rank.hpp"
#include "shortlist/report.hpp"

#include <string>

namespace shortlist::cli {

// With what its first place hangs on, where something can move it.
std::string ranking_text(const RuleBase& rule_base, const Profile& profile,
                         const RankOptions& options, const Ranking& ranking, const Style& style);

}  // namespace shortlist::cli
