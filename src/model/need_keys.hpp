#pragma once
// The keys that a need can state: which there are depends on its criterion.

#include "model/criterion.hpp"
#include "model/rule_base.hpp"

#include <string_view>
#include <vector>

namespace shortlist::model {

enum class KeyForm { number, word, flag, list, comment };

struct KeyEntry {
  std::string_view name;
  KeyForm form = KeyForm::number;
};

// In the order they are told of.
std::vector<KeyEntry> keys_of(const RuleBase& rules, const Criterion& criterion);

}  // namespace shortlist::model
