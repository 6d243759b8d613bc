#pragma once
// What could put another family first than the one that is.
//
// Statuses are held, but in `once_verified`; the excluded take no part, since nothing that may turn
// out readmits them.

#include "decide/decide.hpp"

#include <optional>
#include <vector>

namespace shortlist::decide {

// Lists are of positions in the ranking, rising. See shortlist::FirstPlace for what each means.
struct FirstPlace {
  bool level = false;
  std::optional<bool> weights;
  std::vector<int> unknown_facts;
  std::optional<bool> both;
  std::vector<int> once_verified;
};

// O(alternatives x needs). `ranked` is that of a decision under `unknown`, its ranks bounded.
FirstPlace first_place(const std::vector<Standing>& ranked, const std::vector<double>& weights,
                       UnknownPolicy unknown);

}  // namespace shortlist::decide
