#include "cli/inputs.hpp"

#include "cli/exit_code.hpp"
#include "cli/output.hpp"

#include <utility>

namespace shortlist::cli {

namespace {

// What is loaded first lives as long as the process: to take it apart takes as long as to read it.
void keep(const RuleBase& rule_base) {
  [[maybe_unused]] static const auto* const kept = new RuleBase(rule_base);
}

}  // namespace

Result<Inputs> open_inputs(const Arguments& arguments) {
  const std::optional<std::string>& profile = arguments.profile;
  auto rule_base = load_rule_base(arguments.load);
  if (!rule_base) {
    Failure failure = std::move(rule_base.error());
    if (profile && failure.kind != FailureKind::usage) {
      const Diagnostics more = check_syntax(*profile);
      failure.diagnostics.insert(failure.diagnostics.end(), more.begin(), more.end());
    }
    return failure;
  }
  keep(*rule_base);
  if (arguments.style.verbose) complain(rule_base->warnings());
  Inputs inputs{std::move(*rule_base), std::nullopt, {}};
  Failure wrong{FailureKind::data, {}};
  for (const std::string& path : arguments.policies) {
    auto policy = load_policy(inputs.rule_base, path);
    if (policy) {
      complain(policy->warnings());
      inputs.policies.push_back(std::move(*policy));
      continue;
    }
    if (policy.error().kind == FailureKind::io) wrong.kind = FailureKind::io;
    const Diagnostics& more = policy.error().diagnostics;
    wrong.diagnostics.insert(wrong.diagnostics.end(), more.begin(), more.end());
  }
  if (!wrong.diagnostics.empty()) return wrong;
  if (profile || !arguments.keys.empty()) {
    auto loaded = load_profile(inputs.rule_base, profile, arguments.keys);
    if (!loaded) return std::move(loaded.error());
    complain(loaded->warnings());
    inputs.profile = with_policies(*loaded, inputs.policies);
  }
  return inputs;
}

int print_profile(const Arguments& arguments) {
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());
  if (!inputs->profile)
    return complain(usage_failure("there is no profile to print",
                                  "name one, or state needs: --need context.at_least=32K"));
  return write_result(arguments, inputs->profile->to_toml(), exit_done);
}

}  // namespace shortlist::cli
