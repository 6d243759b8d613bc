#pragma once
// Lines of `batch`: one JSON object each, without spaces or line breaks in it.

#include "shortlist/rank.hpp"
#include "shortlist/report.hpp"
#include "shortlist/whatif.hpp"

#include <cstdint>
#include <string>

namespace shortlist::reporting {

struct BatchInput {
  std::string file;
  std::uint64_t line = 0;  // 0: the whole file
};

// A line from its parts, in the order of `rank`: what a whole ranking would be written as.
void append_head(const BatchInput& input, const Diagnostics& warnings, const Inputs& inputs,
                 std::string& out);

// Each is appended, with its line break.
void append_line(const BatchInput& input, const Diagnostics& warnings, const Ranking& ranking,
                 const Style& style, std::string& out);
void append_error_line(const BatchInput& input, const Diagnostics& diagnostics, std::string& out);

}  // namespace shortlist::reporting
