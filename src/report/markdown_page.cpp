#include "report/markdown_page.hpp"

#include <cstddef>
#include <utility>

namespace shortlist::reporting {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : cleaned(text)) {
    if (c == '<') {
      out.append("&lt;");
      continue;
    }
    if (std::string_view("\\`*|[]~&").find(c) != std::string_view::npos) out.push_back('\\');
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
  out_.append(escaped(text)).append("\n\n");
}

void MarkdownPage::item(std::string_view text, std::size_t depth) {
  out_.append(2 * depth, ' ').append("- ").append(escaped(text));
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
