#pragma once
// What the stages below the loader say is wrong with the user's data: a place and a sentence.
// The loader, which has the text of the files, turns problems into diagnostics with a caret.

#include "shortlist/result.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace shortlist {

// A place in one of the files of a load. `line` and `column` count from 1; 0 is "no place".
struct Where {
  int file = -1;
  int line = 0;
  int column = 0;
};

struct Problem {
  Severity severity = Severity::error;
  Where where;
  std::string message;
  std::string suggestion;
};

// A message that quotes more than anybody reads, without its middle; others as they are.
std::string shortened(std::string message);

// Collects every problem of a load instead of stopping at the first.
class Problems {
 public:
  void error(Where where, std::string message, std::string suggestion = {}) {
    all_.push_back({Severity::error, where, shortened(std::move(message)), std::move(suggestion)});
    ++errors_;
  }
  // A name that nothing has. Not counted while `partial`: it may stand in what could not be read.
  void dangling(Where where, std::string message, std::string suggestion = {}) {
    if (!partial_) error(where, std::move(message), std::move(suggestion));
  }
  void set_partial(bool partial) { partial_ = partial; }
  bool partial() const { return partial_; }

  void warn(Where where, std::string message, std::string suggestion = {}) {
    all_.push_back(
        {Severity::warning, where, shortened(std::move(message)), std::move(suggestion)});
  }

  int errors() const { return errors_; }
  // Whether a suggestion is worth a look through so many names: among thousands of problems, and
  // over millions of names, it only takes time.
  bool may_suggest(std::size_t names) {
    constexpr std::size_t most_problems = 200;  // somebody may read every one
    constexpr std::size_t most_names = 5'000'000;
    if (all_.size() >= most_problems || looked_at_ >= most_names) return false;
    looked_at_ += names;
    return true;
  }
  const std::vector<Problem>& all() const { return all_; }

 private:
  std::vector<Problem> all_;
  int errors_ = 0;
  std::size_t looked_at_ = 0;  // names, for suggestions
  bool partial_ = false;
};

}  // namespace shortlist
