#pragma once
// Suggestions for what is misspelt in the user's data.

#include "base/problem.hpp"
#include "base/text.hpp"

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist {

// "did you mean", by the ids of entries or by words, as long as it is worth the look.
template <class Named>
std::string suggest(Problems& problems, std::string_view word, const std::vector<Named>& entries) {
  if (!problems.may_suggest(entries.size())) return {};
  if constexpr (std::same_as<Named, std::string>) {
    return did_you_mean(word, entries);
  } else {
    std::vector<std::string> ids;
    ids.reserve(entries.size());
    for (const Named& entry : entries) ids.push_back(entry.id);
    return did_you_mean(word, ids);
  }
}

}  // namespace shortlist
