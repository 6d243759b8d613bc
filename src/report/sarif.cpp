// SARIF 2.1.0 (OASIS): what excludes families, as findings. The profile is the artifact, a need or
// a rule of the rule base is the rule, a family is where it was found. And what `check` and `test`
// found, in the files where it stands.

#include "base/sha256.hpp"
#include "report/exchange.hpp"
#include "report/words.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace shortlist::reporting {

namespace {

// A path as a URI reference (RFC 3986): what is none of its own characters is escaped.
std::string uri_of(const std::string& path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    const auto byte = static_cast<unsigned char>(c);
    if (plain)
      uri += c;
    else
      uri.append("%").append(1, digits[byte / 16]).append(1, digits[byte % 16]);
  }
  return uri;
}

class Rules {
 public:
  // The position of a rule, which is added where it is new.
  std::size_t find(const std::string& id, const std::string& title, bool error = true) {
    const auto [known, added] = positions_.emplace(id, positions_.size());
    if (!added) return known->second;
    Json rule;
    rule["id"] = id;
    rule["shortDescription"]["text"] = title;
    rule["defaultConfiguration"]["level"] = error ? "error" : "warning";
    all_.push_back(std::move(rule));
    return known->second;
  }
  Json take() { return std::move(all_); }

 private:
  std::unordered_map<std::string, std::size_t> positions_;
  Json all_ = Json::array();
};

Json location_of(const Ranking& ranking, const RankedFamily& family) {
  Json location;
  if (ranking.profile_file != "-")
    location["physicalLocation"]["artifactLocation"]["uri"] = uri_of(ranking.profile_file);
  Json logical;
  logical["name"] = family.family;
  logical["fullyQualifiedName"] =
      family.variant ? family.family + "/" + *family.variant : family.family;
  logical["kind"] = "model";
  location["logicalLocations"].push_back(std::move(logical));
  return location;
}

// What stands in every result of a profile, or of a family, is made once: a title may be long, and
// a relaxation have a thousand changes for a thousand results.
std::string title_of(const Ranking& ranking) {
  constexpr std::size_t longest = 1'000;
  return ranking.profile_title.size() <= longest ? ranking.profile_title
                                                 : sha256(ranking.profile_title);
}

// Ends the message of each failure, or where it is long of the first.
std::string readmission_of(const ExcludedFamily& excluded) {
  return excluded.relaxation ? ". Readmitted if " + relaxation_text(excluded) : std::string{};
}

Json result_of(const Ranking& ranking, const std::string& title_of_profile,
               const std::string& readmission, const RankedFamily& family,
               const FailedMust& failure, Rules& rules) {
  const std::string id = failure.need_id ? "need." + *failure.need_id : "rule." + *failure.rule;
  const std::string title = failure.need_id ? need_title(family, *failure.need_id) : failure.reason;
  Json result;
  result["ruleId"] = id;
  result["ruleIndex"] = rules.find(id, title);
  result["kind"] = "fail";
  result["level"] = "error";
  result["message"]["text"] = full_name(family) + ": " + failure.reason + readmission;
  result["locations"].push_back(location_of(ranking, family));
  result["partialFingerprints"]["shortlist/1"] =
      uuid_of(title_of_profile + '\0' + family.family + '\0' + id);
  return result;
}

Json document_of(Rules& rules, Json results, Json properties) {
  Json run;
  run["tool"]["driver"]["name"] = "shortlist";
  run["tool"]["driver"]["rules"] = rules.take();
  run["columnKind"] = "unicodeCodePoints";
  if (!properties.empty()) run["properties"] = std::move(properties);
  run["results"] = std::move(results);
  Json document;
  document["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
  document["version"] = "2.1.0";
  document["runs"].push_back(std::move(run));
  return document;
}

// Something in a file; line and column 0 where its place in it is not known.
Json finding_of(Rules& rules, const std::string& id, const std::string& title, bool error,
                std::string message, const std::string& file, int line, int column) {
  Json result;
  result["ruleId"] = id;
  result["ruleIndex"] = rules.find(id, title, error);
  result["kind"] = "fail";
  result["level"] = error ? "error" : "warning";
  result["partialFingerprints"]["shortlist/1"] = uuid_of(file + '\0' + message);
  result["message"]["text"] = std::move(message);
  if (file.empty() || file == "-") return result;
  Json location;
  location["physicalLocation"]["artifactLocation"]["uri"] = uri_of(file);
  if (line > 0) location["physicalLocation"]["region"]["startLine"] = line;
  if (line > 0 && column > 0) location["physicalLocation"]["region"]["startColumn"] = column;
  result["locations"].push_back(std::move(location));
  return result;
}

}  // namespace

Json sarif(const Ranking& ranking) {
  Rules rules;
  Json results = Json::array();
  const std::string title = title_of(ranking);
  for (const ExcludedFamily& excluded : ranking.excluded) {
    constexpr std::size_t longest = 1'000;
    std::string readmission = readmission_of(excluded);
    for (const FailedMust& failure : excluded.failures) {
      results.push_back(result_of(ranking, title, readmission, excluded.standing, failure, rules));
      if (readmission.size() > longest) readmission.clear();
    }
  }
  Json properties;
  properties["profile"] = ranking.profile_title;
  properties["ruleBase"] = ranking.rule_base_title;
  properties["ruleBaseFingerprint"] = ranking.rule_base_fingerprint.text();
  return document_of(rules, std::move(results), std::move(properties));
}

Json sarif(const CheckResult& check) {
  Rules rules;
  Json results = Json::array();
  for (const Diagnostic& each : check.diagnostics) {
    const bool error = each.severity == Severity::error;
    std::string message = each.message;
    if (!each.suggestion.empty()) message += " (" + each.suggestion + ")";
    results.push_back(
        finding_of(rules, error ? "error" : "warning",
                   error ? "What keeps a file from being used" : "What is worth a look", error,
                   std::move(message), each.file, each.line, each.column));
  }
  return document_of(rules, std::move(results), {});
}

Json sarif(const TestResult& test) {
  Rules rules;
  Json results = Json::array();
  for (const CaseResult& each : test.cases) {
    if (each.passed) continue;
    std::string message = each.name;
    for (std::size_t i = 0; i < each.expected.size(); ++i)
      message += ": expected " + each.expected[i] + ", got " + each.got[i];
    results.push_back(finding_of(rules, "case", "A case that does not hold", true,
                                 std::move(message), each.file, 0, 0));
  }
  return document_of(rules, std::move(results), {});
}

}  // namespace shortlist::reporting
