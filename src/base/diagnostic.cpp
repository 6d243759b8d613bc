#include "shortlist/result.hpp"

#include <cstddef>
#include <string>

namespace shortlist {

namespace {

constexpr std::size_t widest = 100;  // bytes of a source line that are shown

// The part of a line around a column, so that a long line does not bury the caret.
std::string excerpt(const std::string& line, int column, std::string& caret) {
  std::string text;
  caret.clear();
  int at = 1;
  for (std::size_t i = 0; i < line.size() && text.size() < widest; ++i) {
    const bool starts = (static_cast<unsigned char>(line[i]) & 0xC0U) != 0x80U;
    if (starts && at < column) caret.push_back(line[i] == '\t' ? '\t' : ' ');
    if (starts) ++at;
    text.push_back(line[i]);
  }
  caret.push_back('^');
  return text;
}

// Words that may come from a stranger's file: what could steer a terminal is not passed on.
std::string harmless(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == '\x7F') c = c == '\n' ? ' ' : '?';
  return text;
}

}  // namespace

std::string to_text(const Diagnostic& diagnostic) {
  std::string text;
  if (!diagnostic.file.empty()) text += harmless(diagnostic.file) + ":";
  if (diagnostic.line > 0)
    text += std::to_string(diagnostic.line) + ":" + std::to_string(diagnostic.column) + ":";
  if (!text.empty()) text += " ";
  text += diagnostic.severity == Severity::error ? "error: " : "warning: ";
  text += harmless(diagnostic.message) + "\n";
  if (!diagnostic.source_line.empty() && diagnostic.column > 0) {
    std::string caret;
    const std::string line = excerpt(diagnostic.source_line, diagnostic.column, caret);
    text += "  " + line + "\n";
    if (caret.size() <= line.size() + 1) text += "  " + caret + "\n";
  }
  if (!diagnostic.suggestion.empty()) text += "  " + harmless(diagnostic.suggestion) + "\n";
  return text;
}

}  // namespace shortlist
