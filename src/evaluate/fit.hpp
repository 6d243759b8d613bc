#pragma once
// One quantisation on a device need, in bytes: what the exact thresholds of a device's keys are
// found from.

#include "evaluate/evaluate.hpp"

namespace shortlist::evaluate {

// It fits for certain from a budget of `most` on, and certainly not below `least`; between the two
// it is unknown. `most` is infinite where the budget alone never settles it.
struct Fit {
  Truth fits = Truth::unknown;  // in the budget of the need, and fast enough
  double least = 0;
  double most = 0;
};
Fit fit(const model::Need& need, const Subject& subject, const model::Profile& profile,
        int quantisation);

// What the need's device, or its memory, leaves to a model.
double budget_bytes(const model::DeviceKeys& keys, const model::RuleBase& rules);

}  // namespace shortlist::evaluate
