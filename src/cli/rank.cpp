#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/ranking.hpp"
#include "shortlist/whatif.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

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

namespace {

std::string name_of(const RankedFamily& family) {
  return family.name.empty() ? family.family : family.name;
}

// What --expect-first and --fail-if object to, a line each.
Diagnostics objections(const Arguments& arguments, const std::string& expected,
                       const Ranking& ranking) {
  Diagnostics found;
  const auto object = [&](std::string message, std::string suggestion = {}) {
    found.push_back({Severity::error, {}, 0, 0, std::move(message), std::move(suggestion), {}});
  };
  const auto& ranked = ranking.ranking;
  if (arguments.expect_first && ranked.empty())
    object("no family is left, and " + expected + " was to come first");
  else if (arguments.expect_first && ranked.front().family != expected)
    object(name_of(ranked.front()) + " comes first, and not " + expected);
  if (arguments.fail_if_to_verify) {
    std::vector<std::string> names;
    for (const RankedFamily& family : ranked)
      if (family.status == Status::to_verify) names.push_back(name_of(family));
    if (!names.empty())
      object(std::to_string(names.size()) + " of " + std::to_string(ranked.size()) +
                 " families are to verify, the first of them " + names.front(),
             "--verbose says which facts nobody states");
  }
  if (arguments.fail_if_open && ranking.first_place) {
    const FirstPlace& first = *ranking.first_place;
    if (first.level) object("it is open which comes first: the tie-break decides");
    if (const std::size_t others = first.unknown_facts.size() + first.once_verified.size();
        others > 0)
      object("it is open which comes first: unknown facts could put " + std::to_string(others) +
                 (others == 1 ? " other before " : " others before ") + name_of(ranked.front()),
             "the ranking names them");
  }
  return found;
}

}  // namespace

int run_rank(const Arguments& arguments) {
  if (arguments.by_variant && arguments.exchange)
    return complain(
        usage_failure("a file of another trade has one entry a family, so it takes no "
                      "--variants",
                      "--format text, markdown, json and csv do"));
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());
  std::string expected;
  if (arguments.expect_first) {
    const auto ids = family_ids(inputs->rule_base, {*arguments.expect_first});
    if (!ids) return complain(ids.error());
    expected = ids->front();
  }
  const auto ranking = (arguments.by_variant ? rank_variants : rank)(
      inputs->rule_base, *inputs->profile, arguments.rank);
  if (!ranking) return complain(ranking.error());
  const Diagnostics objected = objections(arguments, expected, *ranking);
  complain(objected);
  const int code = ranking->qualified() && objected.empty() ? exit_done : exit_none;
  if (arguments.exchange)
    return write_result(arguments, report(*ranking, inputs->rule_base, *arguments.exchange), code);
  return write_result(arguments,
                      ranking_text(inputs->rule_base, *inputs->profile, arguments.rank, *ranking,
                                   style_for_output(arguments)),
                      code);
}

}  // namespace shortlist::cli
