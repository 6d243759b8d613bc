#pragma once
// The rule base and the profile that a command works on.

#include "cli/arguments.hpp"
#include "shortlist/policy.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shortlist::cli {

struct Inputs {
  RuleBase rule_base;
  std::optional<Profile> profile;  // with the policies
  std::vector<Policy> policies;
};

// Loads the rule base, the policies, and the profile where one is named or stated. Where the rule
// base does not load, the first syntax error of the profile is among the diagnostics. Warnings go
// to stderr: those of the profile always, those of the rule base with --verbose.
Result<Inputs> open_inputs(const Arguments& arguments);

// What --print-profile prints; returns the exit code.
int print_profile(const Arguments& arguments);

}  // namespace shortlist::cli
