#include "cli/arguments.hpp"

#include "cli/command_table.hpp"
#include "shortlist/result.hpp"
#include "shortlist/text.hpp"

#include <boost/program_options.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace shortlist::cli {

namespace {

namespace po = boost::program_options;

std::string dashed(const OptionInfo& option) { return "--" + std::string(option.name); }

po::options_description described() {
  po::options_description description;
  for (const OptionInfo& option : options()) {
    std::string name(option.name);
    if (option.name == "help") name += ",h";
    if (option.value.empty())
      description.add_options()(name.c_str(), "");
    else
      description.add_options()(name.c_str(), po::value<std::string>(), "");
  }
  return description;
}

// "--fromat" of "--fromat=json", without its dashes.
std::string bare(std::string word) {
  word.erase(0, std::min(word.find_first_not_of('-'), word.size()));
  return word.substr(0, word.find('='));
}

Failure unknown_option(const std::string& word) {
  const std::string name = bare(word);
  std::vector<std::string> known;
  for (const OptionInfo& option : options()) known.emplace_back(option.name);
  const std::string nearest = closest(name, known);
  return usage_failure("there is no option '" + word.substr(0, word.find('=')) + "'",
                       nearest.empty() ? "'shortlist help COMMAND' lists the options"
                                       : "did you mean '--" + nearest + "'?");
}

Failure wrong_syntax(const po::invalid_command_line_syntax& error) {
  using Kind = po::invalid_syntax::kind_t;
  const OptionInfo* const option = find_option(bare(error.get_option_name()));
  if (option == nullptr) return usage_failure(error.what());
  const std::string name = dashed(*option);
  if (error.kind() == Kind::extra_parameter) return usage_failure(name + " takes no value");
  return usage_failure(name + " needs a value: " + name + " " + std::string(option->value));
}

Result<std::vector<po::option>> split(const std::vector<std::string>& words) {
  const po::options_description description = described();
  const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  try {
    return po::command_line_parser(words).options(description).style(style).run().options;
  } catch (const po::unknown_option& error) {
    return unknown_option(error.get_option_name());
  } catch (const po::invalid_command_line_syntax& error) {
    return wrong_syntax(error);
  } catch (const po::error& error) {
    return usage_failure(error.what());
  }
}

// What follows the command, against what it takes.
Diagnostics check_operands(const Arguments& arguments) {
  const CommandInfo& command = *arguments.command;
  const std::size_t given = arguments.operands.size();
  const bool stated = takes_profile_first(command) && !arguments.keys.empty();
  if (given + (stated ? 1 : 0) >= command.least && given <= command.most) return {};
  const std::string name(command.name);
  std::string message = "'" + name + (given < command.least ? "' needs " : "' takes ") +
                        (command.operands.empty() ? "nothing" : std::string(command.operands));
  if (given > command.most)
    message += ", and '" + arguments.operands[command.most] + "' is too many";
  return usage_failure(message, "see 'shortlist help " + name + "'").diagnostics;
}

// The profile stands first, and may be missing where options state needs: its number of operands
// says so.
void take_profile(Arguments& arguments) {
  auto& operands = arguments.operands;
  if (!takes_profile_first(*arguments.command) || operands.empty()) return;
  if (!arguments.keys.empty() && operands.size() < arguments.command->most) return;
  arguments.profile = std::move(operands.front());
  operands.erase(operands.begin());
}

// Each option in turn: once unless it repeats, and one that the command takes.
Diagnostics apply(const std::vector<po::option>& parsed, Arguments& arguments) {
  Diagnostics wrong;
  std::vector<const OptionInfo*> seen;
  for (const po::option& each : parsed) {
    if (each.position_key >= 0) continue;
    // "-h" comes with its long name; "--help" too.
    const OptionInfo* const option = find_option(bare(each.string_key));
    if (option == nullptr) continue;
    if (std::find(seen.begin(), seen.end(), option) != seen.end() && !option->repeats)
      append(wrong, usage_failure(dashed(*option) + " is given twice").diagnostics);
    seen.push_back(option);
    if (arguments.command != nullptr && (option->commands & arguments.command->bit) == 0) {
      append(wrong, usage_failure("'" + std::string(arguments.command->name) + "' takes no " +
                                      dashed(*option),
                                  "it is an option of " + commands_that_take(*option))
                        .diagnostics);
      continue;
    }
    append(wrong, option->apply(arguments, each.value.empty() ? "" : each.value.front()));
  }
  return wrong;
}

}  // namespace

Failure usage_failure(std::string message, std::string suggestion) {
  return {FailureKind::usage,
          {{Severity::error, {}, 0, 0, std::move(message), std::move(suggestion), {}}}};
}

Diagnostics wrong_usage(std::string message, std::string suggestion) {
  return usage_failure(std::move(message), std::move(suggestion)).diagnostics;
}

Result<Arguments> parse(const std::vector<std::string>& words) {
  const auto parsed = split(words);
  if (!parsed) return parsed.error();
  Arguments arguments;
  std::optional<Failure> group;  // what is wrong with the first of two words on its own
  for (const po::option& each : *parsed)
    if (each.position_key >= 0)
      arguments.operands.insert(arguments.operands.end(), each.value.begin(), each.value.end());
  if (!arguments.operands.empty()) {
    const auto command = take_command(arguments.operands);
    if (command)
      arguments.command = *command;
    else if (arguments.operands.size() > 1 || !is_group(arguments.operands.front()))
      return command.error();
    else
      group = command.error();
  }
  Diagnostics wrong = apply(*parsed, arguments);
  if (wrong.empty() && (arguments.help || arguments.version)) return arguments;
  if (group)
    append(wrong, *group);
  else if (arguments.command == nullptr)
    append(wrong,
           usage_failure("a command has to be named", "'shortlist help' lists them").diagnostics);
  else
    append(wrong, check_operands(arguments));
  if (!wrong.empty()) return Failure{FailureKind::usage, std::move(wrong)};
  take_profile(arguments);
  return arguments;
}

}  // namespace shortlist::cli
