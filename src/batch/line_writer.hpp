#pragma once
// The line of one profile after another, from what recurs where that is enough.

#include "batch/recurring.hpp"
#include "report/batch_line.hpp"
#include "shortlist/batch.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shortlist::batching {

struct LineOptions {
  RankOptions rank;  // names families of the rule base only
  std::optional<int> top;
  std::vector<Policy> policies;
};

class LineWriter {
 public:
  LineWriter(RuleBase rule_base, LineOptions options);

  // Appends the line of a profile, with its line break. False when it is an error.
  bool append(const BatchProfile& profile, std::string& out);

 private:
  void append_recurring(const reporting::BatchInput& input, const Diagnostics& warnings,
                        const Profile& profile, const Recurring& recurring, std::string& out);

  RuleBase rule_base_;
  LineOptions options_;
  std::vector<int> only_;
  Recurrence recurrence_;
};

}  // namespace shortlist::batching
