#include "report/cells.hpp"

#include "base/text.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <variant>

namespace shortlist::reporting {

namespace {

constexpr std::size_t items_shown = 12;
constexpr std::string_view separator = ", ";

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t end = text.find(separator); end != std::string_view::npos;
       end = text.find(separator)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + separator.size());
  }
  parts.push_back(text);
  return parts;
}

// A long list of items, cut: "Chinese, English, ... and 189 more". Text whose parts are not the
// items one by one is left alone.
std::string shortened(const std::string& text, const Datum& value) {
  const auto* set = std::get_if<Items>(&value);
  if (set == nullptr || set->items.size() <= items_shown + 2) return text;
  const std::vector<std::string_view> parts = split(text);
  if (parts.size() != set->items.size() + (set->open ? 1 : 0)) return text;
  std::string cut;
  for (std::size_t i = 0; i < items_shown; ++i) cut.append(parts[i]).append(separator);
  cut.append("... and ").append(std::to_string(set->items.size() - items_shown)).append(" more");
  return set->open ? cut + ", perhaps others" : cut;
}

// Several facts in one row say which is which; a single one does where its title is not the row's.
void add(Cell& cell, const ComparisonRow& row, const ComparisonCell& from, bool label, bool whole) {
  const std::string text = whole ? from.text : shortened(from.text, from.value);
  const std::string prefix = label ? row.title + ": " : std::string();
  const bool known = !text.empty() && !std::holds_alternative<std::monostate>(from.value);
  if (known) cell.push_back({prefix + text});
  if (known && whole && !from.sources.empty())
    cell.push_back({"[" + listed(from.sources) + "]", Tone::quiet});
  for (const std::string& line : conflict_lines(from.conflicts, false))
    cell.push_back({(known ? "but " : prefix) + line, Tone::doubtful});
}

}  // namespace

std::vector<GridRow> grid(const FamilyComparison& comparison, bool whole) {
  const auto title = [](const ComparisonRow& row) { return row.row.empty() ? row.title : row.row; };
  std::vector<GridRow> rows;
  for (const ComparisonRow& row : comparison.rows) {
    auto at = std::find_if(rows.begin(), rows.end(), [&](const GridRow& each) {
      return !row.row.empty() && each.title == row.row;
    });
    if (at == rows.end()) {
      rows.push_back({title(row), std::vector<Cell>(comparison.families.size())});
      at = rows.end() - 1;
    }
    const bool label = row.title != at->title;
    for (std::size_t i = 0; i < row.cells.size() && i < at->cells.size(); ++i)
      add(at->cells[i], row, row.cells[i], label, whole);
  }
  for (GridRow& row : rows)
    for (Cell& cell : row.cells)
      if (cell.empty()) cell.push_back({"not stated", Tone::quiet});
  return rows;
}

}  // namespace shortlist::reporting
