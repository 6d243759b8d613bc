#pragma once
// A file that is read from the front, a window at a time; passing over a part costs nothing.

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <unistd.h>
#include <vector>

namespace shortlist::importing {

class Window {
 public:
  Window(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}

  std::uint64_t at() const { return at_; }
  std::uint64_t left() const { return size_ - at_; }
  int io_error() const { return io_error_; }

  // False where the file ends before.
  bool take(void* into, std::uint64_t count) {
    if (count > left()) return false;
    auto* to = static_cast<char*>(into);
    while (count > 0) {
      if ((at_ < begin_ || at_ >= begin_ + filled_) && !fill()) return false;
      const std::uint64_t piece = std::min(count, begin_ + filled_ - at_);
      std::memcpy(to, window_.data() + (at_ - begin_), piece);
      to += piece;
      at_ += piece;
      count -= piece;
    }
    return true;
  }
  bool pass(std::uint64_t count) {
    if (count > left()) return false;
    at_ += count;
    return true;
  }

 private:
  bool fill() {
    ssize_t got = -1;
    do got = pread(descriptor_, window_.data(), window_.size(), static_cast<off_t>(at_));
    while (got < 0 && errno == EINTR);
    if (got < 0) io_error_ = errno;
    if (got <= 0) return false;
    begin_ = at_;
    filled_ = static_cast<std::uint64_t>(got);
    return true;
  }

  int descriptor_;
  std::uint64_t size_;
  std::uint64_t at_ = 0;
  std::uint64_t begin_ = 0;
  std::uint64_t filled_ = 0;
  int io_error_ = 0;
  std::vector<char> window_ = std::vector<char>(1U << 16U);
};

}  // namespace shortlist::importing
