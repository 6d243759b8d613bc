#pragma once
// Words: comparing without case, lists in sentences, and "did you mean".

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist {

// ASCII lower case. Ids, items and tags compare by this.
std::string fold(std::string_view text);

bool equal_folded(std::string_view left, std::string_view right);

// "a", "a and b", "a, b and c"; with `conjunction` in place of "and".
std::string listed(std::span<const std::string> words, std::string_view conjunction = "and");

// The candidate nearest to `word` in edit distance (Damerau-Levenshtein, without case), if it is
// near enough to be meant: at most a third of the letters of the longer word differ (but always one
// may), and at most 3. Empty if none is.
std::string closest(std::string_view word, std::span<const std::string> candidates);

// `closest` as a suggestion, "did you mean 'x'?", else the candidates when they are few, else "".
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

// True for an id: [A-Za-z0-9][A-Za-z0-9._-]*
bool is_id(std::string_view text);

// Code points in UTF-8 text, which is what a terminal's columns are counted in here.
std::size_t length_in_characters(std::string_view text);

}  // namespace shortlist
