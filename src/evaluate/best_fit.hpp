#pragma once
// Which of some quantisations a device need is judged by.

#include "evaluate/fitter.hpp"

#include <span>

namespace shortlist::evaluate {

// The best of those that fit, else of those that may.
DeviceOutcome best_of(const Fitter& fitter, std::span<const int> quantisations);

}  // namespace shortlist::evaluate
