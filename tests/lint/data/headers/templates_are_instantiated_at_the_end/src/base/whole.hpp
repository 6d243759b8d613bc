#pragma once

#include "base/part.hpp"
#include "shortlist/result.hpp"

struct Part {
  shortlist::Result result;
};

inline void drop_all() { drop(std::make_unique<Part>()); }
