#pragma once
// Markdown as GitHub reads it. Text from data is escaped: it can neither make nor break a table, a
// link or markup.

#include "report/layout.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::reporting {

std::string escaped(std::string_view text);

class MarkdownPage {
 public:
  void heading(int level, std::string_view text);
  void paragraph(std::string_view text);

  // Items of one list; a nested item has depth 1.
  void item(std::string_view text, std::size_t depth = 0);
  void end_list() { blank(); }

  void code(const std::vector<std::string>& lines);

  // Pieces of a cell stand below each other; doubtful ones in italics.
  void table(const Table& table);

  std::string take();

 private:
  void blank();
  void row(const std::vector<Cell>& cells);

  std::string out_;
};

}  // namespace shortlist::reporting
