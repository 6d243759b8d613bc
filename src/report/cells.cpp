#include "report/cells.hpp"

#include "base/text.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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

bool is_vendors(const ComparisonCell& cell, const std::string& source) {
  return std::find(cell.vendors.begin(), cell.vendors.end(), source) != cell.vendors.end();
}

// "vendor", "bp and swallow": who reports a score. What the vendor says counts as the vendor's.
std::string reporter(const ComparisonCell& cell, const std::vector<std::string>& sources) {
  const bool own = std::any_of(sources.begin(), sources.end(),
                               [&](const std::string& each) { return is_vendors(cell, each); });
  return own ? "vendor" : listed(sources);
}

// "60, 69.4 (vendor), 88.4 (bp)": of a score who reports each figure.
std::string attributed(const std::string& text, const ComparisonCell& cell) {
  const std::vector<std::string_view> figures = split(text);
  if (figures.size() != cell.stated_by.size()) return text;
  std::string figure_by_figure;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (i > 0) figure_by_figure.append(separator);
    figure_by_figure.append(figures[i]);
    const std::string by = reporter(cell, cell.stated_by[i]);
    const bool last = i + 1 == figures.size() || reporter(cell, cell.stated_by[i + 1]) != by;
    if (last && !by.empty()) figure_by_figure.append(" (").append(by).append(")");
  }
  return figure_by_figure;
}

// The conflicts, those of a score's vendor marked.
std::vector<Conflict> attributed(const ComparisonCell& cell) {
  std::vector<Conflict> conflicts = cell.conflicts;
  for (Conflict& each : conflicts)
    if (is_vendors(cell, each.source)) each.source += " (vendor)";
  return conflicts;
}

// Several facts in one row say which is which; a single one does where its title is not the row's.
void add(Cell& cell, const ComparisonRow& row, const ComparisonCell& from, bool label, bool whole) {
  const std::string text = whole ? from.text : shortened(from.text, from.value);
  const std::string prefix = label ? row.title + ": " : std::string();
  const bool known = !text.empty() && !std::holds_alternative<std::monostate>(from.value);
  if (known) cell.push_back({prefix + attributed(text, from)});
  if (known && whole && !from.sources.empty())
    cell.push_back({"[" + listed(from.sources) + "]", Tone::quiet});
  for (const std::string& line : conflict_lines(attributed(from), false))
    cell.push_back({(known ? "but " : prefix) + line, Tone::doubtful});
}

// Of what a family's variants say the least and the most, each with the title of its fact.
class Range {
 public:
  void add(const ComparisonRow& row, const Datum& value) {
    const auto* const several = std::get_if<Several>(&value);
    const auto* const number = std::get_if<double>(&value);
    if (number != nullptr) take(row, *number);
    if (several != nullptr)
      for (const Datum& each : several->values)
        if (const auto* const one = std::get_if<double>(&each)) take(row, *one);
    facts_ += number != nullptr || several != nullptr ? 1U : 0U;
  }

  Cell cell() const {
    if (least_.row == nullptr) return {};
    return {{counted(facts_, "figure", "figures") + " from " + text(least_) + " to " + text(most_)},
            {"--verbose names each", Tone::quiet}};
  }

 private:
  struct End {
    const ComparisonRow* row = nullptr;
    double value = 0;
  };

  static std::string text(const End& end) {
    return datum_text(end.value) + " (" + end.row->title + ")";
  }

  void take(const ComparisonRow& row, double value) {
    if (least_.row == nullptr || value < least_.value) least_ = {&row, value};
    if (most_.row == nullptr || value > most_.value) most_ = {&row, value};
  }

  End least_;
  End most_;
  std::size_t facts_ = 0;
};

bool is_figure(const Datum& value) {
  if (const auto* const several = std::get_if<Several>(&value))
    return std::all_of(several->values.begin(), several->values.end(), is_figure);
  return std::holds_alternative<double>(value) || std::holds_alternative<std::monostate>(value);
}

// Rows of so many figures, such as one for each language, that nobody reads them side by side.
std::vector<GridRow> folded(const FamilyComparison& comparison) {
  constexpr std::ptrdiff_t most_figures = 12;
  std::vector<GridRow> rows;
  for (auto row = comparison.rows.begin(); row != comparison.rows.end();) {
    const auto end = std::find_if(row, comparison.rows.end(),
                                  [&](const auto& each) { return each.row != row->row; });
    const bool figures = std::all_of(row, end, [](const ComparisonRow& each) {
      return std::all_of(each.cells.begin(), each.cells.end(),
                         [](const ComparisonCell& cell) { return is_figure(cell.value); });
    });
    if (!row->row.empty() && figures && end - row > most_figures) {
      GridRow& one = rows.emplace_back(GridRow{row->row, {}});
      for (std::size_t i = 0; i < comparison.families.size(); ++i) {
        Range range;
        for (auto each = row; each != end; ++each) range.add(*each, each->cells[i].value);
        one.cells.push_back(range.cell());
      }
    }
    row = end;
  }
  return rows;
}

}  // namespace

std::vector<GridRow> grid(const FamilyComparison& comparison, bool whole) {
  const auto title = [](const ComparisonRow& row) { return row.row.empty() ? row.title : row.row; };
  std::vector<GridRow> rows;
  const std::vector<GridRow> short_ones = whole ? std::vector<GridRow>() : folded(comparison);
  for (const ComparisonRow& row : comparison.rows) {
    const auto fold = std::find_if(short_ones.begin(), short_ones.end(),
                                   [&](const GridRow& each) { return each.title == row.row; });
    if (fold != short_ones.end()) {
      if (rows.empty() || rows.back().title != row.row) rows.push_back(*fold);
      continue;
    }
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
