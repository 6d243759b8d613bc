#pragma once
// A rule author's own tests: profiles with what is expected of their ranking, in TOML.
//
//     schema = 1
//     [[case]]
//     name = "an open licence comes first"
//     profile = "../../profiles/x.toml"     # relative to this file, or a whole profile as a table
//     only = ["gemma-4", "qwen3.5"]         # also trust, only_source, unknown, rules = ["folder"]
//     [case.expect]
//     first = "gemma-4"                     # also ranking, qualified, to_verify, excluded
//     [case.expect.verdict]
//     gemma-4 = { context = "met" }         # also reason: a part of the sentence
//     [case.expect.score]
//     gemma-4 = { at_least = 0.9 }          # and at_most

#include "shortlist/load.hpp"
#include "shortlist/rank.hpp"
#include "shortlist/report.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist {

// What is said of one need of one family.
struct NeedExpectation {
  std::string family;
  std::string need_id;
  std::string text;  // a verdict, or a part of the reason
};

// Bounds of the score of one family, under the unknown policy of the case.
struct ScoreExpectation {
  std::string family;
  double at_least = 0;
  double at_most = 1;
};

struct Expectations {
  std::optional<std::string> first;
  std::optional<std::vector<std::string>> ranking;    // whole, in order
  std::optional<std::vector<std::string>> qualified;  // exactly these, in any order
  std::optional<std::vector<std::string>> to_verify;
  std::optional<std::vector<std::string>> excluded;
  std::vector<NeedExpectation> verdicts;
  std::vector<NeedExpectation> reasons;
  std::vector<ScoreExpectation> scores;
};

struct Case {
  std::string file;
  std::string name;
  Profile profile;
  RuleBase rule_base;  // that of the case, under its trust
  RankOptions options;
  Expectations expect;
};

// The cases of one file, compiled. What a case does not state it takes from the rule base as it is
// given (its trust among it) and from `options`. Fails with every mistake of the file and its
// profiles: an expectation of an unknown family or need is one. Paths in the file are relative to
// it and stay below its folder or the current one.
SHORTLIST_EXPORT Result<std::vector<Case>> load_cases(const RuleBase& rule_base,
                                                      const std::string& path,
                                                      const RankOptions& options = {});

// Ranks, and says what did not come out as expected. O(candidates x needs).
SHORTLIST_EXPORT CaseResult run_case(const Case& test_case);

}  // namespace shortlist
