#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"

namespace shortlist::cli {

int run_explain(const Arguments& arguments) {
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());
  const auto explanation = explain(inputs->rule_base, *inputs->profile, arguments.operands[0],
                                   arguments.against, arguments.rank);
  if (!explanation) return complain(explanation.error());
  return write_result(arguments, report(*explanation, style_for_output(arguments)), exit_done);
}

}  // namespace shortlist::cli
