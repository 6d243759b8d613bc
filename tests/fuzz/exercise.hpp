#pragma once
// What a fuzz target does with input that loads: everything a user could ask, held to what no input
// may break.

#include "load/load.hpp"
#include "model/catalogue.hpp"
#include "shortlist/report.hpp"
#include "shortlist/shortlist.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace fuzz {

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::cerr << "broken: " << what << std::endl;
  std::abort();
}

// A failure says why, in the order of the files.
inline void check(const shortlist::Failure& failure) {
  require(!failure.diagnostics.empty(), "a failure has a diagnostic");
  for (const auto& each : failure.diagnostics) {
    require(!each.message.empty() && each.line >= 0 && each.column >= 0, "a diagnostic is whole");
    require(!to_text(each).empty(), "a diagnostic prints");
  }
}

// The rule base as it is without --trust.
inline shortlist::RuleBase seen(std::shared_ptr<const shortlist::model::RuleBase> rules) {
  shortlist::Problems problems;
  auto catalogue = std::make_shared<shortlist::model::Catalogue>(
      std::move(rules), shortlist::model::Trust{}, problems);
  require(problems.errors() == 0, "no trust, no problem");
  return shortlist::RuleBase(std::move(catalogue));
}

template <class Result>
void print(const Result& result) {
  for (const auto format :
       {shortlist::Format::text, shortlist::Format::json, shortlist::Format::markdown,
        shortlist::Format::csv, shortlist::Format::html}) {
    const bool empty = report(result, {.format = format}).empty();
    // A list of nothing has no columns to name.
    require(!empty || format == shortlist::Format::csv, "a result prints");
  }
}

inline void check(const shortlist::RankedFamily& family) {
  constexpr double rounding = 1e-9;
  require(family.score_low >= -rounding && family.score_high <= 1 + rounding &&
              family.score_low <= family.score_high + rounding,
          "a score is an interval in [0, 1]");
  double sum = 0;
  for (const auto& need : family.criteria) {
    require(need.value_low >= 0 && need.value_high <= 1 && need.value_low <= need.value_high,
            "a value is an interval in [0, 1]");
    require(!need.reason.empty(), "a value has a reason");
    sum += need.contribution;
  }
  require(sum == family.score, "contributions add up to the score");
}

// Ranks, explains, compares, lists and prints.
inline void exercise(const shortlist::RuleBase& rule_base, const shortlist::Profile& profile) {
  const auto ranking = shortlist::rank(rule_base, profile, {});
  if (!ranking) return check(ranking.error());
  for (const auto& family : ranking->ranking) check(family);
  for (const auto& family : ranking->excluded) {
    check(family.standing);
    if (family.relaxation)
      require(shortlist::relaxed(rule_base, profile, *family.relaxation).has_value(),
              "a relaxation can be applied");
  }
  print(*ranking);
  std::vector<std::string> families;
  for (const auto& family : rule_base.catalogue().rules().families)
    if (families.size() < 3) families.push_back(family.id);
  for (const auto& family : families) {
    const auto explanation = shortlist::explain(rule_base, profile, family, families.front(), {});
    if (explanation) print(*explanation);
  }
  const auto comparison = shortlist::compare(rule_base, families, profile);
  if (comparison) print(*comparison);
  for (const std::string& what : shortlist::listable()) print(*shortlist::list(rule_base, what));
}

}  // namespace fuzz
