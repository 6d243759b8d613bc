#pragma once
// Words: comparing without case, lists in sentences, "did you mean" (shortlist/text.hpp), and ids.

#include "shortlist/text.hpp"

#include <span>
#include <string>
#include <string_view>

namespace shortlist {

// ASCII lower case. Ids, items and tags compare by this.
std::string fold(std::string_view text);

// "one of a, b or c", or "one of 5,000 words" where naming them would fill pages.
std::string one_of(std::span<const std::string> words);

// True for an id: [A-Za-z0-9][A-Za-z0-9._-]*
bool is_id(std::string_view text);

}  // namespace shortlist
