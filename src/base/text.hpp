#pragma once
// Words: comparing without case, lists in sentences, "did you mean" (shortlist/text.hpp), and ids.

#include "shortlist/text.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist {

// ASCII lower case. Ids, items and tags compare by this.
std::string fold(std::string_view text);

// Below, at or above 0 as the first stands before, with or behind the other once both are folded.
int compare_folded(std::string_view left, std::string_view right);

// ASCII upper case.
std::string upper(std::string text);

// Without blanks, tabs and line ends before and after it.
std::string_view trimmed(std::string_view text);

// The words between commas, each trimmed; at least one, and each may be empty.
std::vector<std::string> comma_separated(std::string_view text);

// "one of a, b or c", or "one of 5,000 words" where naming them would fill pages.
std::string one_of(std::span<const std::string> words);

// Most that are named of things that may be many.
constexpr std::size_t handful = 6;

// "a, b and c"; past a handful "a, b, ... and 21 more". `word` is asked for those that are named.
template <class Word>
std::string few_listed(std::size_t count, Word word) {
  const std::size_t named = count > handful + 1 ? handful : count;
  std::vector<std::string> words;
  words.reserve(named + 1);
  for (std::size_t i = 0; i < named; ++i) words.push_back(word(i));
  if (named < count) words.push_back(std::to_string(count - named) + " more");
  return listed(words);
}

// True for an id: [A-Za-z0-9][A-Za-z0-9._-]*
bool is_id(std::string_view text);

}  // namespace shortlist
