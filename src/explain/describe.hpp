#pragma once
// A decision in words: what was judged of one alternative, need by need, with its evidence.

#include "decide/decide.hpp"
#include "shortlist/rank.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace shortlist::explanation {

// What every description of one profile needs.
struct Frame {
  const model::Catalogue& catalogue;
  const model::Profile& profile;
  const std::vector<double>& weights;
  const evaluate::Reweighing& reweighing;
  UnknownPolicy unknown;
};

RankedFamily describe(const Frame& frame, const decide::Standing& standing);

// By ids of families, or of their variants. None where every family is excluded.
std::optional<FirstPlace> first_place(const Frame& frame, const decide::Decision& decision,
                                      bool by_variant = false);

// Its parts: one need, with what it adds to the family's obligations, warnings and questions; and
// what rules do.
NeedResult describe_need(const Frame& frame, const decide::Alternative& alternative,
                         std::size_t index, RankedFamily& family);
void describe_rules(const Frame& frame, const evaluate::Subject& subject, RankedFamily& family);

// What the rule says of the alternative: its `because` with the facts that it names filled in, and
// then who states these, "Qwen3.6 succeeds it (card)".
std::string because(const model::Rule& rule, const evaluate::Subject& subject);

// Musts of the rule base where the profile is silent, and rules, that exclude the subject.
std::vector<FailedMust> failures_of_rules(const Frame& frame, const evaluate::Subject& subject);
// Each must that excludes, as the family's description has it, and these.
std::vector<FailedMust> failures(const Frame& frame, const decide::Alternative& alternative,
                                 const RankedFamily& described);

// Rules that changed the weights.
std::vector<RuleNote> reweighed(const Frame& frame);

// The runtimes that take what a device need of the profile was judged with and are for such a
// device, rising; all of them where it has no device need.
std::vector<int> runtimes_to_start(const model::RuleBase& rules, const model::Profile& profile);

// Where the weights of an alternative are, and commands that start it: the `start` template of each
// of these runtimes that the fact `runtimes` names, whose placeholders are all known and safe to
// put on a command line, and which starts the quantisation that was judged. Places are what any of
// the templates names.
void describe_start(const decide::Alternative& alternative, const std::vector<int>& runtimes,
                    RankedFamily& family);

// The keys of a need as the profile states them.
Record stated(const model::Need& need);

// Source ids that state what is believed, and what the others say.
struct Said {
  std::vector<std::string> sources;
  std::vector<Conflict> conflicts;
  std::optional<double> error{};  // one standard error of what is believed
};
Said said(const evaluate::Subject& subject, model::FactIndex fact, model::Scope scope);

}  // namespace shortlist::explanation
