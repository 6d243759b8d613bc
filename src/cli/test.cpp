#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "shortlist/cases.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace shortlist::cli {

namespace {

// The files that are named, else all of tests/cases below the current folder.
std::vector<std::string> case_files(const Arguments& arguments) {
  if (!arguments.operands.empty()) return arguments.operands;
  std::vector<std::string> files;
  std::error_code error;
  for (std::filesystem::directory_iterator at("tests/cases", error);
       !error && at != std::filesystem::directory_iterator(); at.increment(error))
    if (at->path().extension() == ".toml") files.push_back(at->path().string());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int run_test(const Arguments& arguments) {
  const auto files = case_files(arguments);
  if (files.empty())
    return complain(usage_failure("there are no case files: tests/cases holds no *.toml",
                                  "name some, such as `shortlist test my-cases.toml`"));
  const auto rule_base = load_rule_base(arguments.load);
  if (!rule_base) return complain(rule_base.error());
  std::vector<CaseResult> results;
  Failure failure;
  for (const std::string& file : files) {
    auto cases = load_cases(*rule_base, file);
    if (!cases) {
      failure.kind = cases.error().kind;
      auto& all = failure.diagnostics;
      all.insert(all.end(), cases.error().diagnostics.begin(), cases.error().diagnostics.end());
      continue;
    }
    for (const Case& each : *cases) results.push_back(run_case(each));
  }
  if (!failure.diagnostics.empty()) return complain(failure);
  const bool passed = std::all_of(results.begin(), results.end(),
                                  [](const CaseResult& each) { return each.passed; });
  return write_result(arguments, report(results, style_for_output(arguments)),
                      passed ? exit_done : exit_none);
}

}  // namespace shortlist::cli
