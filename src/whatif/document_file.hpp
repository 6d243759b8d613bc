#pragma once
// Files of shards and checkpoints, as text.

#include "shortlist/result.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace shortlist::whatif {

constexpr std::size_t most_bytes = std::size_t{512} << 20U;

// The whole file, at most so large; nothing where there is none. Fails with FailureKind::io.
Result<std::optional<std::string>> read_document(const std::string& path);

}  // namespace shortlist::whatif
