// What `init` asks, as text for a terminal.

#include "base/printable.hpp"
#include "shortlist/questions.hpp"
#include "shortlist/text.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist {

namespace {

constexpr std::size_t widest = 80;

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, length_in_characters(text)), ' ');
}

// Words in lines of at most 80 columns; all but the first stand behind `indent` blanks.
std::string wrapped(std::string_view text, std::size_t column, std::size_t indent) {
  std::string lines;
  bool fresh = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string word(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    const std::size_t length = length_in_characters(word);
    if (!fresh && column + 1 + length > widest) {
      lines += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!fresh) {
      lines += " ";
      ++column;
    }
    lines += word;
    column += length;
    fresh = false;
  }
  return lines + "\n";
}

}  // namespace

std::string to_text(const ProfileQuestion& question) {
  std::size_t width = 0;
  for (const Reply& reply : question.replies)
    width = std::max(width, length_in_characters(printable_line(reply.word)));
  std::string text = wrapped(printable_line(question.text), 0, 0);
  int number = 0;
  for (const Reply& reply : question.replies) {
    if (reply.word.empty()) continue;
    const std::string place = std::to_string(++number);
    text += std::string(4 - std::min<std::size_t>(4, place.size()), ' ') + place + "  ";
    text += padded(printable_line(reply.word), width) + "  ";
    text += wrapped(printable_line(reply.says), width + 8, width + 8);
  }
  for (const Reply& reply : question.replies) {
    if (!reply.word.empty()) continue;
    const std::string says =
        reply.says.empty() ? "in words of your own" : printable_line(reply.says);
    text += "      " + wrapped(says + ", such as " + printable_line(reply.example), 6, 6);
  }
  return text;
}

std::string help_text(const ProfileQuestion& question) {
  const std::string help = printable_line(question.help);
  return help.empty() ? std::string{} : wrapped(help, 0, 0);
}

}  // namespace shortlist
