// `compare` for people: side by side while the columns are wide enough to read, else row by row.

#include "report/cells.hpp"
#include "report/formats.hpp"
#include "report/layout.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::reporting {

namespace {

constexpr std::size_t title_width = 14;
constexpr std::size_t narrowest_readable = 18;

void print_side_by_side(Page& page, const FamilyComparison& comparison,
                        const std::vector<GridRow>& rows) {
  Table table{{{"", false, true, title_width}}, {}, true};
  for (const std::string& name : comparison.names) table.columns.push_back({name});
  for (const GridRow& row : rows) {
    std::vector<Cell> line{{{row.title, Tone::strong}}};
    line.insert(line.end(), row.cells.begin(), row.cells.end());
    table.rows.push_back(std::move(line));
  }
  page.table(table);
}

void print_row_by_row(Page& page, const FamilyComparison& comparison,
                      const std::vector<GridRow>& rows) {
  for (const GridRow& row : rows) {
    page.heading(row.title);
    Table table{{{""}, {""}}, {}};
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      table.rows.push_back({{{comparison.names[i]}}, row.cells[i]});
    page.table(table, 2);
  }
}

}  // namespace

std::string text(const FamilyComparison& comparison, const Style& style) {
  Page page(style);
  const std::vector<GridRow> rows = grid(comparison, style.verbose);
  const std::size_t columns = comparison.names.size();
  const std::size_t taken = title_width + columns * column_gap;
  const bool wide =
      columns > 0 && page.width() > taken && (page.width() - taken) / columns >= narrowest_readable;
  if (wide)
    print_side_by_side(page, comparison, rows);
  else
    print_row_by_row(page, comparison, rows);
  for (std::size_t i = 0; i < comparison.choose.size(); ++i) {
    page.heading("Choose " + comparison.names[i] + " if you");
    if (comparison.choose[i].empty())
      page.paragraph({"- (no fact that is known speaks for it alone)", Tone::quiet}, 2);
    for (const Advantage& advantage : comparison.choose[i])
      page.hanging({"-"}, {advantage.reason}, 2);
  }
  return page.take();
}

}  // namespace shortlist::reporting
