#pragma once

#include "shortlist/result.hpp"

inline std::size_t size(const std::vector<shortlist::Result>& words) { return words.size(); }
