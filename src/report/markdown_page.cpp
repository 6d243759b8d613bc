#include "report/markdown_page.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace shortlist::reporting {

namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The mark that would make a quotation, a list, a rule or an underlined heading of a line.
std::size_t line_mark(std::string_view text) {
  const std::size_t at = std::min(text.find_first_not_of("0123456789"), text.size());
  if (at == text.size()) return std::string_view::npos;
  const char mark = text[at];
  const char next = at + 1 < text.size() ? text[at + 1] : ' ';
  const std::string_view marks = at == 0 ? "+-=" : ".)";
  const bool list = marks.find(mark) != std::string_view::npos && (next == ' ' || next == mark);
  return list || (at == 0 && mark == '>') ? at : std::string_view::npos;
}

std::string escaped_line(std::string_view text) {
  std::string line = escaped(text);
  if (const std::size_t mark = line_mark(line); mark != std::string_view::npos)
    line.insert(mark, 1, '\\');
  return line;
}

}  // namespace

std::string escaped(std::string_view text) {
  const std::string clean = cleaned(text);
  std::string out;
  for (std::size_t at = 0; at < clean.size(); ++at) {
    const char c = clean[at];
    if (c == '<') {
      out.append("&lt;");
      continue;
    }
    // Within a word these two are characters like others.
    const bool within = at > 0 && at + 1 < clean.size() && is_letter_or_digit(clean[at - 1]) &&
                        is_letter_or_digit(clean[at + 1]);
    if (std::string_view("\\`*|[]~&$").find(c) != std::string_view::npos ||
        ((c == '_' || c == '#') && !within))
      out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

void MarkdownPage::blank() {
  if (!out_.empty() && !out_.ends_with("\n\n")) out_.push_back('\n');
}

void MarkdownPage::heading(int level, std::string_view text) {
  blank();
  out_.append(static_cast<std::size_t>(level), '#')
      .append(" ")
      .append(escaped(text))
      .append("\n\n");
}

void MarkdownPage::paragraph(std::string_view text) {
  blank();
  out_.append(escaped_line(text)).append("\n\n");
}

void MarkdownPage::item(std::string_view text, std::size_t depth) {
  out_.append(2 * depth, ' ').append("- ").append(escaped_line(text));
  out_.push_back('\n');
}

// The fence is longer than any run of backticks inside, so that no line can end it.
void MarkdownPage::code(const std::vector<std::string>& lines) {
  std::string fence = "```";
  std::string body;
  for (const std::string& line : lines) body.append(cleaned(line)).push_back('\n');
  while (body.find(fence) != std::string::npos) fence.push_back('`');
  blank();
  out_.append(fence).append("\n").append(body).append(fence).append("\n\n");
}

void MarkdownPage::row(const std::vector<Cell>& cells) {
  out_.push_back('|');
  for (const Cell& cell : cells) {
    out_.push_back(' ');
    bool first = true;
    for (const Piece& piece : cell) {
      if (piece.text.empty()) continue;
      if (!first) out_.append("<br>");
      const std::string text = escaped(piece.text);
      out_.append(piece.tone == Tone::doubtful && !first ? "*" + text + "*" : text);
      first = false;
    }
    out_.append(" |");
  }
  out_.push_back('\n');
}

void MarkdownPage::table(const Table& table) {
  blank();
  std::vector<Cell> header;
  for (const Column& column : table.columns) header.push_back({{column.header}});
  row(header);
  out_.push_back('|');
  for (const Column& column : table.columns) out_.append(column.right ? " ---: |" : " --- |");
  out_.push_back('\n');
  for (const auto& cells : table.rows) row(cells);
  out_.push_back('\n');
}

std::string MarkdownPage::take() {
  while (out_.ends_with("\n\n")) out_.pop_back();
  return std::move(out_);
}

}  // namespace shortlist::reporting
