#pragma once
// One filter for all that is printed. Words of a stranger's file must not drive a terminal, nor
// show other than they are: control characters, bidirectional marks, overrides and isolates,
// separators of lines, what hides or annotates text, and bytes that are no UTF-8 show as U+FFFD
// each. Letters of every script, combining marks, joiners (which Persian and Hindi need) and emoji
// pass.

#include <cstddef>
#include <string>
#include <string_view>

namespace shortlist {

// What is shown in place of a character that must not be printed.
constexpr std::string_view replacement = "\xEF\xBF\xBD";

// Length of the UTF-8 sequence at the front of a text that is not empty, 0 when it is none (RFC
// 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
std::size_t sequence(std::string_view text);

// The code point of one whole sequence.
char32_t code_point(std::string_view character);

// Whether a code point could steer a terminal or deceive a reader. Tabs and line breaks do so too:
// where they may stand is for the caller to say.
bool steers(char32_t code);

// Tabs and line breaks ("\n" and "\r\n") stay, all else that steers becomes U+FFFD. What comes out
// is UTF-8, and passes a second time as it is.
std::string printable(std::string_view text);

// The same on one line: tabs and line breaks are spaces.
std::string printable_line(std::string_view text);

}  // namespace shortlist
