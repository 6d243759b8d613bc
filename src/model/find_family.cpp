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

Result<int> find_family(const Catalogue& catalogue, const std::string& name) {
  const int found = catalogue.rules().find_family(name);
  if (found >= 0) return found;
  std::vector<std::string> known;
  for (const auto& family : catalogue.rules().families) {
    known.push_back(family.id);
    known.insert(known.end(), family.aliases.begin(), family.aliases.end());
  }
  std::string suggestion = did_you_mean(name, known);
  if (suggestion.empty()) suggestion = "`shortlist list families` names them all";
  return usage("there is no family '" + name + "'", std::move(suggestion));
}

Result<std::vector<int>> find_families(const Catalogue& catalogue,
                                       const std::vector<std::string>& names) {
  std::vector<int> found;
  Diagnostics unknown;
  for (const std::string& name : names) {
    const auto one = find_family(catalogue, name);
    if (one)
      found.push_back(*one);
    else
      unknown.push_back(one.error().diagnostics.front());
  }
  if (!unknown.empty()) return Failure{FailureKind::usage, std::move(unknown)};
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace shortlist::model
