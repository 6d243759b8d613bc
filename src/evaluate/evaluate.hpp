#pragma once
// Needs against facts. `evaluate` is what ranking runs over every candidate; `account` says in
// words what it found, for the few that are shown. Both come from the same measurement, in one file
// per group of criterion kinds: bounds, coverage, choice, licence, device.

#include "evaluate/outcome.hpp"
#include "evaluate/subject.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace shortlist::evaluate {

// Which quantisations of an alternative a device need allows; see fit.hpp.
constexpr int no_quantisation = -1;

// The outcome of any need that is not of kind device. O(items log items).
Outcome evaluate(const model::Need& need, const Subject& subject, const model::Profile& profile);

// How each allowed quantisation fares on one device need, and which is best. All device needs of a
// profile are judged on one quantisation: `quantisation` fixes it, no_quantisation leaves it open.
struct DeviceOutcome {
  Outcome outcome;
  int quantisation = no_quantisation;  // that the outcome stands on
};
DeviceOutcome evaluate_device(const model::Need& need, const Subject& subject,
                              const model::Profile& profile, int quantisation);
// The same for each of several that are fixed.
std::vector<DeviceOutcome> evaluate_device(const model::Need& need, const Subject& subject,
                                           const model::Profile& profile,
                                           const std::vector<int>& quantisations);

// In words; `quantisation` is the one the alternative stands on.
Account account(const model::Need& need, const Subject& subject, const model::Profile& profile,
                int quantisation);

// --- rules ---------------------------------------------------------------------------------

// Three-valued; reads claims, uses and needs, never what rules infer.
Truth judge(const model::Condition& condition, const Subject& subject,
            const model::Profile& profile);

// The same where there is no alternative: conditions that read facts are unknown.
Truth judge(const model::Condition& condition, const model::RuleBase& rules,
            const model::Profile& profile);

// Whether some profile makes the rule fire on the alternative as it is known. Parts of a condition
// that read the use or the needs are taken to come out either way, each on its own.
bool can_fire(const model::Rule& rule, const Subject& subject);

// The same, and what it infers is new.
bool can_infer(const model::Rule& rule, const Subject& subject);

// What rules infer of a family as a whole, where that is read; null: nothing. The same for all
// subjects of the family, so found once for them. O(rules x candidates).
using FamilyEffects = std::shared_ptr<const std::vector<RuleEffects::Inferred>>;
FamilyEffects infer_of_family(const model::Catalogue& catalogue, const model::SeenFamily& family,
                              const model::Profile& profile);

// By default need of the rule base: whether the profile states none of its criterion.
std::vector<bool> silent_on(const model::RuleBase& rules, const model::Profile& profile);

RuleEffects apply_rules(const Subject& subject, const model::Profile& profile,
                        FamilyEffects of_family);

// Factors on the stated weights, by need, and the rules that gave them.
struct Reweighing {
  std::vector<double> factors;
  std::vector<int> rules;
  std::vector<std::vector<int>> rules_of;  // by need
};
Reweighing reweigh(const model::RuleBase& rules, const model::Profile& profile);

// --- turned round ----------------------------------------------------------------------------

// The fact nearest to today's at which a need on an axis (at-least, at-most, range, curve, ladder)
// reaches a partial value: in the fact's unit, whole where it counts things. Nothing for other
// kinds, an unknown fact, or a value that no fact reaches.
std::optional<model::Value> fact_at_value(const model::Need& need, const Subject& subject,
                                          double value);

// The points of 100 at which the verdict of a need by language turns as its at_least moves.
std::vector<double> language_points(const model::Need& need, const Subject& subject);

// --- relaxing ------------------------------------------------------------------------------

// The smallest change of one key that makes a failed need not fail on this alternative, or nothing
// where no key helps.
std::optional<Change> relax(const model::Need& need, const Subject& subject,
                            const model::Profile& profile);

}  // namespace shortlist::evaluate
