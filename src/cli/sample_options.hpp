#pragma once
// The options of `whatif sample` and `batch`: functions for the rows of the table of options.

#include "cli/arguments.hpp"

#include <optional>
#include <string>

namespace shortlist::cli {

Diagnostics apply_samples(Arguments& arguments, const std::string& value);
Diagnostics apply_seed(Arguments& arguments, const std::string& value);
Diagnostics apply_threads(Arguments& arguments, const std::string& value);
Diagnostics apply_from_line(Arguments& arguments, const std::string& value);
Diagnostics apply_memory(Arguments& arguments, const std::string& value);
Diagnostics apply_shard(Arguments& arguments, const std::string& value);
Diagnostics apply_weights(Arguments& arguments, const std::string& value);
Diagnostics apply_within(Arguments& arguments, const std::string& value);
Diagnostics apply_where(Arguments& arguments, const std::string& value);
Diagnostics apply_checkpoint(Arguments& arguments, const std::string& value);

// What is wrong with some of them together.
std::optional<Failure> wrong_together(const Arguments& arguments);

}  // namespace shortlist::cli
