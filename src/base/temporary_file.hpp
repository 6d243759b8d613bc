#pragma once
// A file on its way: it stands beside the one that it will replace, since a rename is atomic only
// within one file system, with a name of its own, ".shortlist-PID-N". Nobody but its owner may open
// it, from the first byte on.
//
// It is locked (flock) as long as it is open. A run that is killed leaves it behind without the
// lock, and the next one that writes into the folder takes it away. Where a file system knows no
// locks, leftovers stay.

#include <filesystem>
#include <string>

namespace shortlist {

// A name for a file that goes away again: ".shortlist-PID-N" with a random N.
std::string temporary_name();

class TemporaryFile {
 public:
  // Removes leftovers of killed runs, then makes a file beside `target`.
  explicit TemporaryFile(std::filesystem::path target);
  ~TemporaryFile();  // removes it, unless it has replaced the target
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }
  int error() const { return error_; }  // where it is not open: the errno

  // Flushes it, gives it the target's access and puts it in its place. 0, or the errno of what
  // failed; the file then goes away with this object.
  int replace_target();

 private:
  std::filesystem::path target_;
  std::filesystem::path path_;
  int descriptor_ = -1;
  int error_ = 0;
  bool there_ = false;
};

}  // namespace shortlist
