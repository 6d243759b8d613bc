#pragma once
// What stands in a profile outside of the tables that it belongs to.

#include "load/values.hpp"
#include "model/profile.hpp"

#include <vector>

namespace shortlist::load {

// The keys of a need or of [use] as stated. Those of a type that no key has are a problem here and
// a list that means nothing after, as are numbers that were refused; `wrong` has their places.
std::vector<model::StatedKey> stated_keys(const Node& node, Problems& problems,
                                          std::vector<Where>& wrong);

// Needs and keys of [use] that stand outside of their tables: each problem has the line that says
// what was meant.
void mend_keys_outside_tables(Lookup& context, const Node& document, Reader& reader);

}  // namespace shortlist::load
