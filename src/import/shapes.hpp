#pragma once
// How many parameters a model has by the shapes of its weights.

#include "import/config_keys.hpp"

namespace shortlist::importing {

// States `parameters` of a dense model, all of whose weights follow from its configuration: of
// known classes to the last one, of others within half a per cent, as biases and norms that no key
// states are left out. Else a note says what the shapes do not tell.
void count_parameters(ConfigKeys& keys, const Geometry& geometry, Finding& finding);

}  // namespace shortlist::importing
