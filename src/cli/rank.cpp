#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/ranking.hpp"
#include "shortlist/whatif.hpp"

#include <string>
#include <utility>

namespace shortlist::cli {

std::string ranking_text(const RuleBase& rule_base, const Profile& profile,
                         const RankOptions& options, const Ranking& ranking, const Style& style) {
  if (ranking.by_variant || ranking.ranking.empty()) return report(ranking, style);
  // No weight readmits who is excluded.
  RankOptions ranked = options;
  ranked.only.clear();
  for (const RankedFamily& family : ranking.ranking) ranked.only.push_back(family.family);
  // None where nothing can move: no need has a weight.
  const auto stability = whatif_weights(rule_base, profile, {std::move(ranked), {}});
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
