#pragma once
// Writing files whole or not at all, for front ends.

#include "shortlist/result.hpp"

#include <string>
#include <string_view>

namespace shortlist {

// Puts `content` in place of the file, or makes it: whoever opens `path` meanwhile sees the old
// content or the new one, and after a failure (a full disk, an interrupt) the old one stands and
// nothing else is left in the folder. An existing file keeps its permissions; a link is followed.
// What is no plain file (a terminal, a pipe, all below /dev) is written as it comes.
// Fails with FailureKind::io and the system's words.
SHORTLIST_EXPORT Result<void> write_file(const std::string& path, std::string_view content);

// Writes all of it to an open file, however many pieces that takes. 0, or the errno of the failure.
SHORTLIST_EXPORT int write_all(int descriptor, std::string_view content);

// A failure of the file system, in the system's words: "cannot write the file: No space left ...".
SHORTLIST_EXPORT Failure io_failure(const std::string& file, const std::string& what, int error);

}  // namespace shortlist
