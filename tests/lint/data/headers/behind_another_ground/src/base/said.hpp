#pragma once

#include "shortlist/result.hpp"

#include "base/word.hpp"

inline shortlist::Result said() { return {word()}; }
