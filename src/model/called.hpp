#pragma once
// What users call what a rule base holds: one look-up for each kind of entry, and for the items of
// facts.

#include "model/names.hpp"
#include "model/vocabulary.hpp"

#include <cstddef>
#include <vector>

namespace shortlist::model {

struct Called {
  Names families{"family", "families", Names::Of::entries};
  Names devices{"device", "devices", Names::Of::products};
  Names runtimes{"runtime", "runtimes", Names::Of::entries};
  Names licences{"licence", "licences", Names::Of::entries};
  Names criteria{"criterion", "criteria", Names::Of::entries};
  Names keys{"key", "keys"};
  std::vector<Names> items;     // each of the facts that share it
  std::vector<int> items_of{};  // by FactIndex, into `items`; -1: none

  const Names* items_of_fact(FactIndex fact) const {
    const auto index = static_cast<std::size_t>(fact);
    const int place = index < items_of.size() ? items_of[index] : -1;  // while loading: none yet
    return place < 0 ? nullptr : &items[static_cast<std::size_t>(place)];
  }
  // Those of languages, or of countries; null: none are named.
  const Names* items_that_match(const Vocabulary& vocabulary, Match match) const;
};

}  // namespace shortlist::model
