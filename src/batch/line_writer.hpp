#pragma once
// The line of one profile after another, from what recurs where that is enough.

#include "batch/footprint.hpp"
#include "batch/memory.hpp"
#include "batch/recurring.hpp"
#include "report/batch_line.hpp"
#include "shortlist/batch.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace shortlist::batching {

struct LineOptions {
  RankOptions rank;  // names families of the rule base only
  std::optional<int> top;
  std::vector<Policy> policies;
  std::uint64_t memory = 0;  // of the whole batch, to be named where it is not enough
  std::size_t cache = 0;     // bytes for what recurs
};

class LineWriter {
 public:
  LineWriter(RuleBase rule_base, LineOptions options);

  // Appends the line of a profile, with its line break, having claimed what it takes. False when it
  // is an error. Throws CalledOff.
  bool append(const BatchProfile& profile, Claim& claim, std::string& out);

  // Bytes of what is kept for the next.
  std::size_t cached() const { return recurrence_.bytes(); }

 private:
  bool append_result(const BatchProfile& profile, Claim& claim, std::string& out);
  void append_ranking(const reporting::BatchInput& input, const Diagnostics& warnings,
                      const Profile& profile, Claim& claim, std::string& out);
  std::size_t ranking_cost(const model::Profile& profile) const;

  RuleBase rule_base_;
  LineOptions options_;
  std::vector<int> only_;
  Recurrence recurrence_;
  ReadingCost reading_;
  std::size_t subjects_ = 0;        // candidates, and families without
  std::size_t policies_bytes_ = 0;  // of their needs
};

// The line of a profile that takes more than one may, of all the memory that a batch has.
Diagnostics too_large(const BatchProfile& profile, std::uint64_t memory);

}  // namespace shortlist::batching
