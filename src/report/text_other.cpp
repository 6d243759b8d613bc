// `list`, `check` and `test` for people.

#include "base/text.hpp"
#include "report/formats.hpp"
#include "report/layout.hpp"
#include "report/listing.hpp"
#include "report/tables.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace shortlist::reporting {

namespace {

constexpr std::size_t highest_row = 3;  // lines

// Every column has room for its header, and rows are seldom higher than two lines.
bool readable(const Table& table, std::size_t width) {
  const std::vector<std::size_t> widths = fit_columns(table, width);
  for (std::size_t i = 0; i < widths.size(); ++i)
    if (widths[i] < length_in_characters(table.columns[i].header)) return false;
  std::size_t lines = 0;
  for (const auto& row : table.rows) {
    std::size_t height = 1;
    for (std::size_t i = 0; i < row.size(); ++i)
      height = std::max(height, wrap(row[i].front().text, widths[i]).size());
    if (height > highest_row) return false;
    lines += height;
  }
  return lines <= 2 * table.rows.size();
}

// Too many columns to read side by side: one block per item.
void print_blocks(Page& page, const Listing& listing) {
  std::size_t column = 0;
  for (const std::string& key : keys(listing))
    column = std::max(column, length_in_characters(key) + 2);
  for (const Record& item : listing.items) {
    page.blank();
    for (std::size_t i = 0; i < item.size(); ++i) {
      const std::string text = cell_text(&item[i].second);
      if (i == 0)
        page.paragraph({text, Tone::strong});
      else if (text != "-")
        page.hanging({item[i].first, Tone::quiet}, {text}, 2, column);
    }
  }
}

std::size_t count(const Diagnostics& diagnostics, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [&](const Diagnostic& each) { return each.severity == severity; }));
}

}  // namespace

std::string text(const Listing& listing, const Style& style) {
  Page page(style);
  if (listing.items.empty()) {
    page.paragraph({"No " + listing.what + "."});
    return page.take();
  }
  const Table table = listing_table(listing);
  if (readable(table, page.width()))
    page.table(table);
  else
    print_blocks(page, listing);
  return page.take();
}

std::string text(const CheckResult& check, const Style& style) {
  std::string out;
  for (const Diagnostic& diagnostic : check.diagnostics) out.append(to_text(diagnostic));
  Page page(style);
  for (const std::string& entry : check.replaced) page.hanging({"replaced"}, {entry});
  const std::size_t errors = count(check.diagnostics, Severity::error);
  const std::size_t warnings = count(check.diagnostics, Severity::warning);
  page.paragraph({(errors == 0 ? "No errors" : counted(errors, "error", "errors")) + ", " +
                      (warnings == 0 ? "no warnings" : counted(warnings, "warning", "warnings")) +
                      ".",
                  errors > 0 ? Tone::bad : Tone::plain});
  return out + page.take();
}

std::string text(const TestResult& test, const Style& style) {
  Page page(style);
  std::size_t failed = 0;
  for (const CaseResult& each : test.cases) {
    failed += each.passed ? 0 : 1;
    const std::string label = each.passed ? "✓" : "✗";
    if (each.passed && !style.verbose) continue;
    page.hanging({label, each.passed ? Tone::good : Tone::bad}, {each.file + ": " + each.name});
    for (std::size_t i = 0; i < each.expected.size(); ++i) {
      page.hanging({"expected", Tone::quiet}, {each.expected[i]}, 2, 9);
      if (i < each.got.size()) page.hanging({"got", Tone::quiet}, {each.got[i]}, 2, 9);
    }
  }
  page.paragraph({counted(test.cases.size() - failed, "case", "cases") + " passed, " +
                      std::to_string(failed) + " failed.",
                  failed > 0 ? Tone::bad : Tone::good});
  if (test.untested) {
    const auto untested = [&](const char* what, const std::vector<std::string>& ids) {
      page.hanging(
          {what, Tone::quiet},
          {ids.empty() ? "each is exercised by a case" : "no case exercises " + listed(ids)}, 0, 8);
    };
    untested("criteria", test.untested->criteria);
    untested("rules", test.untested->rules);
  }
  return page.take();
}

}  // namespace shortlist::reporting
