#pragma once
// A ranking in the formats of other trades. As everywhere no clock and no random number goes in:
// a date is the rule base's own, an identifier is made from what the document says.
//
// - SARIF 2.1.0: one result for each must that excludes a family, and each rule that does.
// - CycloneDX 1.6 (ML-BOM): the first family as a machine-learning model, with its licences where a
//   need reads them, what it measures, and what sources say otherwise as evidence.
// - OCDS 1.1 with the extensions for requirements, award criteria and bids: needs as the criteria
// of
//   a tender, weights as its award criteria, each family as a bid that responds to each need.

#include "shortlist/rank.hpp"
#include "shortlist/report.hpp"

#include <string>

namespace shortlist {

enum class Exchange { sarif, cyclonedx, ocds };

// JSON. A CycloneDX document without a family has no components.
SHORTLIST_EXPORT std::string report(const Ranking& ranking, const RuleBase& rule_base,
                                    Exchange format);

// What `check` and `test` found, as build servers and code hosts read it.
//
// - SARIF 2.1.0: a result for each error and warning at its line and column, for each case that
//   failed at its file.
// - JUnit XML, as Jenkins has it: of `check` a test case for each file with something to say, which
//   fails by its errors; of `test` each case.
enum class BuildFormat { sarif, junit };

SHORTLIST_EXPORT std::string report(const CheckResult& check, BuildFormat format);
SHORTLIST_EXPORT std::string report(const TestResult& test, BuildFormat format);

}  // namespace shortlist
