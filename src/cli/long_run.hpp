#pragma once
// What a command that may take hours owes its user: how far it is, and a way to stop it.

#include <chrono>
#include <cstdint>
#include <string>

namespace shortlist::cli {

// While it lives the first SIGINT or SIGTERM is only noted; one that comes some seconds later ends
// the program. Signals that were ignored before stay so.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  static bool came();
};

// One line on stderr, where that is a terminal: samples done, rate, time left. Gone when it ends.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(std::uint64_t done, std::uint64_t of);

 private:
  using Clock = std::chrono::steady_clock;

  bool terminal_;
  bool drawn_ = false;
  Clock::time_point begin_;
  Clock::time_point next_;
  std::uint64_t before_ = 0;  // done when it began: what a checkpoint brought along
};

// "12,288 of 100,000 samples, 45.2M/s, 3 s left"
std::string progress_text(std::uint64_t done, std::uint64_t of, double a_second);

}  // namespace shortlist::cli
