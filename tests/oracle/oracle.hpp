#pragma once
// The contract of ranking, read a second time and written as plainly as it goes: no compiled
// profile, no intervals by rule. An unknown is judged by trying its completions, one by one. Slow,
// and meant to be: where it and the engine differ, one of them has misread the contract.
//
// Not here: licences, devices, reasons.

#include "oracle/world.hpp"

#include <optional>
#include <string>
#include <vector>

namespace oracle {

enum class Verdict { met, partly, unmet, unknown };
enum class Status { qualified, to_verify, excluded };

struct Judgement {
  Verdict verdict = Verdict::unknown;
  double low = 0;
  double high = 0;
};

struct Standing {
  std::string family;
  std::optional<std::string> variant{};
  Status status = Status::qualified;
  int failures = 0;                // musts that are partly or unmet
  std::vector<Judgement> needs{};  // in the profile's order
  double score = 0;                // under the policy
  double low = 0;
  double high = 0;
  int rank = 0;  // 0: excluded
  int rank_best = 0;
  int rank_worst = 0;
  std::vector<std::optional<double>> tie{};  // the facts of tie_break, less the id
};

struct Ranking {
  std::vector<double> weights;
  std::vector<Standing> ranked;
  std::vector<Standing> excluded;
};

Ranking rank(const World& world, Unknown policy = Unknown::low);

// One need against what is known; `known` is by fact id. Exposed for tests of the oracle itself.
Judgement judge(const World& world, const Need& need, const Facts& known);

}  // namespace oracle
