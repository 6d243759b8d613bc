#include "shortlist/import.hpp"

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"

namespace shortlist::cli {

int run_import(const Arguments& arguments) {
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());
  ImportOptions options = arguments.import_options;
  options.only = arguments.rank.only;
  const auto found = import_model(inputs->rule_base, arguments.operands[0], options);
  if (!found) return complain(found.error());
  return write_result(arguments, report(*found, style_for_output(arguments)), exit_done);
}

}  // namespace shortlist::cli
