#include "shortlist/schema.hpp"

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "shortlist/text.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace shortlist::cli {

namespace {

constexpr SchemaOf in_order[] = {SchemaOf::profile, SchemaOf::policy, SchemaOf::rules,
                                 SchemaOf::cases};

}  // namespace

const std::vector<std::string>& files_with_schema() {
  static const std::vector<std::string> names{"profile", "policy", "rules", "cases"};
  return names;
}

int run_schema(const Arguments& arguments) {
  const std::string& file = arguments.operands.front();
  const std::vector<std::string>& known = files_with_schema();
  const auto found = std::find_if(known.begin(), known.end(), [&](const std::string& each) {
    return equal_folded(each, file);
  });
  if (found == known.end())
    return complain(
        usage_failure("there is no schema of '" + file + "'", "it is " + listed(known, "or")));
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());
  const SchemaOf of = in_order[found - known.begin()];
  return write_result(arguments, json_schema(inputs->rule_base, of), exit_done);
}

}  // namespace shortlist::cli
