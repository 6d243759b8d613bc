// The documents of contract section 7; their schemas are in schemas/.

#include "report/formats.hpp"
#include "report/json_family.hpp"
#include "report/json_value.hpp"
#include "report/words.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::reporting {

namespace {

Json json_of(const Comparison& against) {
  Json object;
  object["family"] = against.family;
  object["gap"] = against.gap;
  Json parts = Json::array();
  for (const GapPart& part : against.contributions) {
    Json each;
    each["need_id"] = part.need_id;
    each["own"] = part.own;
    each["other"] = part.other;
    each["difference"] = part.difference;
    parts.push_back(std::move(each));
  }
  object["contributions"] = std::move(parts);
  object["argument"] = against.argument;
  object["name"] = against.name;
  object["standing"] = reporting::json_of(against.standing);
  return object;
}

Json json_of(const ComparisonRow& row, const std::vector<std::string>& families) {
  Json object;
  object["fact"] = row.fact;
  object["title"] = row.title;
  Json values = Json::object();
  for (std::size_t i = 0; i < families.size() && i < row.cells.size(); ++i) {
    const ComparisonCell& cell = row.cells[i];
    Json each;
    each["value"] = json_value(cell.value);
    each["sources"] = cell.sources;
    each["conflicts"] = conflicts_json(cell.conflicts, false);
    each["text"] = cell.text;
    values[families[i]] = std::move(each);
  }
  object["values"] = std::move(values);
  object["row"] = row.row.empty() ? row.title : row.row;
  return object;
}

}  // namespace

Json json_of(const Sibling& sibling) {
  Json object;
  object["variant"] = or_null(sibling.variant);
  object["variant_name"] = sibling.variant_name;
  object["quantisation"] = or_null(sibling.quantisation);
  object["status"] = id(sibling.status);
  object["score"] = sibling.score;
  object["score_low"] = sibling.score_low;
  object["score_high"] = sibling.score_high;
  object["reason"] = sibling.reason;
  return object;
}

std::string json(const Ranking& ranking, const Style& style) {
  return json_text(json_of(ranking, style));
}

std::string json(const Explanation& explanation, const Style& /*style*/) {
  Json object = document("shortlist/explain/1",
                         {explanation.profile_title, explanation.profile_file,
                          explanation.rule_base_title, explanation.rule_base_fingerprint});
  object["family"] = explanation.exclusion ? reporting::json_of(*explanation.exclusion)
                                           : reporting::json_of(explanation.family);
  object["against"] = explanation.against ? json_of(*explanation.against) : Json(nullptr);
  object["siblings"] = Json::array();
  for (const Sibling& sibling : explanation.siblings)
    object["siblings"].push_back(json_of(sibling));
  object["reweighed"] = rules_json(explanation.reweighed);
  return json_text(object);
}

std::string json(const FamilyComparison& comparison, const Style& /*style*/) {
  Json object;
  object["schema"] = "shortlist/compare/1";
  object["families"] = comparison.families;
  object["rows"] = Json::array();
  for (const ComparisonRow& row : comparison.rows)
    object["rows"].push_back(json_of(row, comparison.families));
  object["choose"] = Json::object();
  for (std::size_t i = 0; i < comparison.families.size(); ++i) {
    Json reasons = Json::array();
    for (const Advantage& advantage : comparison.choose[i]) {
      Json each;
      each["criterion"] = advantage.criterion;
      each["reason"] = advantage.reason;
      reasons.push_back(std::move(each));
    }
    object["choose"][comparison.families[i]] = std::move(reasons);
  }
  object["names"] = Json::object();
  for (std::size_t i = 0; i < comparison.families.size(); ++i)
    object["names"][comparison.families[i]] = comparison.names[i];
  object["rule_base"]["title"] = comparison.rule_base_title;
  object["rule_base"]["fingerprint"] = comparison.rule_base_fingerprint.text();
  return json_text(object);
}

std::string json(const Listing& listing, const Style& /*style*/) {
  Json object;
  object["schema"] = "shortlist/list/1";
  object["what"] = listing.what;
  object["items"] = Json::array();
  for (const Record& item : listing.items) object["items"].push_back(json_value(item));
  return json_text(object);
}

std::string json(const CheckResult& check, const Style& /*style*/) {
  Json object;
  int errors = 0;
  Json diagnostics = Json::array();
  for (const Diagnostic& diagnostic : check.diagnostics) {
    errors += diagnostic.severity == Severity::error ? 1 : 0;
    diagnostics.push_back(reporting::json_of(diagnostic));
  }
  object["schema"] = "shortlist/check/1";
  object["errors"] = errors;
  object["warnings"] = static_cast<int>(check.diagnostics.size()) - errors;
  object["diagnostics"] = std::move(diagnostics);
  object["replaced"] = check.replaced;
  return json_text(object);
}

std::string json(const TestResult& test, const Style& /*style*/) {
  Json all = Json::array();
  int passed = 0;
  for (const CaseResult& each : test.cases) {
    passed += each.passed ? 1 : 0;
    Json object;
    object["file"] = each.file;
    object["name"] = each.name;
    object["passed"] = each.passed;
    object["expected"] = each.expected;
    object["got"] = each.got;
    all.push_back(std::move(object));
  }
  Json object;
  object["schema"] = "shortlist/test/1";
  object["passed"] = passed;
  object["failed"] = static_cast<int>(test.cases.size()) - passed;
  object["cases"] = std::move(all);
  if (test.untested) {
    object["untested"]["criteria"] = test.untested->criteria;
    object["untested"]["rules"] = test.untested->rules;
  }
  return json_text(object);
}

}  // namespace shortlist::reporting
