#include "shortlist/page.hpp"

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"

#include <unistd.h>

namespace shortlist::cli {

int run_page(const Arguments& arguments) {
  if (goes_to_stdout(arguments) && isatty(STDOUT_FILENO) == 1)
    return complain(usage_failure("megabytes of HTML are nothing for a terminal",
                                  "--output needs.html writes a file to open in a browser"));
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());
  const auto page = interactive_page(inputs->rule_base, *inputs->profile);
  if (!page) return complain(page.error());
  return write_result(arguments, *page, exit_done);
}

}  // namespace shortlist::cli
