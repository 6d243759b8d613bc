#pragma once
// Words and numbers for front ends, as the library itself writes and reads them.

#include "shortlist/export.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace shortlist {

// Whether two words are the same without ASCII case, as ids, items and tags compare.
SHORTLIST_EXPORT bool equal_folded(std::string_view left, std::string_view right);

// Whether it consists of whole sequences of UTF-8 (RFC 3629: no overlong forms, no surrogates,
// nothing above U+10FFFF). O(size).
SHORTLIST_EXPORT bool is_utf8(std::string_view text);

// "a", "a and b", "a, b and c"; with `conjunction` in place of "and".
SHORTLIST_EXPORT std::string listed(std::span<const std::string> words,
                                    std::string_view conjunction = "and");

// The candidate nearest to `word` in edit distance (Damerau-Levenshtein, without case), if it is
// near enough to be meant: at most a third of the letters of the longer word differ (but always one
// may), and at most 3. Empty if none is.
SHORTLIST_EXPORT std::string closest(std::string_view word,
                                     std::span<const std::string> candidates);

// `closest` as a suggestion, "did you mean 'x'?", else the candidates when they are few, else "".
SHORTLIST_EXPORT std::string did_you_mean(std::string_view word,
                                          std::span<const std::string> candidates);

// Code points in UTF-8 text, which is what a terminal's columns are counted in here.
SHORTLIST_EXPORT std::size_t length_in_characters(std::string_view text);

// Digits with an optional fraction and underscores, an optional space, and one of the suffixes
// K M B T (powers of 1000) or Ki Mi Gi Ti (powers of 1024). The decimal is scaled before it is
// rounded to double, so "8.03B" is 8030000000. Nothing for any other text, or above 10^18.
SHORTLIST_EXPORT std::optional<double> parse_number(std::string_view text);

// "131,072", "0.25": the shortest digits that read back, whole part in groups of three.
SHORTLIST_EXPORT std::string number_text(double number);

// "27.4B", "3.8B", "270M": parameters in at most three significant digits.
SHORTLIST_EXPORT std::string count_text(double number);

}  // namespace shortlist
