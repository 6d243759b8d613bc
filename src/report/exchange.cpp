#include "report/exchange.hpp"

#include "base/sha256.hpp"

#include <cstddef>

namespace shortlist {

namespace reporting {

std::string uuid_of(std::string_view content) {
  std::string digits = sha256(content).substr(0, 32);
  digits[12] = '8';  // the version
  digits[16] = '8';  // the variant
  for (const std::size_t at : {20U, 16U, 12U, 8U}) digits.insert(at, 1, '-');
  return digits;
}

}  // namespace reporting

std::string report(const Ranking& ranking, const RuleBase& rule_base, Exchange format) {
  switch (format) {
    case Exchange::sarif:
      return reporting::json_text(reporting::sarif(ranking));
    case Exchange::cyclonedx:
      return reporting::json_text(reporting::cyclonedx(ranking, rule_base));
    case Exchange::ocds:
      break;
  }
  return reporting::json_text(reporting::ocds(ranking, rule_base));
}

std::string report(const CheckResult& check, BuildFormat format) {
  return format == BuildFormat::junit ? reporting::junit(check)
                                      : reporting::json_text(reporting::sarif(check));
}

std::string report(const TestResult& test, BuildFormat format) {
  return format == BuildFormat::junit ? reporting::junit(test)
                                      : reporting::json_text(reporting::sarif(test));
}

}  // namespace shortlist
