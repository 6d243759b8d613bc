// The content of the text output as a document, to paste into a decision record or to print.

#include "report/document.hpp"

#include "base/text.hpp"
#include "report/cells.hpp"
#include "report/first_place.hpp"
#include "report/formats.hpp"
#include "report/headline.hpp"
#include "report/points.hpp"
#include "report/shown.hpp"
#include "report/tables.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::reporting {

namespace {

void add_list(Document& page, std::string_view title, const std::vector<std::string>& entries) {
  if (entries.empty()) return;
  page.heading(3, title);
  for (const std::string& entry : entries) page.item(entry);
}

void add_notes(Document& page, const RankedFamily& family, bool all_rules) {
  std::vector<std::string> rules;
  for (const RuleNote& rule : family.rules)
    if (all_rules || bears_on_needs(rule, family)) rules.push_back(rule_text(rule));
  add_list(page, "Obligations", family.obligations);
  add_list(page, "Questions for the vendor", question_texts(family));
  add_list(page, "Warnings", family.warnings);
  add_list(page, "Rules that had an effect", rules);
  add_list(page, "Variants that only less trusted sources list", family.disputed);
}

void add_open_questions(Document& page, std::span<const RankedFamily> families) {
  bool first = true;
  for (const RankedFamily& family : families) {
    const std::vector<std::string> open = open_questions(family);
    if (open.empty()) continue;
    if (first) page.heading(2, "To be verified: what no source states");
    first = false;
    page.item(full_name(family));
    for (const std::string& question : open) page.item(question, 1);
  }
}

void add_start(Document& page, const RankedFamily& family) {
  if (family.weights_at.empty() && family.start.empty()) return;
  page.heading(2, "To try it");
  for (const std::string& place : places_beside(family)) page.item("Weights: " + place);
  if (family.start.empty())
    page.item(no_start_text(family));
  else
    page.code(family.start);
}

void add_exclusion(Document& page, const ExcludedFamily& family, std::size_t depth) {
  std::size_t from = 0;
  for (const FailedMust& failure : family.failures) {
    std::string what = failure.need_id ? need_title(family.standing, *failure.need_id, from)
                                       : "Rule " + failure.rule.value_or("");
    page.item(what.append(": ").append(failure.reason), depth);
  }
  if (!family.relaxation)
    page.item("No change of a need that the profile states readmits it.", depth);
  else if (!family.relaxation->empty())
    page.item("Readmitted if " + relaxation_text(family), depth);
}

void add_reweighed(Document& page, const std::vector<RuleNote>& rules, bool with_ids) {
  std::vector<std::string> entries;
  entries.reserve(rules.size());
  for (const RuleNote& rule : rules)
    entries.push_back(with_ids ? rule_text(rule) : reweighing_text(rule));
  add_list(page, "Weights that rules changed", entries);
}

}  // namespace

void fill(Document& page, const Ranking& ranking, const Style& style) {
  fill(page, ranking, nullptr, style);
}

void fill(Document& page, const Ranking& ranking, const WeightAnalysis* stability,
          const Style& style) {
  page.heading(1, ranking.profile_title.empty() ? "Ranking" : ranking.profile_title);
  for (const std::string& sentence : headline(ranking, stability)) page.paragraph(sentence);
  page.paragraph(tally(ranking));
  const std::span<const RankedFamily> families = shown(ranking, style);
  if (!families.empty()) page.table(ranking_table(families, Detail::sourced));
  if (const std::string note = ranks_text(ranking); !note.empty()) page.paragraph(note);
  const std::size_t in_full =
      style.verbose ? families.size() : std::min<std::size_t>(families.size(), 1);
  for (const RankedFamily& family : families.first(in_full)) {
    page.heading(
        2, full_name(family) + ": " + std::to_string(points(family).total) + " of 100 points");
    page.table(needs_table(family, points(family), style.verbose ? Detail::full : Detail::sourced));
    add_notes(page, family, style.verbose);
  }
  add_open_questions(page, families.subspan(in_full));
  if (!ranking.excluded.empty()) page.heading(2, "Excluded");
  for (const ExcludedFamily& family : ranking.excluded) {
    if (family.left_out_by_default()) continue;
    page.item(full_name(family.standing));
    add_exclusion(page, family, 1);
  }
  if (const std::string others = left_out_text(ranking, true); !others.empty())
    page.paragraph(others);
  if (const std::string unasked = unasked_text(ranking); style.verbose && !unasked.empty())
    page.paragraph(unasked);
  add_reweighed(page, ranking.reweighed, style.verbose);
  if (!families.empty()) add_start(page, families.front());
  if (stability != nullptr) page.paragraph(weights_text(*stability));
}

