#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/families.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "shortlist/cases.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

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

void append_unknown(Diagnostics& all, const Diagnostics& more) {
  for (const Diagnostic& each : more)
    if (std::none_of(all.begin(), all.end(), [&](const Diagnostic& known) {
          return known.file == each.file && known.line == each.line &&
                 known.column == each.column && known.message == each.message;
        }))
      all.push_back(each);
}

// The cases of all files, or all that is wrong with them.
Result<std::vector<Case>> load_all(const std::vector<std::string>& files, const RuleBase& rule_base,
                                   const RankOptions& options) {
  std::vector<Case> all;
  std::optional<Failure> failure;
  for (const std::string& file : files) {
    auto cases = load_cases(rule_base, file, options);
    if (cases) {
      std::move(cases->begin(), cases->end(), std::back_inserter(all));
      continue;
    }
    // A file that cannot be read weighs more than one that can be mended.
    if (!failure) failure = Failure{cases.error().kind, {}};
    if (cases.error().kind == FailureKind::io) failure->kind = FailureKind::io;
    append_unknown(failure->diagnostics, cases.error().diagnostics);
  }
  if (failure) return std::move(*failure);
  return all;
}

// The entries of one kind, criteria or rules, that none of the cases exercises.
std::vector<std::string> untested(const RuleBase& rule_base, std::string_view kind,
                                  const std::vector<CaseResult>& results,
                                  std::vector<std::string> CaseResult::*exercised) {
  std::vector<std::string> ids;
  const auto entries = list(rule_base, kind);
  for (const Record& entry : entries->items) {
    const std::string id = text_of(entry, "id");
    if (std::none_of(results.begin(), results.end(), [&](const CaseResult& each) {
          const auto& known = each.*exercised;
          return std::find(known.begin(), known.end(), id) != known.end();
        }))
      ids.push_back(id);
  }
  return ids;
}

}  // namespace

int run_test(const Arguments& arguments) {
  const auto files = case_files(arguments);
  if (files.empty())
    return complain(usage_failure("there are no case files: tests/cases holds no *.toml",
                                  "name some, such as 'shortlist test my-cases.toml'"));
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());
  if (const auto only = family_ids(inputs->rule_base, arguments.rank.only); !only)
    return complain(only.error());
  const auto cases = load_all(files, inputs->rule_base, arguments.rank);
  if (!cases) return complain(cases.error());
  Diagnostics warnings;
  TestResult test;
  auto& results = test.cases;
  for (const Case& each : *cases) {
    append_unknown(warnings, each.profile.warnings());
    results.push_back(run_case(each));
  }
  complain(warnings);
  const bool passed = std::all_of(results.begin(), results.end(),
                                  [](const CaseResult& each) { return each.passed; });
  if (arguments.coverage)
    test.untested = {untested(inputs->rule_base, "criteria", results, &CaseResult::criteria),
                     untested(inputs->rule_base, "rules", results, &CaseResult::rules)};
  return write_result(arguments,
                      arguments.build_format ? report(test, *arguments.build_format)
                                             : report(test, style_for_output(arguments)),
                      passed ? exit_done : exit_none);
}

}  // namespace shortlist::cli
