#pragma once
// How a batch stays below its limit. Half of the limit is for one profile and its line, whatever
// they take: one that takes more is an error, at any number of threads. The caches of the threads
// have most of the other half. The rest is for the lines that are made ahead of the one whose turn
// it is to be written. That one is never kept waiting, so that the others, who wait for it, come to
// their turn.
//
// What a line takes is counted by bounds that its input gives (footprint.hpp) and by what its text
// holds, never by what happens to be cached: the same profiles are errors in every run.

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>

namespace shortlist::batching {

struct Shares {
  std::size_t line = 0;    // one line, at most
  std::size_t ahead = 0;   // all lines but the one whose turn it is
  std::size_t cache = 0;   // of each thread
  std::size_t source = 0;  // what is being read
};
Shares shares(std::uint64_t memory, std::size_t threads);

// Thrown to whoever waits for room when the batch is called off.
struct CalledOff {};

// Thrown where a line takes more than its share.
struct TooLarge {};

// The bytes of the lines that are not yet written.
class Window {
 public:
  explicit Window(const Shares& shares) : shares_(shares) {}

  // Waits until there is room, or it is this line's turn. Throws CalledOff.
  void take(std::size_t number, std::size_t bytes);
  void give(std::size_t bytes);

  // The next line's turn, `bytes` of the one before being free.
  void advance(std::size_t bytes);
  void call_off();

  // What a thread's cache has come to.
  void cached(std::ptrdiff_t more);

  // Bytes that one line may take.
  std::size_t most_of_a_line() const { return shares_.line; }
  std::size_t most() const;  // bytes at one time

 private:
  void count();

  Shares shares_;
  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::size_t turn_ = 0;
  std::size_t used_ = 0;
  std::size_t cached_ = 0;
  std::size_t most_ = 0;
  std::size_t waiting_ = 0;
  bool off_ = false;
};

// What one line has taken. Gives back what it was not told to keep.
class Claim {
 public:
  Claim(Window& window, std::size_t number)
      : window_(&window), number_(number), most_(window.most_of_a_line()) {}
  ~Claim();
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;

  // From here on the line takes so many bytes beside its text; `beside` is what grows as it is
  // made, at most so far. Throw TooLarge, CalledOff.
  void work(std::size_t bytes);
  void beside(std::size_t bytes);

  // Makes room in the text of the line for so many bytes more. Throws TooLarge, CalledOff.
  void room(std::size_t bytes, std::string& text) {
    if (work_ + beside_ + grown(text.size() + bytes) > most_) throw TooLarge{};
    if (text.capacity() - text.size() < bytes) widen(text.size() + bytes, text);
  }

  // The line is made: what its text holds stays taken. Returns how much that is.
  std::size_t keep();

  // The text is gone, and all but the work.
  void restart(std::size_t work);

 private:
  // A text of so many bytes while it moves to where there is more room.
  static std::size_t grown(std::size_t size) { return size / 4 * 9 + a_piece; }
  static constexpr std::size_t a_piece = std::size_t{1} << 18U;

  void widen(std::size_t size, std::string& text);
  void hold(std::size_t bytes);

  Window* window_;
  std::size_t number_;
  std::size_t most_;
  std::size_t work_ = 0;
  std::size_t beside_ = 0;
  std::size_t held_ = 0;  // taken for these two
  std::size_t text_ = 0;  // taken for the text
  std::size_t most_held_ = 0;
};

}  // namespace shortlist::batching
