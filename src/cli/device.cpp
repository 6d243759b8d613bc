#include "shortlist/device.hpp"

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"

namespace shortlist::cli {

int run_device(const Arguments& arguments) {
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());
  DeviceOptions options = arguments.device;
  options.only = arguments.rank.only;
  if (!arguments.import_options.family.empty())
    options.families = {arguments.import_options.family};
  options.variant = arguments.import_options.variant;
  const auto fit = device_fit(inputs->rule_base, inputs->profile, options);
  if (!fit) return complain(fit.error());
  complain(fit->warnings);
  return write_result(arguments, report(*fit, style_for_output(arguments)), exit_done);
}

}  // namespace shortlist::cli
