#pragma once
// Writing files whole or not at all, for front ends.

#include "shortlist/result.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace shortlist {

// Puts `content` in place of the file, or makes it: whoever opens `path` meanwhile sees the old
// content or the new one, and after a failure (a full disk, an interrupt) the old one stands and
// nothing else is left in the folder. An existing file keeps its permissions, and its owner and
// group as far as the system lets them be given; until it is in its place nobody but the owner can
// read what is written, and then nobody who could not read the old file. A link is followed; of a
// file with several names the others keep the old content. What is no plain file (a terminal, a
// pipe, all below /dev) is written as it comes.
// Fails with FailureKind::io and the system's words.
SHORTLIST_EXPORT Result<void> write_file(const std::string& path, std::string_view content);

// The same in pieces, for what is too long to be held whole. Nothing is to be seen at `path` before
// `commit`; without it the old content stands and nothing is left in the folder. A signal that ends
// the process in between leaves a file with a name of its own, ".shortlist-PID-N"; the next one
// that is written into the folder takes it away, where the file system knows locks (and looks for
// it among the first 4,096 names).
class SHORTLIST_EXPORT FileInPieces {
 public:
  // Held back, signals that people and shells end programs with wait until this object is gone.
  enum class Signals { let_through, held };

  explicit FileInPieces(std::string path, Signals signals = Signals::let_through);
  ~FileInPieces();
  FileInPieces(const FileInPieces&) = delete;
  FileInPieces& operator=(const FileInPieces&) = delete;

  // Each fails as write_file does, and is to be called once, in this order; `write` as often as
  // there are pieces.
  Result<void> open();
  Result<void> write(std::string_view piece);
  Result<void> commit();

  // Whether it is written as it comes, being no plain file: what is written then stays, whatever
  // follows. For after `open`.
  bool as_it_comes() const;
  // Whether writing failed since the reader of a pipe went away.
  bool reader_gone() const;

 private:
  struct State;
  Result<void> result(int error);

  std::string path_;
  std::unique_ptr<State> state_;
};

// Writes all of it to an open file, however many pieces that takes. 0, or the errno of the failure.
SHORTLIST_EXPORT int write_all(int descriptor, std::string_view content);

// A failure of the file system, in the system's words: "cannot write the file: No space left ...".
SHORTLIST_EXPORT Failure io_failure(const std::string& file, const std::string& what, int error);

}  // namespace shortlist
