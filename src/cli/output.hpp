#pragma once
// Where results and complaints go.

#include "cli/arguments.hpp"

#include <string_view>

namespace shortlist::cli {

// Writes a result to --output, whole or not at all, or to stdout. Returns `code`, or exit_io: with
// a message, but without one when the reader of a pipe has gone away.
int write_result(const Arguments& arguments, std::string_view text, int code);

// The same for what never goes to --output: help and version.
int write_stdout(std::string_view text, int code);

// Whether that is stdout: --output may say so too.
bool goes_to_stdout(const Arguments& arguments);

// Diagnostics on stderr, one after the other: to_text lets nothing pass that drives a terminal.
void complain(const Diagnostics& diagnostics);

// The same, and the exit code that goes with it.
int complain(const Failure& failure);

// Style of the arguments with what only the place of the output decides: colour and width.
Style style_for_output(const Arguments& arguments);

}  // namespace shortlist::cli
