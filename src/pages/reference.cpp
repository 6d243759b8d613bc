// All commands on one page of Markdown.

#include "cli/exit_code.hpp"
#include "pages/pages.hpp"
#include "pages/values.hpp"
#include "shortlist/version.hpp"

#include <string>
#include <string_view>

namespace shortlist::pages {

namespace {

std::string cell(std::string_view text) { return escaped(text, "|"); }

std::string option_rows(cli::Commands commands, bool shared) {
  std::string rows;
  for (const cli::OptionInfo& option : cli::options()) {
    if ((option.commands & commands) == 0 || cli::is_shared(option) != shared) continue;
    std::string name = "--" + std::string(option.name);
    if (!option.value.empty()) name.append(" ").append(option.value);
    rows += "| `" + cell(name) + "` | " + cell(cli::summary_of(option, commands)) +
            (option.repeats ? "; may be given again |\n" : " |\n");
  }
  return rows.empty() ? rows : "| option | |\n|---|---|\n" + rows + "\n";
}

}  // namespace

std::string reference() {
  std::string page =
      "# shortlist " + std::string(version()) + "\n\n" + std::string(cli::purpose) + ".\n\n";
  for (const cli::CommandInfo& command : cli::commands()) {
    page += "## " + std::string(command.name) + "\n\n```\nshortlist " + std::string(command.name) +
            " [OPTION...]";
    if (!command.operands.empty()) page.append(" ").append(command.operands);
    page.append("\n```\n\n").append(cli::about_of(command)).append("\n");
    page += option_rows(command.bit, false);
    page.append("```\n").append(command.examples).append("```\n\n");
  }
  page += "## Options of every command that prints a result\n\n" +
          option_rows(cli::every_command, true);
  page += "## Exit status\n\n| | |\n|--:|---|\n";
  for (const auto& [code, meaning] : cli::exit_meanings)
    page += "| " + std::to_string(code) + " | " + cell(meaning) + " |\n";
  return page;
}

}  // namespace shortlist::pages
