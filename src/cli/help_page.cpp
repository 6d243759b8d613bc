// The pages of --help, from the tables.

#include "cli/command_table.hpp"
#include "shortlist/text.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace shortlist::cli {

namespace {

constexpr std::size_t width = 80;

// `label` in a column of its own, `text` broken at spaces beside it.
std::string entry(const std::string& label, std::string_view text, std::size_t column) {
  std::string page = "  " + label;
  page.append(page.size() + 2 > column ? std::string("\n") + std::string(column, ' ')
                                       : std::string(column - page.size(), ' '));
  std::size_t at = column;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    if (at > column && at + 1 + word.size() > width) {
      page.append("\n").append(column, ' ');
      at = column;
    }
    if (at > column) {
      page.push_back(' ');
      ++at;
    }
    page.append(word);
    at += word.size();
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  return page + "\n";
}

std::string label_of(const OptionInfo& option) {
  std::string label = "--" + std::string(option.name);
  if (!option.value.empty()) label.append(" ").append(option.value);
  return label;
}

constexpr std::size_t option_column = 26;

std::string option_entries(Commands command) {
  std::string page;
  for (const OptionInfo& option : options())
    if ((option.commands & command) != 0)
      page += entry(label_of(option), summary_of(option, command), option_column);
  return page;
}

// Those that all commands but `help` take, or those that only some do, with their names.
std::string shared_options(bool by_all) {
  std::string page;
  for (const OptionInfo& option : options()) {
    if (is_shared(option) != by_all) continue;
    const std::string whose = by_all ? "" : commands_that_take(option) + ": ";
    page += entry(label_of(option), whose + summary_of(option, every_command), option_column);
  }
  return page;
}

std::string indented(std::string_view lines) {
  std::string page;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    page.append("  ").append(lines.substr(0, end)).append("\n");
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  return page;
}

std::string command_entries(std::string_view group) {
  constexpr std::size_t column = 29;
  std::string page;
  for (const CommandInfo& command : commands()) {
    if (command.name.substr(0, group.size()) != group) continue;
    std::string label(command.name);
    if (!command.operands.empty()) label.append(" ").append(command.operands);
    page += entry(label, command.summary, column);
  }
  return page;
}

}  // namespace

std::string help(std::string_view group) {
  return "usage: shortlist " + std::string(group) + " COMMAND [OPTION...] ...\n\nCommands:\n" +
         command_entries(group);
}

std::string help() {
  std::string page =
      "usage: shortlist COMMAND [OPTION...] ...\n"
      "\n" +
      std::string(purpose) +
      ".\n"
      "\n"
      "Commands:\n";
  page += command_entries({});
  page += "\nOptions of every command:\n" + shared_options(true);
  page += "\nOptions of some:\n" + shared_options(false);
  return page;
}

std::string help(const CommandInfo& command) {
  std::string page = "usage: shortlist " + std::string(command.name);
  if (command.bit != help_command) page += " [OPTION...]";
  if (!command.operands.empty()) page.append(" ").append(command.operands);
  page.append("\n\n").append(about_of(command));
  page += "\nOptions:\n" + option_entries(command.bit);
  page += "\nExamples:\n" + indented(command.examples);
  return page;
}

}  // namespace shortlist::cli
