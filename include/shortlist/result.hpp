#pragma once
// What a call that can fail returns: a value, or a Failure that carries *every* diagnostic found.
//
//     auto rule_base = shortlist::load_rule_base({});
//     if (!rule_base)
//       for (const auto& diagnostic : rule_base.error().diagnostics) std::cerr <<
//       to_text(diagnostic);
//
// The library never prints, never aborts and lets no exception of its own out. A fact that nobody
// states is not a failure: it is a value (see Verdict::unknown).

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace shortlist {

enum class Severity { error, warning };

// One thing wrong, and where. `line` and `column` count from 1, columns in characters (code
// points); 0 means that the place is not known. `source_line` is the offending line as written.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string file;
  int line = 0;
  int column = 0;
  std::string message;
  std::string suggestion;
  std::string source_line;
};

using Diagnostics = std::vector<Diagnostic>;

// Whose fault a failure is; the command line turns these into exit codes 2, 3 and 4.
enum class FailureKind {
  usage,  // an argument of the call: an unknown family, a source that matches nothing
  data,   // a rule base, profile or case file
  io,     // the file system: unreadable, full, gone
};

struct Failure {
  FailureKind kind = FailureKind::data;
  Diagnostics diagnostics;  // never empty; in order of file, line, column
};

template <class T>
using Result = tl::expected<T, Failure>;

// The diagnostic as the command prints it: `file:line:column: error: message`, then the line, a
// caret under the column and, where there is one, what to do. Ends in a newline.
std::string to_text(const Diagnostic& diagnostic);

}  // namespace shortlist
