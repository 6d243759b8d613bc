#include "cli/command_table.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "shortlist/text.hpp"

namespace shortlist::cli {

int run_help(const Arguments& arguments) {
  if (arguments.operands.empty()) return write_stdout(help(), exit_done);
  if (arguments.operands.size() == 1 && is_group(arguments.operands[0]))
    return write_stdout(help(arguments.operands[0]), exit_done);
  auto words = arguments.operands;
  const auto command = take_command(words);
  if (!command) return complain(command.error());
  if (!words.empty())
    return complain(usage_failure("'help' takes one command, and '" + words[0] + "' is too many",
                                  "see 'shortlist help'"));
  return write_stdout(help(**command), exit_done);
}

}  // namespace shortlist::cli
