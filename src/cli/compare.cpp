#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/families.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"

#include <string>
#include <vector>

namespace shortlist::cli {

int run_compare(const Arguments& arguments) {
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());
  std::vector<std::string> families = arguments.operands;
  if (!arguments.rank.only.empty()) {
    const auto named = family_ids(inputs->rule_base, arguments.operands);
    if (!named) return complain(named.error());
    const auto only = family_ids(inputs->rule_base, arguments.rank.only);
    if (!only) return complain(only.error());
    families = those_among(*named, *only);
  }
  const auto comparison = compare(inputs->rule_base, families, inputs->profile);
  if (!comparison) return complain(comparison.error());
  return write_result(arguments, report(*comparison, style_for_output(arguments)), exit_done);
}

}  // namespace shortlist::cli
