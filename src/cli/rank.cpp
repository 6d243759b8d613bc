#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"

namespace shortlist::cli {

int run_rank(const Arguments& arguments) {
  const auto inputs = open_inputs(arguments, arguments.operands[0]);
  if (!inputs) return complain(inputs.error());
  const auto ranking = rank(inputs->rule_base, *inputs->profile, arguments.rank);
  if (!ranking) return complain(ranking.error());
  return write_result(arguments, report(*ranking, style_for_output(arguments)),
                      ranking->qualified() ? exit_done : exit_none);
}

}  // namespace shortlist::cli
