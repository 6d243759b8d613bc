#pragma once
// Keys that are stated beside a profile, on a command line: each takes the place of that key of the
// profile, or makes a profile where there is none.

#include "load/document.hpp"
#include "load/load.hpp"
#include "model/rule_base.hpp"
#include "shortlist/load.hpp"

#include <vector>

namespace shortlist::load {

// One text for each key, as it was typed: what problems are shown in. They are numbered from 1, the
// needs first; 0 is the profile.
std::vector<Text> texts_of(const ProfileKeys& keys);

// Puts the keys into the tree of a profile.
void overlay(const model::RuleBase& rules, const ProfileKeys& keys, Node& document,
             Problems& problems);

}  // namespace shortlist::load
