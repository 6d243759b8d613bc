#include "report/html_page.hpp"

#include "report/html_frame.hpp"
#include "report/markup.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace shortlist::reporting {

namespace {

// The length of the address that the text begins with; 0: it begins with none. What ends a sentence
// or closes a bracket around it is no part of it.
std::size_t address_length(std::string_view text) {
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  if (scheme == 0) return 0;
  std::size_t length = std::min(text.find_first_of(" <>\"'`{}|\\^"), text.size());
  while (length > scheme &&
         std::string_view(".,;:!?)]").find(text[length - 1]) != std::string_view::npos)
    --length;
  return length > scheme ? length : 0;
}

std::string html_text(std::string_view text) {
  const std::string clean = cleaned(text);
  std::string out;
  for (std::string_view rest = clean; !rest.empty();) {
    if (const std::size_t length = address_length(rest); length > 0) {
      std::string address;
      append_markup(rest.substr(0, length), address);
      out.append("<a href=\"").append(address).append("\">").append(address).append("</a>");
      rest.remove_prefix(length);
    }
    const std::size_t next =
        std::min(rest.find("http", rest.starts_with("http") ? 1 : 0), rest.size());
    append_markup(rest.substr(0, next), out);
    rest.remove_prefix(next);
  }
  return out;
}

// In the order of Tone.
constexpr std::array<std::string_view, 6> tones{"", "strong", "good", "doubtful", "bad", "quiet"};

std::string element(std::string_view name, std::string_view attributes, std::string_view content) {
  std::string out("<");
  out.append(name).append(attributes).append(">").append(content);
  return out.append("</").append(name).append(">");
}

std::string cell_html(const Cell& cell) {
  std::string out;
  const auto filled = std::count_if(cell.begin(), cell.end(),
                                    [](const Piece& piece) { return !piece.text.empty(); });
  for (const Piece& piece : cell) {
    if (piece.text.empty()) continue;
    const std::string_view tone = tones[static_cast<std::size_t>(piece.tone)];
    const std::string attributes = tone.empty() ? "" : " class=\"" + std::string(tone) + "\"";
    const std::string text = html_text(piece.text);
    if (filled > 1)
      out.append(element("div", attributes, text));
    else
      out.append(tone.empty() ? text : element("span", attributes, text));
  }
  return out;
}

std::string_view number_class(const Column& column) {
  return column.right ? " class=\"number\"" : "";
}

// What stands for the name in double braces.
std::string filled_in(std::string frame, std::string_view name, std::string_view content) {
  const std::string place = "{{" + std::string(name) + "}}";
  return frame.replace(frame.find(place), place.size(), content);
}

}  // namespace

void HtmlPage::close_lists(std::size_t open) {
  for (; lists_ > open; --lists_) body_.append("</li>\n</ul>\n");
}

void HtmlPage::heading(int level, std::string_view text) {
  close_lists(0);
  if (title_.empty()) title_ = text;
  body_.append(element("h" + std::to_string(level), "", html_text(text))).push_back('\n');
}

void HtmlPage::paragraph(std::string_view text) {
  close_lists(0);
  body_.append(element("p", "", html_text(text))).push_back('\n');
}

void HtmlPage::item(std::string_view text, std::size_t depth) {
  depth = std::min(depth, lists_);  // below an item
  close_lists(depth + 1);
  if (lists_ == depth + 1)
    body_.append("</li>\n");
  else
    body_.append("<ul>\n");
  lists_ = depth + 1;
  body_.append("<li>").append(html_text(text));
}

void HtmlPage::code(const std::vector<std::string>& lines) {
  close_lists(0);
  std::string all;
  for (const std::string& line : lines) {
    append_markup(cleaned(line), all);
    all.push_back('\n');
  }
  body_.append(element("pre", "", element("code", "", all))).push_back('\n');
}

void HtmlPage::table(const Table& table) {
  close_lists(0);
  body_.append("<div class=\"table\">\n<table>\n<thead>\n<tr>");
  for (const Column& column : table.columns)
    body_.append(element("th", " scope=\"col\"" + std::string(number_class(column)),
                         html_text(column.header)));
  body_.append("</tr>\n</thead>\n<tbody>\n");
  for (const auto& row : table.rows) {
    body_.append("<tr>");
    for (std::size_t i = 0; i < row.size(); ++i)
      body_.append(element("td", number_class(table.columns[i]), cell_html(row[i])));
    body_.append("</tr>\n");
  }
  body_.append("</tbody>\n</table>\n</div>\n");
}

std::string HtmlPage::take() {
  close_lists(0);
  std::string title;
  append_markup(cleaned(title_), title);
  // From the end on: what stands in a place fills nothing in.
  return filled_in(filled_in(std::string(html_frame), "content", body_), "title", title);
}

}  // namespace shortlist::reporting
