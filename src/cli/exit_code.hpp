#pragma once
// What the command's exit code says.

#include "shortlist/result.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace shortlist::cli {

enum ExitCode : int {
  exit_done = 0,   // a family qualifies, or the command did its work
  exit_none = 1,   // none qualifies, or a case fails
  exit_usage = 2,  // an argument, or an unknown id among them
  exit_data = 3,   // a rule base, profile or case file
  exit_io = 4,     // the file system, or a reader that went away
  exit_bug = 70,   // of this program
  exit_interrupted = 130,
};

constexpr std::array<std::pair<ExitCode, std::string_view>, 7> exit_meanings{{
    {exit_done, "a family qualifies, or the command did its work"},
    {exit_none, "no family qualifies, and the result is written all the same; or a case fails"},
    {exit_usage, "a word of the command line is wrong, or an id among them unknown"},
    {exit_data, "a rule base, a profile or another file says something wrong"},
    {exit_io, "a file cannot be read or written, or nobody reads the output"},
    {exit_bug, "a fault of the program"},
    {exit_interrupted, "stopped by Ctrl-C"},
}};

constexpr ExitCode exit_code(FailureKind kind) {
  switch (kind) {
    case FailureKind::usage:
      return exit_usage;
    case FailureKind::data:
      return exit_data;
    case FailureKind::io:
      break;
  }
  return exit_io;
}

}  // namespace shortlist::cli
