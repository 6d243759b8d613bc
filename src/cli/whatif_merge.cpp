#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "shortlist/whatif.hpp"

namespace shortlist::cli {

int run_whatif_merge(const Arguments& arguments) {
  const auto analysis = whatif_merge_files(arguments.operands);
  if (!analysis) return complain(analysis.error());
  return write_result(arguments, report(*analysis, style_for_output(arguments)), exit_done);
}

}  // namespace shortlist::cli
