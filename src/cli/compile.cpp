#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"

#include <string>
#include <unistd.h>

namespace shortlist::cli {

int run_compile(const Arguments& arguments) {
  const auto& folders = arguments.load.folders;
  if (folders.size() > 1)
    return complain(usage_failure("compile takes one --rules folder",
                                  "later folders are laid over TOML, when it is loaded"));
  if (goes_to_stdout(arguments) && isatty(STDOUT_FILENO) == 1)
    return complain(usage_failure("a snapshot is no text for a terminal",
                                  "--output rules.snapshot writes it beside the folder rules"));
  const auto snapshot = compile_rule_base(folders.empty() ? std::string() : folders.front());
  if (!snapshot) return complain(snapshot.error());
  return write_result(arguments, *snapshot, exit_done);
}

}  // namespace shortlist::cli
