// Results as CSV. Lists are joined with "; ", unknown is empty.

#include "report/formats.hpp"
#include "report/json_value.hpp"
#include "report/listing.hpp"
#include "report/sheet.hpp"
#include "report/shown.hpp"
#include "report/words.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::reporting {

namespace {

const std::vector<std::string>& need_header() {
  static const std::vector<std::string> header{
      "rank",      "family",       "name",       "variant",    "quantisation", "status",
      "score",     "score_low",    "score_high", "rank_best",  "rank_worst",   "need_id",
      "criterion", "level",        "verdict",    "value",      "value_low",    "value_high",
      "weight",    "contribution", "fact",       "fact_value", "reason",       "sources",
      "conflicts", "rules",        "warnings"};
  return header;
}

// The fields of a family that repeat in each of its lines.
std::vector<std::string> family_fields(const RankedFamily& family) {
  const auto rank = [](int number) { return number > 0 ? std::to_string(number) : std::string(); };
  return {rank(family.rank),
          family.family,
          family.name,
          family.variant.value_or(""),
          family.quantisation.value_or(""),
          std::string(id(family.status)),
          field(family.score),
          field(family.score_low),
          field(family.score_high),
          rank(family.rank_best),
          rank(family.rank_worst)};
}

void add_needs(Sheet& sheet, const RankedFamily& family) {
  const std::vector<std::string> start = family_fields(family);
  for (const NeedResult& need : family.criteria) {
    std::vector<std::string> facts;
    std::vector<std::string> values;
    for (const FactValue& fact : need.facts) {
      facts.push_back(fact.id);
      values.push_back(field(fact.value));
    }
    std::vector<std::string> line = start;
    for (std::string each :
         {need.need_id, need.criterion, std::string(need.must ? "must" : "should"),
          std::string(word(need.verdict)), field(need.value), field(need.value_low),
          field(need.value_high), field(need.weight), field(need.contribution), field(facts),
          field(values), need.reason, field(need.sources),
          field(conflict_lines(need.conflicts, need.facts.size() > 1)), field(need.rules),
          field(family.warnings)})
      line.push_back(std::move(each));
    sheet.row(line);
  }
}

}  // namespace

std::string csv(const Ranking& ranking, const Style& style) {
  Sheet sheet(need_header());
  for (const RankedFamily& family : shown(ranking, style)) add_needs(sheet, family);
  for (const ExcludedFamily& family : ranking.excluded) add_needs(sheet, family.standing);
  return sheet.take();
}

std::string csv(const Explanation& explanation, const Style& /*style*/) {
  Sheet sheet(need_header());
  add_needs(sheet, explanation.family);
  if (explanation.against) add_needs(sheet, explanation.against->standing);
  return sheet.take();
}

std::string csv(const FamilyComparison& comparison, const Style& /*style*/) {
  Sheet sheet({"row", "fact", "title", "family", "name", "text", "value", "sources", "conflicts"});
  for (const ComparisonRow& row : comparison.rows)
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const ComparisonCell& cell = row.cells[i];
      sheet.row({row.row.empty() ? row.title : row.row, row.fact, row.title, comparison.families[i],
                 comparison.names[i], cell.text, field(cell.value), field(cell.sources),
                 field(conflict_lines(cell.conflicts, false))});
    }
  return sheet.take();
}

std::string csv(const Listing& listing, const Style& /*style*/) {
  if (listing.items.empty()) return {};  // it is the items that name the columns
  const std::vector<std::string> columns = keys(listing);
  Sheet sheet(columns);
  for (const Record& item : listing.items) {
    std::vector<std::string> line;
    for (const std::string& column : columns) {
      const Datum* value = find(item, column);
      line.push_back(value == nullptr ? std::string() : field(*value));
    }
    sheet.row(line);
  }
  return sheet.take();
}

std::string csv(const CheckResult& check, const Style& /*style*/) {
  const auto place = [](int at) { return at > 0 ? std::to_string(at) : std::string(); };
  Sheet sheet({"severity", "file", "line", "column", "message", "suggestion"});
  for (const Diagnostic& each : check.diagnostics)
    sheet.row({each.severity == Severity::error ? "error" : "warning", each.file, place(each.line),
               place(each.column), each.message, each.suggestion});
  return sheet.take();
}

std::string csv(const TestResult& test, const Style& /*style*/) {
  Sheet sheet({"file", "name", "passed", "expected", "got"});
  for (const CaseResult& each : test.cases)
    sheet.row({each.file, each.name, each.passed ? "true" : "false", field(each.expected),
               field(each.got)});
  return sheet.take();
}

}  // namespace shortlist::reporting