void fill(Document& page, const Explanation& explanation, const Style& /*style*/) {
  const RankedFamily& family = explanation.family;
  page.heading(
      1, family.name + (explanation.profile_title.empty() ? "" : ": ") + explanation.profile_title);
  page.paragraph(headline(explanation));
  if (explanation.exclusion) {
    page.heading(2, "Why it is excluded");
    add_exclusion(page, *explanation.exclusion, 0);
  }
  if (explanation.against) {
    page.heading(2, "Against " + full_name(explanation.against->standing));
    page.paragraph(argument(explanation));
    page.table(gap_table(explanation));
  }
  page.heading(2, "Need by need");
  page.paragraph(about_weights);
  page.table(needs_table(family, points(explanation), Detail::full));
  add_notes(page, family, true);
  if (!explanation.siblings.empty()) {
    page.heading(2, about_siblings);
    page.table(sibling_table(explanation));
  }
  add_reweighed(page, explanation.reweighed, true);
  add_start(page, family);
}

void fill(Document& page, const FamilyComparison& comparison, const Style& style) {
  page.heading(1, listed(comparison.names, "and"));
  Table table{{{"Feature"}}, {}};
  for (const std::string& name : comparison.names) table.columns.push_back({name});
  for (const GridRow& row : grid(comparison, style.verbose)) {
    std::vector<Cell> line{{{row.title}}};
    line.insert(line.end(), row.cells.begin(), row.cells.end());
    table.rows.push_back(std::move(line));
  }
  page.table(table);
  for (std::size_t i = 0; i < comparison.choose.size(); ++i) {
    page.heading(2, "Choose " + comparison.names[i] + " if you");
    for (const Advantage& advantage : comparison.choose[i]) page.item(advantage.reason);
  }
}

void fill(Document& page, const Listing& listing, const Style& /*style*/) {
  page.heading(1, listing.what);
  if (!listing.items.empty()) page.table(listing_table(listing));
}

void fill(Document& page, const CheckResult& check, const Style& /*style*/) {
  page.heading(1, "Check");
  if (check.diagnostics.empty()) page.paragraph("No errors, no warnings.");
  for (const Diagnostic& each : check.diagnostics) {
    std::string text = each.file;
    if (each.line > 0) text.append(":").append(std::to_string(each.line));
    if (each.column > 0) text.append(":").append(std::to_string(each.column));
    text.append(each.severity == Severity::error ? ": error: " : ": warning: ");
    text.append(each.message);
    if (!each.suggestion.empty()) text.append(" (").append(each.suggestion).append(")");
    page.item(text);
  }
  add_list(page, "Replaced", check.replaced);
}

void fill(Document& page, const TestResult& test, const Style& /*style*/) {
  Table table{{{"Case"}, {"Result"}, {"Expected"}, {"Got"}}, {}};
  for (const CaseResult& each : test.cases) {
    Cell expected;
    Cell got;
    for (const std::string& line : each.expected) expected.push_back({line});
    for (const std::string& line : each.got) got.push_back({line});
    table.rows.push_back({{{each.file + ": " + each.name}},
                          {{each.passed ? "passed" : "failed"}},
                          std::move(expected),
                          std::move(got)});
  }
  page.heading(1, "Cases");
  page.table(table);
  if (test.untested) {
    add_list(page, "Criteria that no case exercises", test.untested->criteria);
    add_list(page, "Rules that no case exercises", test.untested->rules);
  }
}

}  // namespace shortlist::reporting
