#pragma once
// Keys that are stated beside a profile, on a command line: each takes the place of that key of the
// profile, or makes a profile where there is none.

#include "load/document.hpp"
#include "load/load.hpp"
#include "model/rule_base.hpp"
#include "shortlist/load.hpp"

#include <string_view>
#include <vector>

namespace shortlist::load {

// One text for each key, as it was typed: what problems are shown in, the needs first. They are
// numbered on from `first`; 0 is the profile.
std::vector<Text> texts_of(const ProfileKeys& keys);

// Puts the keys into the tree of a profile.
void overlay(const model::RuleBase& rules, const ProfileKeys& keys, Node& document,
             Problems& problems, int first = 1);

// A value of this key as it was typed: a list by commas, a number, a date, a word.
Node typed_value(std::string_view key, std::string_view value, Where where, Problems& problems);

// The member of a table, made where there is none: a table without members.
Node& member(Node& table, std::string_view key, Where where);

}  // namespace shortlist::load
