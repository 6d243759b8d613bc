// JUnit XML, in the form that Jenkins, GitLab and GitHub's actions read: what `check` and `test`
// found. Times are left out, so that the same input has the same bytes.

#include "base/printable.hpp"
#include "report/exchange.hpp"
#include "report/markup.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::reporting {

namespace {

// What XML 1.0 has no character for is none that is printed.
std::string xml_text(std::string_view text) {
  std::string escaped;
  append_markup(printable(text), escaped);
  return escaped;
}

struct TestCase {
  std::string suite;
  std::string name;
  std::string failure;  // its first line; empty: it passed
  std::string details;
  std::string output;
};

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xml_text(value) + "\"";
}

std::string counts(const std::vector<const TestCase*>& cases) {
  const auto failed = std::count_if(cases.begin(), cases.end(),
                                    [](const TestCase* each) { return !each->failure.empty(); });
  return attribute("tests", std::to_string(cases.size())) +
         attribute("failures", std::to_string(failed)) + attribute("errors", "0") +
         attribute("skipped", "0");
}

void print(const TestCase& each, std::string& xml) {
  xml += "    <testcase" + attribute("classname", each.suite) + attribute("name", each.name);
  if (each.failure.empty() && each.output.empty()) {
    xml += "/>\n";
    return;
  }
  xml += ">\n";
  if (!each.failure.empty())
    xml += "      <failure" + attribute("message", each.failure) + ">" + xml_text(each.details) +
           "</failure>\n";
  if (!each.output.empty()) xml += "      <system-out>" + xml_text(each.output) + "</system-out>\n";
  xml += "    </testcase>\n";
}

// Suites in the order in which their first cases stand.
std::string document(std::string_view name, const std::vector<TestCase>& cases) {
  std::vector<const TestCase*> all;
  std::vector<std::string> suites;
  for (const TestCase& each : cases) {
    all.push_back(&each);
    if (suites.empty() || suites.back() != each.suite) suites.push_back(each.suite);
  }
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
                    attribute("name", name) + counts(all) + ">\n";
  std::size_t next = 0;
  for (const std::string& suite : suites) {
    std::vector<const TestCase*> own;
    for (; next < all.size() && all[next]->suite == suite; ++next) own.push_back(all[next]);
    xml += "  <testsuite" + attribute("name", suite) + counts(own) + ">\n";
    for (const TestCase* each : own) print(*each, xml);
    xml += "  </testsuite>\n";
  }
  return xml + "</testsuites>\n";
}

}  // namespace

std::string junit(const CheckResult& check) {
  constexpr std::string_view suite = "shortlist check";
  std::vector<TestCase> cases;
  for (const Diagnostic& each : check.diagnostics) {
    const std::string file = each.file.empty() ? "the rule base" : each.file;
    auto found = std::find_if(cases.begin(), cases.end(),
                              [&](const TestCase& one) { return one.name == file; });
    if (found == cases.end())
      found = cases.insert(cases.end(), {std::string(suite), file, {}, {}, {}});
    const std::string text = to_text(each);
    const bool error = each.severity == Severity::error;
    if (error && found->failure.empty()) found->failure = each.message;
    (error ? found->details : found->output) += text;
  }
  if (cases.empty()) cases.push_back({std::string(suite), "the rule base", {}, {}, {}});
  return document("shortlist check", cases);
}

std::string junit(const TestResult& test) {
  std::vector<TestCase> cases;
  for (const CaseResult& each : test.cases) {
    TestCase one{each.file, each.name, {}, {}, {}};
    for (std::size_t i = 0; !each.passed && i < each.expected.size(); ++i) {
      const std::string line = "expected " + each.expected[i] + ", got " + each.got[i];
      if (one.failure.empty()) one.failure = line;
      one.details += line + "\n";
    }
    if (!each.passed && one.failure.empty()) one.failure = "it does not hold";
    cases.push_back(std::move(one));
  }
  return document("shortlist test", cases);
}

}  // namespace shortlist::reporting
