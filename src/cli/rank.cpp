#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/ranking.hpp"
#include "shortlist/whatif.hpp"

#include <string>

namespace shortlist::cli {

std::string ranking_text(const RuleBase& rule_base, const Profile& profile,
                         const RankOptions& options, const Ranking& ranking, const Style& style) {
  if (ranking.by_variant) return report(ranking, style);
  // None where nothing can move: no family is left, or no need has a weight.
  const auto stability = whatif_weights(rule_base, profile, {options, {}});
  const bool several = stability && stability->families.size() > 1;
  return several ? report(ranking, *stability, style) : report(ranking, style);
}

int run_rank(const Arguments& arguments) {
  if (arguments.by_variant && arguments.exchange)
    return complain(
        usage_failure("a file of another trade has one entry a family, so it takes no "
                      "--variants",
                      "--format text, markdown, json and csv do"));
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());
  const auto ranking = (arguments.by_variant ? rank_variants : rank)(
      inputs->rule_base, *inputs->profile, arguments.rank);
  if (!ranking) return complain(ranking.error());
  const int code = ranking->qualified() ? exit_done : exit_none;
  if (arguments.exchange)
    return write_result(arguments, report(*ranking, inputs->rule_base, *arguments.exchange), code);
  return write_result(arguments,
                      ranking_text(inputs->rule_base, *inputs->profile, arguments.rank, *ranking,
                                   style_for_output(arguments)),
                      code);
}

}  // namespace shortlist::cli
