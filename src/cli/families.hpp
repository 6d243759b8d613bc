#pragma once
// Families named on the command line, for the commands that do not hand the names to the library.

#include "shortlist/model.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shortlist::cli {

// Those of `ids` that stand in `among`, in their order.
std::vector<std::string> those_among(const std::vector<std::string>& ids,
                                     const std::vector<std::string>& among);

// Without ASCII case.
std::string folded(std::string text);

// The text of a key; empty when the record has none.
std::string text_of(const Record& record, std::string_view key);

}  // namespace shortlist::cli
