#pragma once
// What the layers of a configuration keep.

#include "import/config_keys.hpp"
#include "import/layers.hpp"

#include <cstdint>
#include <optional>

namespace shortlist::importing {

// The width of the window that a configuration gives; 0 where it gives none.
std::int64_t window_of(ConfigKeys& keys);

// What each layer is; nothing, and a note, where the file does not say or the keys of an
// architecture cannot. A window of at least `context` tokens, where that is not 0, is none.
std::optional<Layers> read_layers(ConfigKeys& keys, std::int64_t context);

// What the linear layers keep: heads, their widths, and the inputs of a convolution.
void read_state(ConfigKeys& keys, Geometry& geometry);

}  // namespace shortlist::importing
