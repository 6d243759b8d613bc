#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "shortlist/whatif.hpp"

namespace shortlist::cli {

int run_whatif_need(const Arguments& arguments) {
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());
  const auto analysis = whatif_need(inputs->rule_base, *inputs->profile, arguments.operands[0],
                                    {arguments.rank, arguments.leaders});
  if (!analysis) return complain(analysis.error());
  return write_result(arguments, report(*analysis, style_for_output(arguments)), exit_done);
}

}  // namespace shortlist::cli
