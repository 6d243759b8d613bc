#pragma once
// What judging and ranking both read: entries by id, words as they meet, levels as places.

#include "oracle/world.hpp"

#include <set>
#include <string>

namespace oracle {

const Fact& fact_of(const World& world, const std::string& id);
const Criterion& criterion_of(const World& world, const Need& need);

// The items of a list in lower case, sets opened.
std::set<std::string> expand(const World& world, const Fact& fact, const List& list);

// Whether a list that is claimed holds what a need wants; `wanted` is in lower case.
bool holds(const World& world, const Fact& fact, const List& claimed, const std::string& wanted);

std::string lower(std::string word);

// A level by its place, from 0; and a bound as a number, a level by its place.
double level_at(const Fact& fact, const std::string& level);
double bound(const Fact& fact, const Bound& stated);

}  // namespace oracle
