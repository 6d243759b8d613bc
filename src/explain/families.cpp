#include "explain/families.hpp"

#include "base/text.hpp"

#include <utility>

namespace shortlist::explain {

namespace {

Diagnostic diagnostic(std::string message, std::string suggestion) {
  return {Severity::error, {}, 0, 0, std::move(message), std::move(suggestion), {}};
}

Diagnostic unknown_family(const model::RuleBase& rules, std::string_view name) {
  std::vector<std::string> ids;
  std::vector<std::string> known;
  for (const model::Family& family : rules.families) {
    ids.push_back(family.id);
    known.push_back(family.id);
    known.push_back(family.name);
    known.insert(known.end(), family.aliases.begin(), family.aliases.end());
  }
  const bool near = !closest(name, known).empty();
  return diagnostic("there is no family '" + std::string(name) + "'",
                    did_you_mean(name, near ? known : ids));
}

}  // namespace

Failure usage(std::string message, std::string suggestion) {
  return {FailureKind::usage, {diagnostic(std::move(message), std::move(suggestion))}};
}

Result<int> find_family(const model::RuleBase& rules, std::string_view name) {
  const int found = rules.find_family(name);
  if (found < 0) return tl::unexpected(Failure{FailureKind::usage, {unknown_family(rules, name)}});
  return found;
}

Result<std::vector<int>> find_families(const model::RuleBase& rules,
                                       const std::vector<std::string>& names) {
  std::vector<int> found;
  Failure failure{FailureKind::usage, {}};
  for (const std::string& name : names) {
    found.push_back(rules.find_family(name));
    if (found.back() < 0) failure.diagnostics.push_back(unknown_family(rules, name));
  }
  if (!failure.diagnostics.empty()) return tl::unexpected(std::move(failure));
  return found;
}

}  // namespace shortlist::explain
