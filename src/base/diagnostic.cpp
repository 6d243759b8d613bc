#include "base/printable.hpp"
#include "shortlist/result.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace shortlist {

namespace {

constexpr std::size_t widest = 100;  // characters of a source line that are shown

// The part of a source line round a column, and what stands before its caret: nothing where the
// line has no such column.
struct Excerpt {
  std::string line;
  std::optional<std::string> indent;
};

Excerpt excerpt(std::string_view source_line, std::size_t column) {
  const std::string shown = printable(source_line);
  const std::size_t first = column > widest ? column - widest / 2 : 1;
  Excerpt excerpt{first > 1 ? "..." : "", std::string(first > 1 ? 3 : 0, ' ')};
  std::string_view rest = shown;
  std::size_t at = 1;
  for (; at < first + widest && !rest.empty(); ++at) {
    const std::string_view character = rest.substr(0, sequence(rest));
    rest.remove_prefix(character.size());
    if (at < first) continue;
    const bool breaks = character == "\r" || character == "\n";
    excerpt.line.append(breaks ? " " : character);
    if (at < column) excerpt.indent->push_back(character == "\t" ? '\t' : ' ');
  }
  if (column > at) excerpt.indent.reset();  // one just past the line is shown
  return excerpt;
}

}  // namespace

std::string to_text(const Diagnostic& diagnostic) {
  std::string text;
  if (!diagnostic.file.empty()) text += printable_line(diagnostic.file) + ":";
  if (diagnostic.line > 0)
    text += std::to_string(diagnostic.line) + ":" + std::to_string(diagnostic.column) + ":";
  if (!text.empty()) text += " ";
  text += diagnostic.severity == Severity::error ? "error: " : "warning: ";
  text += printable_line(diagnostic.message) + "\n";
  if (!diagnostic.source_line.empty() && diagnostic.column > 0) {
    const auto [line, indent] =
        excerpt(diagnostic.source_line, static_cast<std::size_t>(diagnostic.column));
    text += "  " + line + "\n";
    if (indent) text += "  " + *indent + "^\n";
  }
  if (!diagnostic.suggestion.empty()) text += "  " + printable_line(diagnostic.suggestion) + "\n";
  return text;
}

}  // namespace shortlist
