#pragma once
// What recurs from profile to profile of a batch: needs that are stated alike come out alike on
// every candidate under the same use, and are told of in the same words. Each is judged and put
// into JSON once, for as long as there is room: then all is forgotten.

#include "explain/describe.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace shortlist::batching {

// One need on one candidate, as JSON but for the keys that other needs and weights decide.
struct Cell {
  double value = 0;
  std::string values;    // verdict to value_high
  std::string fact;      // its value
  std::string reason;    // its value
  std::string evidence;  // sources, conflicts, rules
  std::string policy;    // its key too; empty where there is none
  std::vector<std::string> obligations;
  std::vector<std::string> warnings;
  std::vector<std::string> questions;  // each as JSON
};

struct RecurringNeed {
  decide::JudgedNeed judged;
  std::vector<std::unique_ptr<const Cell>> cells;  // by subject; null until it is shown
};

// One candidate, whatever the needs.
struct CandidateText {
  std::string names;          // family, name, variant
  std::string rules;          // variant_name, rules
  std::string disputed;       // its key too
  std::string rule_failures;  // objects of `failures`
  std::vector<std::string> warnings;
  std::vector<std::string> questions;
  // weights_at and start, by quantisation and the runtimes to start
  std::map<std::pair<int, std::vector<int>>, std::string> starts;
};

// All that recurs under one use.
struct Situation {
  std::vector<evaluate::Subject> subjects;
  std::vector<std::unique_ptr<CandidateText>> candidates;
  std::unordered_map<std::string, RecurringNeed> needs;
  // By the musts, which alone exclude; then by family and the order of its candidates.
  std::unordered_map<std::string, std::unordered_map<std::string, std::string>> relaxations;
};

// A profile that is judged from what recurs.
struct Recurring {
  Situation& situation;
  std::vector<RecurringNeed*> needs;
  std::unordered_map<std::string, std::string>& relaxations;
};

class Recurrence {
 public:
  // With room for so many bytes, beside what one profile takes.
  Recurrence(const model::Catalogue& catalogue, std::size_t most_bytes);

  // Nothing for a profile whose needs hang on each other: several device needs, or some that
  // a rule reads. Holds until the next call.
  std::optional<Recurring> find(const model::Profile& profile);

  // The subject that an alternative is of.
  std::size_t subject_of(const decide::Alternative& alternative) const {
    return first_[static_cast<std::size_t>(alternative.family)] +
           static_cast<std::size_t>(std::max(alternative.candidate, 0));
  }

  // Whether a part that was made is kept: then it counts.
  bool keeps(std::size_t bytes) {
    full_ = full_ || bytes_ + bytes > most_bytes_;
    if (!full_) bytes_ += bytes;
    return !full_;
  }

  // A profile is done with: where there is no more room, what it left is forgotten.
  void settle();

  // What is kept.
  std::size_t bytes() const { return bytes_; }

 private:
  void grow(std::size_t bytes) { bytes_ += bytes; }

  const model::Catalogue& catalogue_;
  std::vector<std::size_t> first_;                         // subjects of families
  std::unordered_map<std::string, Situation> situations_;  // by use
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  bool full_ = false;  // something found no room
};

}  // namespace shortlist::batching
