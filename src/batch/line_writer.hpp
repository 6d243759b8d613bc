#pragma once
// The line of one profile after another.

#include "shortlist/batch.hpp"

#include <optional>
#include <string>

namespace shortlist::batching {

struct LineOptions {
  RankOptions rank;  // names families of the rule base only
  std::optional<int> top;
};

class LineWriter {
 public:
  LineWriter(RuleBase rule_base, LineOptions options);

  // Appends the line of a profile, with its line break. False when it is an error.
  bool append(const BatchProfile& profile, std::string& out);

 private:
  RuleBase rule_base_;
  LineOptions options_;
};

}  // namespace shortlist::batching
