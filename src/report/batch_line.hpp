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

// The start of a line, and what stands between "warnings" and "weights" of a ranking: what a whole
// ranking would be written as.
void append_input(const BatchInput& input, std::string& out);
void append_document(const Inputs& inputs, std::string& out);

}  // namespace shortlist::reporting
