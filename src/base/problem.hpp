#pragma once
// What the stages below the loader say is wrong with the user's data: a place and a sentence.
// The loader, which has the text of the files, turns problems into diagnostics with a caret.

#include "shortlist/result.hpp"

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

// Collects every problem of a load instead of stopping at the first.
class Problems {
 public:
  void error(Where where, std::string message, std::string suggestion = {}) {
    all_.push_back({Severity::error, where, std::move(message), std::move(suggestion)});
    ++errors_;
  }
  // A name that nothing has. Not counted while `partial`: it may stand in what could not be read.
  void dangling(Where where, std::string message, std::string suggestion = {}) {
    if (!partial_) error(where, std::move(message), std::move(suggestion));
  }
  void set_partial(bool partial) { partial_ = partial; }
  bool partial() const { return partial_; }

  void warn(Where where, std::string message, std::string suggestion = {}) {
    all_.push_back({Severity::warning, where, std::move(message), std::move(suggestion)});
  }

  int errors() const { return errors_; }
  // Whether somebody may read every one: among thousands, suggestions only take time.
  bool few() const { return all_.size() < 200; }
  const std::vector<Problem>& all() const { return all_; }

 private:
  std::vector<Problem> all_;
  int errors_ = 0;
  bool partial_ = false;
};

}  // namespace shortlist
