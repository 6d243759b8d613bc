#pragma once
// The layers of a model by what each keeps of the past, and the geometry that follows.

#include "base/geometry.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::importing {

// A layer that keeps nothing only feeds forward. Of an unplaced one the file does not say whether
// it is full or sliding.
enum class LayerKind { full, sliding, linear, nothing, unplaced };

using Layers = std::vector<LayerKind>;

constexpr std::int64_t most_layers = 100'000;

// All but every n-th layer are of the kind, every n-th is full.
Layers every_nth_full(std::int64_t count, std::int64_t n, LayerKind others);

// Of a class of models that knows itself which layers have the window: every n-th has none, and of
// 0 all have it. By the class of a configuration or the architecture of a GGUF file.
std::optional<std::int64_t> full_layer_of_class(std::string_view name);

// Counts the layers into a geometry; the last `shared` of them use the cache of others. Those that
// keep nothing are counted with these: they add as little.
void count_layers(const Layers& layers, std::int64_t shared, Geometry& geometry);

// What a geometry lacks that its layers cannot do without, as the end of a sentence; nothing when
// it is whole.
std::optional<std::string> missing_part(const Geometry& geometry);

// Why a file whose layers are not told apart says nothing of its architecture.
inline constexpr const char* no_pattern =
    "architecture: the file gives a sliding window, but not which layers have it";

}  // namespace shortlist::importing
