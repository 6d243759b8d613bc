#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/families.hpp"
#include "cli/output.hpp"
#include "shortlist/policy.hpp"
#include "shortlist/result.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace shortlist::cli {

namespace {

// The exit code of a check that found these.
int code_of(const Diagnostics& diagnostics, bool unreadable) {
  if (unreadable) return exit_io;
  const bool wrong =
      std::any_of(diagnostics.begin(), diagnostics.end(),
                  [](const Diagnostic& each) { return each.severity == Severity::error; });
  return wrong ? exit_data : exit_done;
}

}  // namespace

int run_check(const Arguments& arguments) {
  CheckResult found;
  bool unreadable = false;
  LoadOptions options = arguments.load;
  options.compare_snapshot = true;
  const auto rule_base = load_rule_base(options);
  if (!rule_base) {
    const Failure& failure = rule_base.error();
    if (failure.kind == FailureKind::usage) return complain(failure);
    unreadable = failure.kind == FailureKind::io;
    append(found.diagnostics, failure.diagnostics);
    // Without a rule base all that can be said of a profile is whether it is TOML.
    for (const auto* const paths : {&arguments.policies, &arguments.operands})
      for (const std::string& path : *paths) append(found.diagnostics, check_syntax(path));
  } else {
    if (const auto only = family_ids(*rule_base, arguments.rank.only); !only)
      return complain(only.error());
    const auto reviewed = review(*rule_base, {arguments.style.verbose, arguments.stale});
    if (!reviewed) return complain(reviewed.error());
    append(found.diagnostics, rule_base->warnings());
    append(found.diagnostics, *reviewed);
    found.replaced = rule_base->replaced();
    for (const std::string& path : arguments.policies) {
      const auto policy = load_policy(*rule_base, path);
      if (!policy) unreadable = unreadable || policy.error().kind == FailureKind::io;
      append(found.diagnostics, policy ? policy->warnings() : policy.error().diagnostics);
    }
    for (const std::string& path : arguments.operands) {
      const auto profile = load_profile(*rule_base, path);
      if (!profile) unreadable = unreadable || profile.error().kind == FailureKind::io;
      append(found.diagnostics, profile ? profile->warnings() : profile.error().diagnostics);
    }
  }
  return write_result(arguments,
                      arguments.build_format ? report(found, *arguments.build_format)
                                             : report(found, style_for_output(arguments)),
                      code_of(found.diagnostics, unreadable));
}

}  // namespace shortlist::cli
