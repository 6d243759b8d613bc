#include "model/find_family.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace shortlist::model {

Failure usage(std::string message, std::string suggestion) {
  Diagnostic diagnostic;
  diagnostic.message = std::move(message);
  diagnostic.suggestion = std::move(suggestion);
  return {FailureKind::usage, {std::move(diagnostic)}};
}

namespace {

// All that is said of names that are no family's.
Diagnostics unknown_families(const RuleBase& rules, const std::vector<const std::string*>& names) {
  std::vector<std::string> known;
  for (const auto& family : rules.families) {
    known.push_back(family.id);
    known.insert(known.end(), family.aliases.begin(), family.aliases.end());
  }
  Problems problems;
  for (const std::string* const name : names) {
    std::string suggestion =
        problems.may_suggest(known.size()) ? did_you_mean(*name, known) : std::string{};
    if (suggestion.empty()) suggestion = "`shortlist list families` names them all";
    problems.error({}, "there is no family '" + *name + "'", std::move(suggestion));
  }
  Diagnostics said;
  said.reserve(names.size());
  for (const Problem& problem : problems.all())
    said.push_back(usage(problem.message, problem.suggestion).diagnostics.front());
  return said;
}

}  // namespace

Result<int> find_family(const Catalogue& catalogue, const std::string& name) {
  const int found = catalogue.rules().find_family(name);
  if (found >= 0) return found;
  return Failure{FailureKind::usage, unknown_families(catalogue.rules(), {&name})};
}

Result<std::vector<int>> find_families(const Catalogue& catalogue,
                                       const std::vector<std::string>& names) {
  std::vector<int> found;
  std::vector<const std::string*> unknown;
  for (const std::string& name : names) {
    const int one = catalogue.rules().find_family(name);
    if (one >= 0)
      found.push_back(one);
    else
      unknown.push_back(&name);
  }
  if (!unknown.empty())
    return Failure{FailureKind::usage, unknown_families(catalogue.rules(), unknown)};
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace shortlist::model
