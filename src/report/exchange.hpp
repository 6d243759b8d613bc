#pragma once
// What the documents for other trades share.

#include "report/json_value.hpp"
#include "shortlist/exchange.hpp"

#include <string>
#include <string_view>

namespace shortlist::reporting {

Json sarif(const Ranking& ranking);
Json cyclonedx(const Ranking& ranking, const RuleBase& rule_base);
Json ocds(const Ranking& ranking, const RuleBase& rule_base);
Json sarif(const CheckResult& check);
Json sarif(const TestResult& test);
std::string junit(const CheckResult& check);
std::string junit(const TestResult& test);

// A UUID (RFC 9562, version 8) of these very bytes.
std::string uuid_of(std::string_view content);

}  // namespace shortlist::reporting
