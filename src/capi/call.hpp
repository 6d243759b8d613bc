#pragma once
// How every function of shortlist.h that can fail runs: nothing it is given is believed, and no
// exception leaves it.

#include "capi/handles.hpp"
#include "shortlist/result.hpp"

#include <memory>
#include <string>
#include <utility>

namespace shortlist::capi {

// Makes `*error`, where that is wanted, and returns the code that belongs to it.
shortlist_code fail(Failure failure, shortlist_error** error) noexcept;
// For a catch clause: of the exception that is in flight.
shortlist_code fail_by_exception(shortlist_error** error) noexcept;

template <class Handle>
using Made = Result<std::unique_ptr<Handle>>;

// Thrown where the progress callback ended a run.
struct Cancelled {
  std::string how = "the progress callback ended the run";
};

Failure null_argument(const std::string& name);

// Runs `make`, which gives a Made<Handle>, and hands what it makes to the caller.
template <class Handle, class Make>
shortlist_code call(Handle** out, shortlist_error** error, const Make& make) noexcept {
  if (error != nullptr) *error = nullptr;
  try {
    if (out == nullptr) return fail(null_argument("out"), error);
    *out = nullptr;
    Made<Handle> made = make();
    if (!made) return fail(std::move(made.error()), error);
    *out = made->release();
    return SHORTLIST_OK;
  } catch (...) {
    return fail_by_exception(error);
  }
}

}  // namespace shortlist::capi
