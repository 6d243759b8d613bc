#include "base/json_string.hpp"

#include "base/printable.hpp"

#include <algorithm>
#include <cstddef>

namespace shortlist {

namespace {

bool is_verbatim(char c) { return c >= ' ' && c < '\x7F' && c != '"' && c != '\\'; }

void append_unit(char32_t unit, std::string& out) {
  constexpr std::string_view digits = "0123456789abcdef";
  out.append("\\u");
  for (int shift = 12; shift >= 0; shift -= 4) out.push_back(digits[unit >> shift & 0xFU]);
}

// In UTF-16, as JSON counts.
void append_escape(char32_t code, std::string& out) {
  constexpr std::string_view short_of = "\b\f\n\r\t\"\\";
  constexpr std::string_view letters = "bfnrt\"\\";
  constexpr char32_t astral = 0x10000;
  const std::size_t at = code < 0x80 ? short_of.find(static_cast<char>(code)) : short_of.npos;
  if (at != short_of.npos) {
    out.append({'\\', letters[at]});
  } else if (code < astral) {
    append_unit(code, out);
  } else {
    append_unit(0xD800 + ((code - astral) >> 10U), out);
    append_unit(0xDC00 + ((code - astral) & 0x3FFU), out);
  }
}

}  // namespace

void append_json_string(std::string_view text, std::string& out) {
  out.push_back('"');
  while (!text.empty()) {
    const auto plain = static_cast<std::size_t>(
        std::find_if_not(text.begin(), text.end(), is_verbatim) - text.begin());
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const std::size_t size = sequence(text);
    const std::string_view character = text.substr(0, size);
    const char32_t code = size > 0 ? code_point(character) : U'\uFFFD';
    if (code == '"' || code == '\\' || steers(code))
      append_escape(code, out);
    else
      out.append(size > 0 ? character : replacement);
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  out.push_back('"');
}

}  // namespace shortlist
