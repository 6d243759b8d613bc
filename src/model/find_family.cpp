#include "model/find_family.hpp"

#include <algorithm>
#include <utility>

namespace shortlist::model {

Failure usage(std::string message, std::string suggestion) {
  Diagnostic diagnostic;
  diagnostic.message = std::move(message);
  diagnostic.suggestion = std::move(suggestion);
  return {FailureKind::usage, {std::move(diagnostic)}};
}

Result<int> find_family(const Catalogue& catalogue, const std::string& name) {
  auto found = find_families(catalogue, {name});
  if (!found) return std::move(found.error());
  return found->front();
}

Result<std::vector<int>> find_families(const Catalogue& catalogue,
                                       const std::vector<std::string>& names) {
  const Names& families = catalogue.rules().called.families;
  std::vector<int> found;
  Problems problems;
  for (const std::string& name : names) {
    const int before = problems.errors();
    const auto id = families.resolve(name, NamedBy::parts, {}, problems);
    if (id)
      found.push_back(catalogue.rules().find_family(*id));
    else if (problems.errors() == before)
      families.unknown(name, {}, problems);
  }
  if (problems.errors() > 0) {
    Failure failure{FailureKind::usage, {}};
    for (const Problem& problem : problems.all())
      failure.diagnostics.push_back(usage(problem.message, problem.suggestion).diagnostics.front());
    return failure;
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace shortlist::model
