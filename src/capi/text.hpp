#pragma once
// Results of shortlist.h that are JSON.

#include "capi/call.hpp"
#include "shortlist/report.hpp"

#include <memory>

namespace shortlist::capi {

template <class Analysis>
Made<shortlist_text> json(const Result<Analysis>& result) {
  if (!result) return result.error();
  return std::make_unique<shortlist_text>(report(*result, {.format = Format::json}));
}

}  // namespace shortlist::capi
