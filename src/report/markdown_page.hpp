#pragma once
// Markdown as GitHub reads it. Text from data is escaped: it can neither make nor break a table, a
// link or markup.

#include "report/document.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::reporting {

std::string escaped(std::string_view text);

class MarkdownPage final : public Document {
 public:
  using Document::item;
  void heading(int level, std::string_view text) override;
  void paragraph(std::string_view text) override;
  void item(std::string_view text, std::size_t depth) override;
  void end_list() override { blank(); }
  void code(const std::vector<std::string>& lines) override;
  void table(const Table& table) override;  // doubtful pieces in italics
  std::string take() override;

 private:
  void blank();
  void row(const std::vector<Cell>& cells);

  std::string out_;
};

}  // namespace shortlist::reporting
