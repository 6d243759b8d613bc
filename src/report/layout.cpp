#include "report/layout.hpp"

#include "base/printable.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace shortlist::reporting {

namespace {

constexpr std::size_t narrowest_page = 40;
constexpr std::size_t narrowest_column = 8;
constexpr std::size_t narrowest_word = 5;  // to which text gives way before numbers do

// The bytes of the character that starts at `at`; at least 1, never past the end.
std::size_t character_size(std::string_view text, std::size_t at) {
  std::size_t size = 1;
  while (at + size < text.size() && (text[at + size] & '\xC0') == '\x80') ++size;
  return size;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Where to break a word of more than `width` characters, in bytes.
std::size_t break_at(std::string_view word, std::size_t width) {
  std::size_t cut = 0;
  std::size_t after_mark = 0;
  for (std::size_t count = 1; count <= width && cut < word.size(); ++count) {
    const std::size_t size = character_size(word, cut);
    const bool mark = std::string_view("/-_.,:;=&?+").find(word[cut]) != std::string_view::npos;
    cut += size;
    if (mark && 2 * count >= width) after_mark = cut;
  }
  return after_mark > 0 ? after_mark : cut;
}

std::size_t widest(const Table& table, std::size_t column) {
  std::size_t most = length_in_characters(table.columns[column].header);
  for (const auto& row : table.rows)
    for (const Piece& piece : row[column])
      most = std::max(most, length_in_characters(cleaned(piece.text)));
  return most;
}

// Takes from the widest of the columns that may give, one character at a time, down to `least`.
template <class May>
void shrink(std::vector<std::size_t>& widths, std::size_t& total, std::size_t available,
            std::size_t least, May may) {
  while (total > available) {
    std::size_t* most = nullptr;
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (may(i) && widths[i] > least && (most == nullptr || widths[i] > *most)) most = &widths[i];
    if (most == nullptr) return;
    --*most;
    --total;
  }
}

std::string_view escape(Tone tone) {
  switch (tone) {
    case Tone::strong:
      return "\x1b[1m";
    case Tone::good:
      return "\x1b[32m";
    case Tone::doubtful:
      return "\x1b[33m";
    case Tone::bad:
      return "\x1b[31m";
    case Tone::quiet:
      return "\x1b[2m";
    case Tone::plain:
      break;
  }
  return {};
}

}  // namespace

std::string cleaned(std::string_view text) {
  std::string spaced;
  spaced.reserve(text.size());
  for (const char c : text) {
    if (!is_space(c))
      spaced.push_back(c);
    else if (!spaced.empty() && spaced.back() != ' ')
      spaced.push_back(' ');
  }
  while (spaced.ends_with(' ')) spaced.pop_back();
  return printable(spaced);
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  width = std::max<std::size_t>(width, 1);
  const std::string clean = cleaned(text);
  std::string_view rest = clean;
  std::vector<std::string> lines(1);
  std::size_t filled = 0;  // characters of the last line
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    std::size_t length = length_in_characters(word);
    if (filled > 0 && filled + 1 + length <= width) {
      lines.back().append(" ").append(word);
      filled += 1 + length;
      continue;
    }
    if (filled > 0) lines.emplace_back();
    while (length > width) {
      const std::size_t cut = break_at(word, width);
      lines.back() = word.substr(0, cut);
      lines.emplace_back();
      length -= length_in_characters(word.substr(0, cut));  // counted anew, long words took minutes
      word.remove_prefix(cut);
    }
    lines.back() = word;
    filled = length;
  }
  return lines;
}

