#pragma once
// What each group of criterion kinds provides to evaluate.cpp; one file each.

#include "evaluate/evaluate.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::evaluate {

// A key and the value that would make a failed need not fail.
using Relaxation = std::optional<std::pair<std::string, Datum>>;

// at-least, at-most, range, curve, ladder
Outcome evaluate_bounds(const model::Criterion& criterion, const model::BoundKeys& keys,
                        const Subject& subject);
Account account_bounds(const model::Criterion& criterion, const model::BoundKeys& keys,
                       const Subject& subject);
std::optional<model::Value> fact_at_value(const model::Criterion& criterion,
                                          const model::BoundKeys& keys, const Subject& subject,
                                          double value);
Relaxation relax_bounds(const model::Criterion& criterion, const model::BoundKeys& keys,
                        const Subject& subject);

// curve by language
Outcome evaluate_languages(const model::Criterion& criterion, const model::LanguageKeys& keys,
                           const Subject& subject);
Account account_languages(const model::Criterion& criterion, const model::LanguageKeys& keys,
                          const Subject& subject);
Relaxation relax_languages(const model::Criterion& criterion, const model::LanguageKeys& keys,
                           const Subject& subject);
std::vector<double> language_points(const model::Criterion& criterion,
                                    const model::LanguageKeys& keys, const Subject& subject);

// coverage
Outcome evaluate_coverage(const model::Criterion& criterion, const model::CoverageKeys& keys,
                          const Subject& subject);
Account account_coverage(const model::Criterion& criterion, const model::CoverageKeys& keys,
                         const Subject& subject);
Relaxation relax_coverage(const model::Criterion& criterion, const model::CoverageKeys& keys,
                          const Subject& subject);

// one-of, flag
Outcome evaluate_choice(const model::Criterion& criterion, const model::ChoiceKeys& keys,
                        const Subject& subject);
Account account_choice(const model::Criterion& criterion, const model::ChoiceKeys& keys,
                       const Subject& subject);
Relaxation relax_choice(const model::Criterion& criterion, const model::ChoiceKeys& keys,
                        const Subject& subject);
Outcome evaluate_flag(const model::Criterion& criterion, const model::FlagKeys& keys,
                      const Subject& subject);
Account account_flag(const model::Criterion& criterion, const model::FlagKeys& keys,
                     const Subject& subject);

// licence
Outcome evaluate_licence(const model::Criterion& criterion, const model::LicenceKeys& keys,
                         const Subject& subject, const model::Profile& profile);
Account account_licence(const model::Criterion& criterion, const model::LicenceKeys& keys,
                        const Subject& subject, const model::Profile& profile);
// What the licences ask in return, of a need that is met or excepted.
void add_obligations(const model::Criterion& criterion, const Subject& subject,
                     const model::Profile& profile, Account& account);
Relaxation relax_licence(const model::Criterion& criterion, const model::LicenceKeys& keys,
                         const Subject& subject, const model::Profile& profile);

// device
Account account_device(const model::Criterion& criterion, const model::DeviceKeys& keys,
                       const Subject& subject, const model::Profile& profile, int quantisation);
Relaxation relax_device(const model::Criterion& criterion, const model::DeviceKeys& keys,
                        const Subject& subject, const model::Profile& profile);

// The variant that is judged, or the family where it has none.
const std::string& name_of(const Subject& subject);

// A question for the vendor about a fact that no source states.
Question ask(const Subject& subject, model::FactIndex fact);

// "a, b and c"; past a handful "a, b, c and 21 more".
std::string few(const model::Vocabulary& vocabulary, model::FactIndex fact,
                const std::vector<model::Item>& items);

}  // namespace shortlist::evaluate
