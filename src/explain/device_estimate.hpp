#pragma once
// One quantisation of one variant on one device need, in numbers and in what they rest on.

#include "evaluate/evaluate.hpp"
#include "shortlist/device.hpp"

#include <variant>
#include <vector>

namespace shortlist::explanation {

// A family and those of its candidates that are asked for.
struct Choice {
  int family = -1;
  std::vector<int> candidates;  // -1: the family itself, where it has none
};

inline bool on_device(const model::Need& need) {
  return std::holds_alternative<model::DeviceKeys>(need.keys);
}

DeviceEstimate device_estimate(const model::Need& need, const model::Profile& profile,
                               const evaluate::Subject& subject, int quantisation);

}  // namespace shortlist::explanation
