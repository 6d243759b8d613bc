#pragma once
// What is imported is read as its user will load it before anybody sees it. What does not load is
// left out, key by key, and a note says why; the rest is read again until it loads.

#include "model/rule_base.hpp"
#include "shortlist/import.hpp"

#include <string>
#include <vector>

namespace shortlist::importing {

// Families beside the rule base they are for. What is left of them, perhaps none, loads.
std::string loadable(const model::RuleBase& rules, std::vector<ImportedFamily>& families,
                     std::vector<std::string>& notes);

// A profile against its rule base. One without needs is left when none loads.
std::string loadable(const model::RuleBase& rules, ImportedProfile& profile,
                     std::vector<std::string>& notes);

}  // namespace shortlist::importing
