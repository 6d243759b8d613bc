#include "base/printable.hpp"

#include "shortlist/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace shortlist {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr std::array steering{
    Range{0x0000, 0x001F},  // C0
    Range{0x007F, 0x009F},  // DEL and C1, U+009B of which starts a terminal's sequences
    Range{0x061C, 0x061C},  // Arabic letter mark
    Range{0x200E, 0x200F},  // left-to-right and right-to-left marks
    Range{0x2028, 0x202E},  // line and paragraph separators, bidirectional embeddings and overrides
    Range{0x2066, 0x206F},  // bidirectional isolates, deprecated formats
    Range{0xFEFF, 0xFEFF},  // byte order mark
    Range{0xFFF9, 0xFFFB},  // interlinear annotations
    Range{0xE0000, 0xE007F},  // tags: text that nobody sees
};

bool is_plain_ascii(char c) { return c >= ' ' && c < '\x7F'; }

}  // namespace

std::size_t sequence(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const auto follows = [&](std::size_t i, std::uint8_t low = 0x80, std::uint8_t high = 0xBF) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const std::uint8_t low = first == 0xE0 ? 0xA0 : 0x80;
    const std::uint8_t high = first == 0xED ? 0x9F : 0xBF;
    return follows(1, low, high) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const std::uint8_t low = first == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = first == 0xF4 ? 0x8F : 0xBF;
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = sequence(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

char32_t code_point(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(character[i]); };
  if (character.size() == 1) return byte(0);
  char32_t code = byte(0) & (0x7FU >> character.size());
  for (std::size_t i = 1; i < character.size(); ++i) code = code << 6U | (byte(i) & 0x3FU);
  return code;
}

bool steers(char32_t code) {
  return std::any_of(steering.begin(), steering.end(),
                     [&](const Range& range) { return code >= range.first && code <= range.last; });
}

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const auto plain = static_cast<std::size_t>(
        std::find_if_not(text.begin(), text.end(), is_plain_ascii) - text.begin());
    shown.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const std::size_t size = sequence(text);
    const bool layout = text.front() == '\n' || text.front() == '\t' || text.starts_with("\r\n");
    if (size > 0 && (layout || !steers(code_point(text.substr(0, size)))))
      shown.append(text.substr(0, size));
    else
      shown.append(replacement);
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return shown;
}

std::string printable_line(std::string_view text) {
  std::string line = printable(text);
  std::erase(line, '\r');
  for (char& c : line)
    if (c == '\n' || c == '\t') c = ' ';
  return line;
}

}  // namespace shortlist
