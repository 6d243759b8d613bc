#pragma once
// Text laid out for a terminal: wrapping, aligned columns, indentation, colour.
//
//     Page page(style);
//     page.paragraph({"Gemma 4 comes first."});
//     page.table(table);
//     return page.take();
//
// No line is wider than Style::width, but for what is written verbatim; no line ends in a space.
// Columns are counted in code points. Text that comes from data is cleaned first
// (base/printable.hpp).

#include "shortlist/report.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::reporting {

enum class Tone { plain, strong, good, doubtful, bad, quiet };

struct Piece {
  std::string text;
  Tone tone = Tone::plain;
};

// Pieces stand below each other, each wrapped by itself.
using Cell = std::vector<Piece>;

struct Column {
  std::string header;
  bool right = false;       // numbers
  bool wraps = true;        // false: keeps its width as long as another column can give way
  std::size_t most = 1000;  // characters
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  bool ruled = false;  // an empty line between rows
};

// One line: white space becomes single spaces, what could steer a terminal U+FFFD.
std::string cleaned(std::string_view text);

// Lines of at most `width` characters, broken at spaces; a word that is longer is broken after
// punctuation where it has some in the second half of the line. Never empty: "" is one empty line.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

// The widths of the columns of a table within `available` characters, gaps included.
std::vector<std::size_t> fit_columns(const Table& table, std::size_t available);

constexpr std::size_t column_gap = 2;

class Page {
 public:
  explicit Page(const Style& style);

  std::size_t width() const { return width_; }

  void blank();  // at most one, and none at the top
  void heading(std::string_view text);
  void paragraph(const Piece& piece, std::size_t indent = 0);

  // `label`, then `text` wrapped beside it; later lines start below the text. `column`: where the
  // text starts, counted from the indent; 0 is after the label and a space.
  void hanging(const Piece& label, const Piece& text, std::size_t indent = 0,
               std::size_t column = 0);

  // As it is, however wide: what is to be copied.
  void verbatim(std::string_view text, std::size_t indent);

  void table(const Table& table, std::size_t indent = 0);

  std::string take();

 private:
  std::string painted(std::string_view text, Tone tone) const;
  void line(std::string text);
  void table_row(const Table& table, const std::vector<Cell>& row,
                 const std::vector<std::size_t>& widths, std::size_t indent);

  std::string out_;
  std::size_t width_;
  bool colour_;
};

}  // namespace shortlist::reporting
