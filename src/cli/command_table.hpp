#pragma once
// All commands and options, once: parsing, --help and `shortlist help COMMAND` read these tables.
//
// A new command is a row of `commands()` and a file with its `run_...`; a new option is a row of
// `options()` and a function that puts its value into Arguments.

#include "cli/arguments.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::cli {

// One bit for each command, so that an option can say which take it.
using Commands = unsigned;
constexpr Commands rank_command = 1U << 0U;
constexpr Commands explain_command = 1U << 1U;
constexpr Commands compare_command = 1U << 2U;
constexpr Commands check_command = 1U << 3U;
constexpr Commands test_command = 1U << 4U;
constexpr Commands list_command = 1U << 5U;
constexpr Commands help_command = 1U << 6U;
constexpr Commands weights_command = 1U << 7U;  // whatif ...
constexpr Commands flip_command = 1U << 8U;
constexpr Commands need_command = 1U << 9U;
constexpr Commands sample_command = 1U << 10U;
constexpr Commands merge_command = 1U << 11U;
constexpr Commands import_command = 1U << 12U;
constexpr Commands device_command = 1U << 13U;
constexpr Commands batch_command = 1U << 14U;
constexpr Commands init_command = 1U << 15U;
constexpr Commands compile_command = 1U << 16U;
constexpr Commands schema_command = 1U << 17U;
constexpr Commands page_command = 1U << 18U;
constexpr Commands every_command = ~0U;

struct CommandInfo {
  Commands bit;
  std::string_view name;      // one word, or two: "whatif weights"
  std::string_view operands;  // "PROFILE FAMILY"
  std::size_t least;          // operands
  std::size_t most;
  std::string_view summary;   // one line
  std::string_view about;     // paragraphs, and how it exits; lines of at most 80 columns
  std::string_view examples;  // a command a line
  int (*run)(const Arguments&);
  // The words that its operand is one of.
  const std::vector<std::string>& (*choices)() = nullptr;
};

// A word that the value of an option may be.
struct Choice {
  std::string_view word;
  Commands commands = every_command;  // to which it means something
};

struct OptionInfo {
  std::string_view name;     // without dashes
  std::string_view value;    // "DIR"; empty: a switch
  std::string_view summary;  // {choices} stands for them
  Commands commands;         // that take it
  bool repeats;
  // Puts the value into the arguments; what is wrong with it, if anything is.
  Diagnostics (*apply)(Arguments&, const std::string& value);
  std::span<const Choice> choices = {};
};

// What the command is for, in a line without a full stop.
constexpr std::string_view purpose =
    "Ranks open-weight model families against a written requirement, with reasons";

std::span<const CommandInfo> commands();
std::span<const OptionInfo> options();

// The command that `words` begins with; its name is taken off them. Fails (usage) on an unknown
// command, with the nearest one.
Result<const CommandInfo*> take_command(std::vector<std::string>& words);

// Whether two-word commands begin with this word.
bool is_group(std::string_view word);

// Null when there is none.
const OptionInfo* find_option(std::string_view name);

// The words that the option's value is one of for these commands: all of them, or any.
std::vector<std::string> choices_of(const OptionInfo& option, Commands commands);

// Which choice of the option the value is, by position; or what is wrong: it is none that the
// command takes, or none at all.
Diagnostics choose(std::string_view name, const Arguments& arguments, const std::string& value,
                   std::size_t& chosen);

// The summary with the choices of one command in it; with every command, those of all and which
// others some have.
std::string summary_of(const OptionInfo& option, Commands commands);

// The paragraphs about the command, with the words that its operand is one of.
std::string about_of(const CommandInfo& command);

// Whether the first operand is the one profile that the command works on.
constexpr bool takes_profile_first(const CommandInfo& command) {
  constexpr Commands all = rank_command | explain_command | device_command | weights_command |
                           flip_command | need_command | sample_command | page_command;
  return (command.bit & all) != 0;
}

// The commands that show what they find.
constexpr Commands with_results =
    every_command & ~(help_command | compile_command | schema_command | page_command);

// Whether all of them take it.
constexpr bool is_shared(const OptionInfo& option) {
  return (option.commands & with_results) == with_results;
}

// "rank, explain and test": the commands that take the option.
std::string commands_that_take(const OptionInfo& option);

// The page of `shortlist --help`, that of the commands that begin with one word, and that of one
// command. Lines of at most 80 columns.
std::string help();
std::string help(std::string_view group);
std::string help(const CommandInfo& command);

}  // namespace shortlist::cli
