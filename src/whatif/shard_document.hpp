#pragma once
// The shape that writing and reading a shard's document share.

#include "base/sha256.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace shortlist::whatif {

using Json = nlohmann::ordered_json;

inline constexpr std::string_view shard_schema = "shortlist/whatif-sample-shard/1";

// A line for each key.
std::string document_text(const Json& document);

// Of a document without its checksum: tells damage, not malice.
inline std::string checksum(const Json& document) { return sha256(document_text(document)); }

}  // namespace shortlist::whatif
