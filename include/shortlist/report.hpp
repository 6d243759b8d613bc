#pragma once
// Results as text for a terminal, JSON, Markdown, CSV and HTML. These functions print what a result
// holds; they compute nothing. Same input, same bytes: no clock, no locale.

#include "shortlist/device.hpp"
#include "shortlist/explain.hpp"
#include "shortlist/import.hpp"
#include "shortlist/rank.hpp"
#include "shortlist/whatif.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist {

enum class Format { text, json, markdown, csv, html };

struct Style {
  Format format = Format::text;
  bool colour = false;       // text only: ANSI escapes
  bool verbose = false;      // text, markdown and html: every need of every family, every source
  std::optional<int> top{};  // cuts the ranking, never the excluded
  int width = 80;            // text only: columns
};

SHORTLIST_EXPORT std::string report(const Ranking& ranking, const Style& style);
// For people, it begins and ends with what weights do to the first place.
SHORTLIST_EXPORT std::string report(const Ranking& ranking, const WeightAnalysis& stability,
                                    const Style& style);
SHORTLIST_EXPORT std::string report(const Explanation& explanation, const Style& style);
SHORTLIST_EXPORT std::string report(const FamilyComparison& comparison, const Style& style);
SHORTLIST_EXPORT std::string report(const WeightAnalysis& analysis, const Style& style);
SHORTLIST_EXPORT std::string report(const FlipAnalysis& analysis, const Style& style);
SHORTLIST_EXPORT std::string report(const NeedAnalysis& analysis, const Style& style);
SHORTLIST_EXPORT std::string report(const SampleAnalysis& analysis, const Style& style);
SHORTLIST_EXPORT std::string report(const DeviceFit& fit, const Style& style);
SHORTLIST_EXPORT std::string report(const Listing& listing, const Style& style);
// As text it is a file of a rule base.
SHORTLIST_EXPORT std::string report(const Import& import, const Style& style);

// What `check` found.
struct CheckResult {
  Diagnostics diagnostics;
  std::vector<std::string> replaced;
};
SHORTLIST_EXPORT std::string report(const CheckResult& check, const Style& style);

// What `test` found.
struct CaseResult {
  std::string file;
  std::string name;
  bool passed = false;
  std::vector<std::string> expected;  // one line per expectation that did not hold
  std::vector<std::string> got;
  std::vector<std::string> criteria;  // that its needs read
  std::vector<std::string> rules;     // that had an effect on some family
};
struct Untested {
  std::vector<std::string> criteria;
  std::vector<std::string> rules;
};
struct TestResult {
  std::vector<CaseResult> cases;
  std::optional<Untested> untested;  // of the rule base, by all of the cases
};
SHORTLIST_EXPORT std::string report(const TestResult& test, const Style& style);

}  // namespace shortlist
