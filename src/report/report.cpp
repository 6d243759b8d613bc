#include "shortlist/report.hpp"

#include "report/formats.hpp"
#include "report/html_page.hpp"
#include "report/markdown_page.hpp"

namespace shortlist {

namespace {

// A build of which only the C interface is used leaves out what that does not give.
#ifdef SHORTLIST_ONLY_JSON
constexpr bool only_json = true;
#else
constexpr bool only_json = false;
#endif

template <class Page, class... Results>
std::string filled(const Results&... results) {
  Page page;
  reporting::fill(page, results...);
  return page.take();
}

template <class T>
std::string in_format(const T& result, const Style& style) {
  if constexpr (!only_json) switch (style.format) {
      case Format::json:
        break;
      case Format::markdown:
        return filled<reporting::MarkdownPage>(result, style);
      case Format::html:
        return filled<reporting::HtmlPage>(result, style);
      case Format::csv:
        return reporting::csv(result, style);
      case Format::text:
        return reporting::text(result, style);
    }
  return reporting::json(result, style);
}

}  // namespace

std::string report(const Ranking& ranking, const Style& style) { return in_format(ranking, style); }

std::string report(const Ranking& ranking, const WeightAnalysis& stability, const Style& style) {
  if constexpr (!only_json) {
    if (style.format == Format::text) return reporting::text(ranking, &stability, style);
    if (style.format == Format::markdown)
      return filled<reporting::MarkdownPage>(ranking, &stability, style);
    if (style.format == Format::html)
      return filled<reporting::HtmlPage>(ranking, &stability, style);
  }
  return report(ranking, style);
}

std::string report(const Explanation& explanation, const Style& style) {
  return in_format(explanation, style);
}

std::string report(const FamilyComparison& comparison, const Style& style) {
  return in_format(comparison, style);
}

std::string report(const WeightAnalysis& analysis, const Style& style) {
  return in_format(analysis, style);
}

std::string report(const FlipAnalysis& analysis, const Style& style) {
  return in_format(analysis, style);
}

std::string report(const NeedAnalysis& analysis, const Style& style) {
  return in_format(analysis, style);
}

std::string report(const SampleAnalysis& analysis, const Style& style) {
  return in_format(analysis, style);
}

std::string report(const DeviceFit& fit, const Style& style) { return in_format(fit, style); }

std::string report(const Listing& listing, const Style& style) { return in_format(listing, style); }

std::string report(const Import& import, const Style& style) { return in_format(import, style); }

std::string report(const CheckResult& check, const Style& style) { return in_format(check, style); }

std::string report(const TestResult& test, const Style& style) { return in_format(test, style); }

}  // namespace shortlist
