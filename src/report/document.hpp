#pragma once
// A result as headings, paragraphs, lists, tables and commands: what Markdown and HTML are made of.
// Text is given as it is; whoever writes it keeps it text.

#include "report/layout.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::reporting {

class Document {
 public:
  Document() = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  virtual ~Document() = default;

  virtual void heading(int level, std::string_view text) = 0;
  virtual void paragraph(std::string_view text) = 0;

  // Items of one list; a nested item has depth 1.
  virtual void item(std::string_view text, std::size_t depth) = 0;
  void item(std::string_view text) { item(text, 0); }
  virtual void end_list() = 0;

  virtual void code(const std::vector<std::string>& lines) = 0;

  // Pieces of a cell stand below each other.
  virtual void table(const Table& table) = 0;

  virtual std::string take() = 0;
};

}  // namespace shortlist::reporting
