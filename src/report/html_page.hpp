#pragma once
// HTML in one file: no script, no font, no image, nothing of the network; light, dark and on paper.
// Its frame and style are html_page.html. Text from data is text: addresses that begin with http://
// or https:// become links, all else is escaped.

#include "report/document.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::reporting {

class HtmlPage final : public Document {
 public:
  using Document::item;
  void heading(int level, std::string_view text) override;  // the first is the title too
  void paragraph(std::string_view text) override;
  void item(std::string_view text, std::size_t depth) override;
  void end_list() override { close_lists(0); }
  void code(const std::vector<std::string>& lines) override;
  void table(const Table& table) override;
  std::string take() override;

 private:
  void close_lists(std::size_t open);  // until so many are

  std::string title_;
  std::string body_;
  std::size_t lists_ = 0;  // that are open, each in an item of the one before
};

}  // namespace shortlist::reporting
