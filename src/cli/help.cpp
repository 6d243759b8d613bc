#include "base/text.hpp"
#include "cli/command_table.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"

namespace shortlist::cli {

int run_help(const Arguments& arguments) {
  if (arguments.operands.empty()) return write_stdout(help(), exit_done);
  const auto command = command_named(arguments.operands[0]);
  if (!command) return complain(command.error());
  return write_stdout(help(**command), exit_done);
}

}  // namespace shortlist::cli
