#include "cli/long_run.hpp"

#include "cli/exit_code.hpp"
#include "shortlist/file.hpp"
#include "shortlist/text.hpp"

#include <array>
#include <atomic>
#include <cmath>
#include <csignal>
#include <ctime>
#include <unistd.h>

namespace shortlist::cli {

namespace {

constexpr std::array stopping{SIGINT, SIGTERM};

// The second of the clock at which a stop was first asked for; 0: it was not.
std::atomic<std::int64_t>& asked() {
  static constinit std::atomic<std::int64_t> second = 0;
  return second;
}

std::array<struct sigaction, stopping.size()>& before() {
  static std::array<struct sigaction, stopping.size()> actions{};
  return actions;
}

// `timeout` and some shells send a signal twice at once, to the process and to its group: that is
// one wish. Only what async-signal-safe allows.
void note(int) {
  constexpr std::int64_t patience = 1;
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  std::int64_t before = 0;
  const std::int64_t second = now.tv_sec + 1;
  if (!asked().compare_exchange_strong(before, second) && second > before + patience)
    _exit(exit_interrupted);
}

std::string time_text(double seconds) {
  constexpr double minute = 60;
  constexpr double hour = 60 * minute;
  if (seconds < 2 * minute) return number_text(std::ceil(seconds)) + " s";
  if (seconds < 2 * hour) return number_text(std::ceil(seconds / minute)) + " min";
  return number_text(std::ceil(seconds / hour)) + " h";
}

}  // namespace

StopSignals::StopSignals() {
  asked() = 0;
  for (std::size_t i = 0; i < stopping.size(); ++i) {
    struct sigaction action {};
    sigaction(stopping[i], nullptr, &before()[i]);
    if (before()[i].sa_handler == SIG_IGN) continue;
    action.sa_handler = note;
    sigaction(stopping[i], &action, nullptr);
  }
}

StopSignals::~StopSignals() {
  for (std::size_t i = 0; i < stopping.size(); ++i) sigaction(stopping[i], &before()[i], nullptr);
}

bool StopSignals::came() { return asked() != 0; }

ProgressLine::ProgressLine() : terminal_(isatty(STDERR_FILENO) == 1), begin_(Clock::now()) {
  constexpr std::chrono::milliseconds patience{500};  // what is over sooner says nothing
  next_ = begin_ + patience;
}

ProgressLine::~ProgressLine() {
  if (drawn_) write_all(STDERR_FILENO, "\r\x1b[K");
}

void ProgressLine::show(std::uint64_t done, std::uint64_t of) {
  constexpr std::chrono::milliseconds pause{200};
  if (before_ == 0) before_ = done;
  const auto now = Clock::now();
  if (!terminal_ || now < next_) return;
  next_ = now + pause;
  drawn_ = true;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  write_all(
      STDERR_FILENO,
      "\r" + progress_text(done, of, static_cast<double>(done - before_) / seconds) + "\x1b[K");
}

std::string progress_text(std::uint64_t done, std::uint64_t of, double a_second) {
  const auto number = [](std::uint64_t count) { return number_text(static_cast<double>(count)); };
  std::string text = number(done) + " of " + number(of) + " samples";
  if (a_second <= 0) return text;
  return text + ", " + count_text(std::round(a_second)) + "/s, " +
         time_text(static_cast<double>(of - done) / a_second) + " left";
}

}  // namespace shortlist::cli
