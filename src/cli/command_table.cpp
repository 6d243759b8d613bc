#include "cli/command_table.hpp"

#include "base/text.hpp"
#include "cli/commands.hpp"

#include <algorithm>
#include <array>

namespace shortlist::cli {

namespace {

constexpr std::size_t any_number = static_cast<std::size_t>(-1);

constexpr std::array table{
    CommandInfo{rank_command, "rank", "PROFILE", 1, 1, "rank the families against a profile",
                "Says which families qualify and in which order, with the reasons and what each\n"
                "hangs on; which are excluded, and the smallest change of the profile that would\n"
                "readmit each. PROFILE is a TOML file, or - for standard input.\n"
                "\n"
                "Exits 0 when a family qualifies, 1 when none does (the ranking is written all\n"
                "the same).\n",
                "shortlist rank profiles/contract-review.toml\n"
                "shortlist rank needs.toml --only gemma-4,qwen3.5 --trust comparison-page\n"
                "shortlist rank - --format json <needs.toml\n",
                run_rank},
    CommandInfo{explain_command, "explain", "PROFILE FAMILY", 2, 2,
                "every need of one family, and why it beats another",
                "Shows each need of the profile with the family's fact, its source, the value and\n"
                "what it contributes to the score. With --against, the gap to another family,\n"
                "need by need, and the smallest argument that decides between the two.\n",
                "shortlist explain profiles/contract-review.toml gemma-4\n"
                "shortlist explain profiles/contract-review.toml qwen3.5 --against gemma-4\n",
                run_explain},
    CommandInfo{compare_command, "compare", "FAMILY FAMILY...", 2, any_number,
                "families side by side, and when to choose which",
                "Lays the facts of two or more families side by side, marks where sources differ,\n"
                "and lists for each family what speaks for it. With --profile only the facts that\n"
                "its needs read.\n",
                "shortlist compare gemma-4 qwen3.5\n"
                "shortlist compare gemma-4 qwen3.5 --trust comparison-page --format markdown\n",
                run_compare},
    CommandInfo{check_command, "check", "[PROFILE...]", 0, any_number,
                "errors and warnings of the rule base and profiles",
                "Reads the rule base and the profiles and lists all that is wrong with them, with\n"
                "file, line and column, all that is doubtful, and which entries a later --rules\n"
                "folder replaced. Of --only and --trust it checks the names.\n"
                "\n"
                "Exits 3 when there is an error, 4 when a file cannot be read.\n",
                "shortlist check\n"
                "shortlist check profiles/*.toml --rules rules --rules my-rules\n",
                run_check},
    CommandInfo{test_command, "test", "[FILE...]", 0, any_number, "a rule author's own cases",
                "Runs the cases of each file (default: tests/cases/*.toml below the current\n"
                "folder): a profile, and what the ranking has to be. --rules, --only, --trust,\n"
                "--only-source and --unknown hold for the cases that do not state their own. With\n"
                "--verbose the cases that pass are listed too. rules/README.md describes the\n"
                "files.\n"
                "\n"
                "Exits 1 when a case fails, 3 when a file is wrong; nothing is run then.\n",
                "shortlist test\n"
                "shortlist test my-cases.toml --rules my-rules\n",
                run_test},
    CommandInfo{list_command, "list", "KIND", 1, 1, "what the rule base holds",
                "KIND is families, variants, criteria, facts, licences, devices, quantisations,\n"
                "runtimes, sources, rules or conflicts.\n",
                "shortlist list families\n"
                "shortlist list conflicts --only gemma-4 --format csv\n",
                run_list},
    CommandInfo{help_command, "help", "[COMMAND]", 0, 1, "the page of one command, or this one",
                "The same as shortlist COMMAND --help.\n", "shortlist help rank\n", run_help},
};

}  // namespace

std::span<const CommandInfo> commands() { return table; }

Result<const CommandInfo*> command_named(const std::string& name) {
  std::vector<std::string> known;
  for (const CommandInfo& command : table) {
    if (command.name == name) return &command;
    known.emplace_back(command.name);
  }
  const std::string nearest = closest(name, known);
  return tl::unexpected(usage_failure(
      "there is no command '" + name + "'",
      nearest.empty() ? "known: " + listed(known) : "did you mean '" + nearest + "'?"));
}

const OptionInfo* find_option(std::string_view name) {
  if (name == "h") name = "help";
  const auto all = options();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const OptionInfo& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string commands_that_take(const OptionInfo& option) {
  std::vector<std::string> names;
  for (const CommandInfo& command : table)
    if ((command.bit & option.commands) != 0) names.emplace_back(command.name);
  return listed(names);
}

}  // namespace shortlist::cli
