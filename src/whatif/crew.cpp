#include "whatif/crew.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace shortlist::whatif {

namespace {

constexpr std::size_t most_threads = 256;

}  // namespace

std::size_t crew_size(int asked, std::uint64_t steps) {
  const std::size_t machine = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t most = asked > 0 ? static_cast<std::size_t>(asked) : machine;
  return std::clamp<std::size_t>(steps < most ? static_cast<std::size_t>(steps) : most, 1,
                                 most_threads);
}

Crew::Crew(std::size_t size, std::function<bool(std::size_t)> step) : step_(std::move(step)) {
  threads_.all.reserve(size);
  try {
    for (std::size_t member = 0; member < size; ++member) {
      // Locked: no thread is done before it is counted.
      const std::lock_guard lock(mutex_);
      threads_.all.emplace_back([this, member] { work(member); });
      ++running_;
    }
  } catch (const std::system_error&) {  // the machine has no more
  }
}

bool Crew::wait(std::chrono::milliseconds most) {
  if (threads_.all.empty()) return !take(0);
  std::unique_lock lock(mutex_);
  return done_.wait_for(lock, most, [&] { return running_ == 0; });
}

void Crew::rethrow() const {
  if (fault_) std::rethrow_exception(fault_);
}

bool Crew::take(std::size_t member) {
  try {
    return !off_ && step_(member);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!fault_) fault_ = std::current_exception();
    off_ = true;
  }
  return false;
}

void Crew::work(std::size_t member) {
  while (take(member)) {
  }
  const std::lock_guard lock(mutex_);
  if (--running_ == 0) done_.notify_one();
}

}  // namespace shortlist::whatif
