#pragma once
// Threads that take step after step until there is no more to do or they are called off.
//
//     Crew crew(8, [&](std::size_t member) { return take_next(member); });  // false: none left
//     while (!crew.wait(milliseconds(100)))
//       if (stop) crew.call_off();
//     crew.rethrow();
//
// Where not all threads can be started, those that can take all steps; where none can, `wait` takes
// one itself each time. What is computed must not depend on who takes which step.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace shortlist::whatif {

// As many threads as asked for, or, for 0, as the machine has; at most one for each of `steps`.
std::size_t crew_size(int asked, std::uint64_t steps);

// Joins them at its end. (std::jthread is not in every C++ library.)
struct JoinedThreads {
  std::vector<std::thread> all;

  JoinedThreads() = default;
  JoinedThreads(const JoinedThreads&) = delete;
  JoinedThreads& operator=(const JoinedThreads&) = delete;
  ~JoinedThreads() {
    for (std::thread& each : all) each.join();
  }
};

class Crew {
 public:
  Crew(std::size_t size, std::function<bool(std::size_t member)> step);
  ~Crew() { call_off(); }

  // No step is begun any more.
  void call_off() { off_ = true; }

  // Whether all is done, after at most so long.
  bool wait(std::chrono::milliseconds most);

  // Throws what a step threw, if one did. For after the end.
  void rethrow() const;

 private:
  bool take(std::size_t member);
  void work(std::size_t member);

  std::function<bool(std::size_t)> step_;
  std::atomic<bool> off_ = false;
  std::mutex mutex_;
  std::condition_variable done_;
  std::size_t running_ = 0;
  std::exception_ptr fault_;
  JoinedThreads threads_;  // last: joined before what they use goes
};

}  // namespace shortlist::whatif
