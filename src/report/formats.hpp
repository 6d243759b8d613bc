#pragma once
// Each format of each result. `report` picks one of these.

#include "report/document.hpp"
#include "shortlist/report.hpp"

#include <string>

namespace shortlist::reporting {

// For people with or without the stability of its first place, which may be null.
std::string text(const Ranking& ranking, const WeightAnalysis* stability, const Style& style);
void fill(Document& page, const Ranking& ranking, const WeightAnalysis* stability,
          const Style& style);

std::string text(const Ranking& ranking, const Style& style);
std::string text(const Explanation& explanation, const Style& style);
std::string text(const FamilyComparison& comparison, const Style& style);
std::string text(const WeightAnalysis& analysis, const Style& style);
std::string text(const FlipAnalysis& analysis, const Style& style);
std::string text(const NeedAnalysis& analysis, const Style& style);
std::string text(const SampleAnalysis& analysis, const Style& style);
std::string text(const DeviceFit& fit, const Style& style);
std::string text(const Listing& listing, const Style& style);
std::string text(const Import& import, const Style& style);
std::string text(const CheckResult& check, const Style& style);
std::string text(const TestResult& test, const Style& style);

std::string json(const Ranking& ranking, const Style& style);
std::string json(const Explanation& explanation, const Style& style);
std::string json(const FamilyComparison& comparison, const Style& style);
std::string json(const WeightAnalysis& analysis, const Style& style);
std::string json(const FlipAnalysis& analysis, const Style& style);
std::string json(const NeedAnalysis& analysis, const Style& style);
std::string json(const SampleAnalysis& analysis, const Style& style);
std::string json(const DeviceFit& fit, const Style& style);
std::string json(const Listing& listing, const Style& style);
std::string json(const Import& import, const Style& style);
std::string json(const CheckResult& check, const Style& style);
std::string json(const TestResult& test, const Style& style);

void fill(Document& page, const Ranking& ranking, const Style& style);
void fill(Document& page, const Explanation& explanation, const Style& style);
void fill(Document& page, const FamilyComparison& comparison, const Style& style);
void fill(Document& page, const WeightAnalysis& analysis, const Style& style);
void fill(Document& page, const FlipAnalysis& analysis, const Style& style);
void fill(Document& page, const NeedAnalysis& analysis, const Style& style);
void fill(Document& page, const SampleAnalysis& analysis, const Style& style);
void fill(Document& page, const DeviceFit& fit, const Style& style);
void fill(Document& page, const Listing& listing, const Style& style);
void fill(Document& page, const Import& import, const Style& style);
void fill(Document& page, const CheckResult& check, const Style& style);
void fill(Document& page, const TestResult& test, const Style& style);

std::string csv(const Ranking& ranking, const Style& style);
std::string csv(const Explanation& explanation, const Style& style);
std::string csv(const FamilyComparison& comparison, const Style& style);
std::string csv(const WeightAnalysis& analysis, const Style& style);
std::string csv(const FlipAnalysis& analysis, const Style& style);
std::string csv(const NeedAnalysis& analysis, const Style& style);
std::string csv(const SampleAnalysis& analysis, const Style& style);
std::string csv(const DeviceFit& fit, const Style& style);
std::string csv(const Listing& listing, const Style& style);
std::string csv(const Import& import, const Style& style);
std::string csv(const CheckResult& check, const Style& style);
std::string csv(const TestResult& test, const Style& style);

}  // namespace shortlist::reporting