std::vector<std::size_t> fit_columns(const Table& table, std::size_t available) {
  std::vector<std::size_t> widths;
  std::size_t total = table.columns.empty() ? 0 : (table.columns.size() - 1) * column_gap;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    widths.push_back(std::min({widest(table, i), table.columns[i].most, available}));
    total += widths.back();
  }
  const auto wrapping = [&](std::size_t i) { return table.columns[i].wraps; };
  const auto any = [](std::size_t) { return true; };
  shrink(widths, total, available, narrowest_column, wrapping);
  shrink(widths, total, available, narrowest_word, wrapping);
  shrink(widths, total, available, narrowest_column, any);
  shrink(widths, total, available, 1, any);
  return widths;
}

Page::Page(const Style& style)
    : width_(std::max(narrowest_page, static_cast<std::size_t>(std::max(style.width, 0)))),
      colour_(style.colour) {}

std::string Page::painted(std::string_view text, Tone tone) const {
  std::string paint(text);
  if (!colour_ || tone == Tone::plain || text.empty()) return paint;
  return std::string(escape(tone)) + paint + "\x1b[0m";
}

void Page::line(std::string text) {
  while (text.ends_with(' ')) text.pop_back();
  out_.append(text).push_back('\n');
}

void Page::blank() {
  if (!out_.empty() && !out_.ends_with("\n\n")) out_.push_back('\n');
}

void Page::heading(std::string_view text) {
  blank();
  paragraph({std::string(text), Tone::strong});
}

void Page::paragraph(const Piece& piece, std::size_t indent) {
  for (const std::string& each : wrap(piece.text, width_ - std::min(indent, width_ - 1)))
    line(std::string(indent, ' ') + painted(each, piece.tone));
}

void Page::hanging(const Piece& label, const Piece& text, std::size_t indent, std::size_t column) {
  const std::string name = cleaned(label.text);
  const std::size_t length = length_in_characters(name);
  const std::size_t start = column == 0 ? length + 1 : column;
  if (length >= start || indent + start + narrowest_column > width_) {  // no room beside it
    paragraph(label, indent);
    paragraph(text, indent + 2);
    return;
  }
  bool first = true;
  for (const std::string& each : wrap(text.text, width_ - indent - start)) {
    std::string prefix(indent, ' ');
    prefix += first ? painted(name, label.tone) + std::string(start - length, ' ')
                    : std::string(start, ' ');
    line(prefix + painted(each, text.tone));
    first = false;
  }
}

void Page::verbatim(std::string_view text, std::size_t indent) {
  line(std::string(indent, ' ') + cleaned(text));
}

void Page::table_row(const Table& table, const std::vector<Cell>& row,
                     const std::vector<std::size_t>& widths, std::size_t indent) {
  std::vector<std::vector<Piece>> lines(row.size());  // of each cell
  std::size_t height = 1;
  for (std::size_t i = 0; i < row.size(); ++i) {
    for (const Piece& piece : row[i])
      for (std::string& each : wrap(piece.text, widths[i]))
        lines[i].push_back({std::move(each), piece.tone});
    height = std::max(height, lines[i].size());
  }
  for (std::size_t at = 0; at < height; ++at) {
    std::string text(indent, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Piece piece = at < lines[i].size() ? lines[i][at] : Piece{};
      const std::string pad(widths[i] - length_in_characters(piece.text), ' ');
      const std::string paint = painted(piece.text, piece.tone);
      text.append(table.columns[i].right ? pad : paint);
      text.append(table.columns[i].right ? paint : pad);
      if (i + 1 < row.size()) text.append(column_gap, ' ');
    }
    line(std::move(text));
  }
}

void Page::table(const Table& table, std::size_t indent) {
  const std::vector<std::size_t> widths = fit_columns(table, width_ - indent);
  std::vector<Cell> header;
  bool named = false;
  for (const Column& column : table.columns) {
    header.push_back({{column.header, Tone::quiet}});
    named = named || !column.header.empty();
  }
  if (named) table_row(table, header, widths, indent);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (table.ruled && (i > 0 || named)) blank();
    table_row(table, table.rows[i], widths, indent);
  }
}

std::string Page::take() { return std::move(out_); }

}  // namespace shortlist::reporting
