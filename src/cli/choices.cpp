// The words that a value is one of: each list stands once, in the table of its option, and every
// message, page and completion has it from there, as the command at hand takes it.

#include "cli/command_table.hpp"
#include "shortlist/text.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::cli {

namespace {

// "rank, explain and test", or "all but batch" of the commands that take the option.
std::string whose(Commands commands, const OptionInfo& option) {
  std::vector<std::string> own;
  std::vector<std::string> others;
  for (const CommandInfo& command : cli::commands())
    if ((command.bit & option.commands) != 0)
      ((command.bit & commands) != 0 ? own : others).emplace_back(command.name);
  return others.size() < own.size() ? "all but " + listed(others) : listed(own);
}

// Those of all the commands, then what some have beside.
std::string all_choices(const OptionInfo& option) {
  std::string text;
  for (std::size_t i = 0; i < option.choices.size();) {
    const Commands commands = option.choices[i].commands & option.commands;
    std::vector<std::string> words;
    for (; i < option.choices.size() && (option.choices[i].commands & option.commands) == commands;
         ++i)
      words.emplace_back(option.choices[i].word);
    if (commands == option.commands)
      text += listed(words, "or");
    else
      text += "; of " + whose(commands, option) + " also " + listed(words);
  }
  return text;
}

// The text in lines of at most 80 columns.
std::string in_lines(std::string_view text) {
  constexpr std::size_t width = 80;
  std::string lines;
  while (!text.empty()) {
    std::size_t end = text.size();
    if (end > width) end = text.rfind(' ', width);
    lines.append(text.substr(0, end)).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

std::vector<std::string> choices_of(const OptionInfo& option, Commands commands) {
  std::vector<std::string> words;
  for (const Choice& choice : option.choices)
    if ((choice.commands & commands) != 0) words.emplace_back(choice.word);
  return words;
}

Diagnostics choose(std::string_view name, const Arguments& arguments, const std::string& value,
                   std::size_t& chosen) {
  const OptionInfo& option = *find_option(name);
  const Commands commands = arguments.command == nullptr ? every_command : arguments.command->bit;
  const auto found = std::find_if(option.choices.begin(), option.choices.end(),
                                  [&](const Choice& each) { return each.word == value; });
  const bool known = found != option.choices.end();
  if (known && (found->commands & commands) != 0) {
    chosen = static_cast<std::size_t>(found - option.choices.begin());
    return {};
  }
  const auto own = choices_of(option, commands);
  std::string message = "--" + std::string(name);
  if (own.size() < option.choices.size())
    message.append(" of '").append(arguments.command->name).append("'");
  message += " is " + listed(own, "or") + ", not '" + value + "'";
  std::string suggestion;
  if (const std::string nearest = closest(value, own); !nearest.empty())
    suggestion = "did you mean '" + nearest + "'?";
  if (known) suggestion = "it is a choice of " + whose(found->commands & option.commands, option);
  return usage_failure(std::move(message), std::move(suggestion)).diagnostics;
}

std::string summary_of(const OptionInfo& option, Commands commands) {
  std::string summary(option.summary);
  constexpr std::string_view mark = "{choices}";
  if (const std::size_t at = summary.find(mark); at != std::string::npos)
    summary.replace(at, mark.size(),
                    commands == every_command ? all_choices(option)
                                              : listed(choices_of(option, commands), "or"));
  return summary;
}

std::string about_of(const CommandInfo& command) {
  std::string about(command.about);
  if (command.choices == nullptr) return about;
  return in_lines(std::string(command.operands) + " is " + listed(command.choices(), "or") + ".") +
         about;
}

}  // namespace shortlist::cli
