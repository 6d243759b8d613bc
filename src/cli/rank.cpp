#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "shortlist/whatif.hpp"

namespace shortlist::cli {

int run_rank(const Arguments& arguments) {
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());
  const auto ranking = rank(inputs->rule_base, *inputs->profile, arguments.rank);
  if (!ranking) return complain(ranking.error());
  const int code = ranking->qualified() ? exit_done : exit_none;
  if (arguments.exchange)
    return write_result(arguments, report(*ranking, inputs->rule_base, *arguments.exchange), code);
  const Style style = style_for_output(arguments);
  // None where nothing can move: no family is left, or no need has a weight.
  const auto stability = whatif_weights(inputs->rule_base, *inputs->profile, {arguments.rank, {}});
  const bool several = stability && stability->families.size() > 1;
  return write_result(
      arguments, several ? report(*ranking, *stability, style) : report(*ranking, style), code);
}

}  // namespace shortlist::cli
