#include "capi/call.hpp"

#include "capi/give.hpp"

#include <cstddef>
#include <exception>
#include <new>

namespace shortlist::capi {

namespace {

template <std::size_t N>
constexpr shortlist_string literal(const char (&text)[N]) {
  return {text, N - 1};
}

// What is said when there is no memory to say anything with.
constexpr shortlist_diagnostic used_up{sizeof(shortlist_diagnostic),
                                       SHORTLIST_SEVERITY_ERROR,
                                       0,
                                       0,
                                       literal(""),
                                       literal("there is not enough memory"),
                                       literal(""),
                                       literal(""),
                                       literal("error: there is not enough memory\n")};

shortlist_error* out_of_memory() noexcept {
  static constinit shortlist_error error{SHORTLIST_MEMORY, &used_up, 1};
  return &error;
}

shortlist_code code_of(FailureKind kind) {
  switch (kind) {
    case FailureKind::usage:
      return SHORTLIST_USAGE;
    case FailureKind::data:
      return SHORTLIST_DATA;
    case FailureKind::io:
      return SHORTLIST_IO;
  }
  return SHORTLIST_FAULT;
}

Diagnostics one(std::string message) {
  return {{Severity::error, {}, 0, 0, std::move(message), {}, {}}};
}

// To say what is wrong takes memory too.
template <class Diagnose>
shortlist_code make_error(shortlist_code code, shortlist_error** error,
                          const Diagnose& diagnose) noexcept {
  if (error == nullptr) return code;
  try {
    *error = std::make_unique<Said>(code, diagnose()).release();
    return code;
  } catch (...) {
    *error = out_of_memory();
    return SHORTLIST_MEMORY;
  }
}

}  // namespace

Said::Said(shortlist_code kind, Diagnostics said) : diagnostics_(std::move(said)) {
  code = kind;
  texts_.reserve(diagnostics_.size());
  views_.reserve(diagnostics_.size());
  for (const Diagnostic& each : diagnostics_) {
    const std::string& text = texts_.emplace_back(to_text(each));
    views_.push_back(
        {sizeof(shortlist_diagnostic),
         each.severity == Severity::error ? SHORTLIST_SEVERITY_ERROR : SHORTLIST_SEVERITY_WARNING,
         each.line, each.column, view(each.file), view(each.message), view(each.suggestion),
         view(each.source_line), view(text)});
  }
  diagnostics = views_.data();
  count = views_.size();
}

Failure null_argument(const std::string& name) {
  return {FailureKind::usage, one("'" + name + "' is null")};
}

shortlist_code fail(Failure failure, shortlist_error** error) noexcept {
  return make_error(code_of(failure.kind), error, [&] { return std::move(failure.diagnostics); });
}

shortlist_code fail_by_exception(shortlist_error** error) noexcept {
  const auto said = [&](shortlist_code code, const char* what, const char* more = "") {
    return make_error(code, error, [&] { return one(std::string(what) + more); });
  };
  try {
    throw;
  } catch (const std::bad_alloc&) {
    if (error != nullptr) *error = out_of_memory();
    return SHORTLIST_MEMORY;
  } catch (const Cancelled& cancelled) {
    return said(SHORTLIST_CANCELLED, cancelled.how.c_str());
  } catch (const std::exception& fault) {
    return said(SHORTLIST_FAULT, "a fault of the library: ", fault.what());
  } catch (...) {
    return said(SHORTLIST_FAULT, "a fault of the library: an exception of an unknown type");
  }
}

}  // namespace shortlist::capi

using namespace shortlist::capi;

shortlist_code shortlist_error_code(const shortlist_error* error) {
  return error == nullptr ? SHORTLIST_OK : error->code;
}

size_t shortlist_error_count(const shortlist_error* error) {
  return error == nullptr ? 0 : error->count;
}

shortlist_code shortlist_error_diagnostic(const shortlist_error* error, size_t index,
                                          shortlist_diagnostic* out) {
  if (index >= shortlist_error_count(error)) return give_none(out);
  return give(error->diagnostics[index], out);
}

void shortlist_error_free(shortlist_error* error) {
  if (error != nullptr && error != out_of_memory()) delete static_cast<Said*>(error);
}
