#pragma once
// What is handed out by value: strings of a handle, and structs that may be of another release.

#include "shortlist.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>

namespace shortlist::capi {

// No struct of any release is larger: a size above it was never set.
constexpr std::size_t largest_struct = 4096;

inline shortlist_string view(const std::string& text) { return {text.data(), text.size()}; }

// Fills as much of `*out` as its caller knows of, and what only the caller knows of with zeros.
template <class Struct>
shortlist_code give(const Struct& from, Struct* out) noexcept {
  if (out == nullptr || out->size < sizeof out->size || out->size > largest_struct)
    return SHORTLIST_USAGE;
  const std::size_t size = out->size;
  std::memset(static_cast<void*>(out), 0, size);
  std::memcpy(static_cast<void*>(out), &from, std::min(size, sizeof from));
  out->size = size;
  return SHORTLIST_OK;
}

// There is no such element: the struct is filled with zeros.
template <class Struct>
shortlist_code give_none(Struct* out) noexcept {
  give(Struct{}, out);
  return SHORTLIST_USAGE;
}

}  // namespace shortlist::capi
