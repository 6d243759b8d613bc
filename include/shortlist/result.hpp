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

#include "shortlist/export.h"

#include <cassert>
#include <concepts>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
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

inline void append(Diagnostics& all, const Diagnostics& more) {
  all.insert(all.end(), more.begin(), more.end());
}
inline void append(Diagnostics& all, const Failure& failure) { append(all, failure.diagnostics); }

// A T or the Failure in its place; made by returning either. Whether it has a value is asked before
// the value or the error is taken: to take what is not there is a fault of the caller, found by an
// assertion in a debug build. Costs nothing beside the larger of the two.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  template <class U = T>
  requires(std::convertible_to<U, T> && !std::same_as<std::remove_cvref_t<U>, Result> &&
           !std::same_as<std::remove_cvref_t<U>, Failure>) Result(U&& value)  // NOLINT: requires
      : state_(std::in_place_index<0>, std::forward<U>(value)) {}
  Result(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { return taken<0>(*this); }
  const T& value() const& { return taken<0>(*this); }
  T&& value() && { return std::move(taken<0>(*this)); }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Failure& error() & { return taken<1>(*this); }
  const Failure& error() const& { return taken<1>(*this); }
  Failure&& error() && { return std::move(taken<1>(*this)); }

 private:
  template <std::size_t index, class Self>
  static auto& taken(Self& self) {
    auto* const held = std::get_if<index>(&self.state_);
    assert(held != nullptr);
    return *held;
  }

  std::variant<T, Failure> state_;
};

// Of a call that has nothing to give but may fail: `return {};` says that all went well.
template <>
class [[nodiscard]] Result<void> : public Result<std::monostate> {
 public:
  Result() : Result<std::monostate>(std::monostate{}) {}
  Result(Failure failure) : Result<std::monostate>(std::move(failure)) {}
};

// The diagnostic as the command prints it: `file:line:column: error: message`, then the line, a
// caret under the column, and what to do. What could steer a terminal is U+FFFD. Ends in a newline.
SHORTLIST_EXPORT std::string to_text(const Diagnostic& diagnostic);

}  // namespace shortlist
