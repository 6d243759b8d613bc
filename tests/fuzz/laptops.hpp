#pragma once
// A small rule base that has a criterion of every kind.

#include "fuzz/exercise.hpp"
#include "laptops_toml.hpp"

#include <memory>

namespace fuzz {

inline std::shared_ptr<const shortlist::model::RuleBase> laptops() {
  const auto loaded =
      shortlist::load::parse_rule_base({{{"rules.toml", shortlist::test::laptops_toml}}});
  require(loaded.has_value(), "the rule base loads");
  return *loaded;
}

}  // namespace fuzz
