#pragma once
// Lines of `batch`: one JSON object each, without spaces or line breaks in it.

#include "shortlist/rank.hpp"
#include "shortlist/report.hpp"

#include <cstdint>
#include <string>

namespace shortlist::reporting {

struct BatchInput {
  std::string file;
  std::uint64_t line = 0;  // 0: the whole file
};

// Each is appended, with its line break.
void append_line(const BatchInput& input, const Diagnostics& warnings, const Ranking& ranking,
                 const Style& style, std::string& out);
void append_error_line(const BatchInput& input, const Diagnostics& diagnostics, std::string& out);

}  // namespace shortlist::reporting
