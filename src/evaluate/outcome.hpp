#pragma once
// How one need comes out on one alternative: a verdict, and the interval of its partial value.

#include "base/interval.hpp"
#include "model/profile.hpp"
#include "shortlist/rank.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist::evaluate {

using shortlist::Interval;

struct Outcome {
  Verdict verdict = Verdict::unknown;
  // Every partial value that some completion of the unknown facts leads to lies in it; both ends
  // are reached.
  Interval value;

  bool operator==(const Outcome&) const = default;
};

// Three-valued truth. `both` is "unknown".
enum class Truth { no, yes, unknown };

inline Truth operator!(Truth truth) {
  if (truth == Truth::unknown) return truth;
  return truth == Truth::yes ? Truth::no : Truth::yes;
}

// Whether what lies in the interval, which may be unknown, is at least so much, or at most.
inline Truth reaches(const std::optional<Interval>& found, double least) {
  if (!found) return Truth::unknown;
  if (found->high < least) return Truth::no;
  return found->low >= least ? Truth::yes : Truth::unknown;
}
inline Truth keeps_to(const std::optional<Interval>& found, double most) {
  if (!found) return Truth::unknown;
  if (found->low > most) return Truth::no;
  return found->high <= most ? Truth::yes : Truth::unknown;
}

// A definite no outweighs unknowns.
inline Truth both(Truth left, Truth right) {
  if (left == Truth::no || right == Truth::no) return Truth::no;
  return left == Truth::yes && right == Truth::yes ? Truth::yes : Truth::unknown;
}

// A definite yes outweighs unknowns.
inline Truth either(Truth left, Truth right) { return !both(!left, !right); }

inline Truth truth(bool known) { return known ? Truth::yes : Truth::no; }

// met: yes; unmet or partly by the value; unknown: unknown.
inline Outcome outcome(Truth met, Interval value) {
  if (met == Truth::yes) return {Verdict::met, value};
  if (met == Truth::unknown) return {Verdict::unknown, value};
  return {value.low > 0 ? Verdict::partly : Verdict::unmet, value};
}

// What is shown of an outcome. Made only for the alternatives that are shown.
struct Account {
  std::string reason;                    // "262,144 tokens; at least 128,000 asked"
  std::vector<model::FactIndex> facts;   // that were read, the main one first
  std::vector<Question> questions;       // unknown facts and uses; `need_id` left empty
  std::vector<std::string> obligations;  // ids that come with the licences of a met need
  std::vector<std::string> warnings;
  std::optional<PolicyNote> policy;  // that the need comes from
  std::vector<std::string> missing;  // items of the need's lists that are definitely not held
};

}  // namespace shortlist::evaluate
