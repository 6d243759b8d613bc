#pragma once
// From outcomes to an order: weights, scores, status, the best variant of each family, ranks.
//
//     decide::Decision decision = decide::decide(catalogue, profile, {});
//
// A decision holds positions and numbers only; the explain stage puts it into words.

#include "evaluate/evaluate.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace shortlist::decide {

struct Options {
  std::vector<int> only;  // into RuleBase::families, sorted; empty: all
  UnknownPolicy unknown = UnknownPolicy::low;
  bool by_variant = false;  // each variant stands by itself, not for its family
};

// One variant and one quantisation, judged on every need of the profile.
struct Alternative {
  evaluate::Subject subject;
  int family = -1;     // into Catalogue::families
  int candidate = -1;  // into SeenFamily::candidates; -1: a family without candidates
  int quantisation = evaluate::no_quantisation;
  Status status = Status::qualified;
  int failed = 0;                           // musts that are partly or unmet
  std::vector<evaluate::Outcome> outcomes;  // by need
  double score = 0;                         // under the unknown policy
  double score_low = 0;
  double score_high = 0;
};

// A family, or one of its variants, standing by its best alternative.
struct Standing {
  std::vector<Alternative> all;  // every alternative; never empty. The best is first; the rest
                                 // are in order only where the family is excluded.
  int rank = 0;                  // from 1; 0 for the excluded
  int rank_best = 0;             // within its status, each family anywhere in its interval
  int rank_worst = 0;

  const Alternative& best() const { return all.front(); }
};

struct Decision {
  std::vector<double> weights;  // by need, normalised
  evaluate::Reweighing reweighing;
  std::vector<Standing> ranked;    // qualified, then to verify
  std::vector<Standing> excluded;  // in the same order
};

// Normalised weights of a profile after its rules; all 0 when the stated ones are.
std::vector<double> weights(const model::RuleBase& rules, const model::Profile& profile,
                            const evaluate::Reweighing& reweighing);

// Every alternative of one family, judged, in order of its candidates; with `candidate` only those
// of one of them (-1: the family itself, where it has none).
std::vector<Alternative> alternatives(const model::Catalogue& catalogue, int family,
                                      const model::Profile& profile,
                                      const std::vector<double>& weights, UnknownPolicy unknown,
                                      std::optional<int> candidate = std::nullopt);

// The alternatives of one candidate after the keys of one of the needs have changed, where nothing
// else hangs on that need: another device in its place.
void judge_again(std::vector<Alternative>& all, const model::Profile& profile, std::size_t need,
                 const std::vector<double>& weights, UnknownPolicy unknown);

// A score as scores compare: to 12 decimals, in units of the last, since what is below is noise.
double rounded(double score);

// Whether `left` stands before `right`: status, fewest failed musts, score, tie_break.
bool before(const Alternative& left, const Alternative& right);

// Whether the first of a ranking beats every other of its status wherever their unknowns fall.
bool clear_winner(const std::vector<Standing>& ranked);

// Negative where tie_break puts `left` first; 0 for two quantisations of one variant.
int tie_break(const Alternative& left, const Alternative& right);

// The value that stands for an interval.
double pick(evaluate::Interval value, UnknownPolicy unknown);

// O(candidates x needs).
Decision decide(const model::Catalogue& catalogue, const model::Profile& profile,
                const Options& options);

// --- for many profiles whose needs recur -----------------------------------------------------

// Every candidate of every family (a family without: itself), in their order, as the use of a
// profile and the rules have it.
std::vector<evaluate::Subject> subjects(const model::Catalogue& catalogue,
                                        const model::Profile& profile);

// One need on each of the subjects. It hangs on no other need, but a device need on need.context.
struct JudgedNeed {
  std::vector<evaluate::Outcome> outcomes;
  std::vector<int> quantisations;  // of a device need
};
JudgedNeed judge(const model::Need& need, const std::vector<evaluate::Subject>& subjects,
                 const model::Profile& profile);

// False where several device needs have to agree on a quantisation.
bool judges_one_by_one(const model::Profile& profile);

// What `decide` decides, to the last bit, from what is judged already.
struct Judged {
  const std::vector<evaluate::Subject>& subjects;
  std::vector<const JudgedNeed*> needs;
};
Decision decide(const model::Catalogue& catalogue, const model::Profile& profile,
                const Options& options, const Judged& judged);

}  // namespace shortlist::decide
