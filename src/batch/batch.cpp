// Threads take a profile each and put its line into a ring; the caller's thread writes the lines in
// the order of the profiles. Whoever is a ring ahead of the writer waits: that bounds the memory.

#include "shortlist/batch.hpp"

#include "batch/line_writer.hpp"
#include "model/find_family.hpp"
#include "whatif/crew.hpp"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

namespace shortlist {

namespace {

constexpr std::size_t lines_a_thread = 16;

class Run {
 public:
  Run(const RuleBase& rule_base, const BatchSource& source, const BatchOptions& options,
      std::size_t threads)
      : source_(source), from_(options.from), slots_(threads * lines_a_thread) {
    writers_.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i)
      writers_.push_back(std::make_unique<batching::LineWriter>(
          rule_base, batching::LineOptions{options.rank, options.top, options.policies}));
  }

  // Makes one line; false when there is no profile left.
  bool step(std::size_t member) {
    const auto taken = take();
    if (!taken) return false;
    Slot& slot = slots_[taken->number % slots_.size()];
    slot.text.clear();
    try {
      slot.wrong = !writers_[member]->append(taken->profile, slot.text);
    } catch (...) {
      end();
      throw;
    }
    const std::lock_guard lock(mutex_);
    slot.ready = true;
    if (taken->number == written_) made_.notify_one();
    return true;
  }

  bool any_ready() { return ready() != nullptr; }

  // Hands some of the lines that are ready to `write`, in order; false when it wants no more.
  template <class Write>
  bool drain(const Write& write, BatchSummary& summary) {
    for (std::size_t i = 0; i < lines_a_thread; ++i) {
      Slot* const slot = ready();
      if (slot == nullptr) break;
      if (!write(std::string_view(slot->text))) return false;
      ++summary.written;
      if (slot->wrong) ++summary.wrong;
      const std::lock_guard lock(mutex_);
      slot->ready = false;
      ++written_;
      room_.notify_one();
    }
    return true;
  }

  // Waits a moment for a line.
  void wait() {
    constexpr std::chrono::milliseconds moment{50};
    std::unique_lock lock(mutex_);
    made_.wait_for(lock, moment, [&] { return slots_[written_ % slots_.size()].ready; });
  }

  // No profile is taken any more.
  void end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    room_.notify_all();
  }

  const std::optional<Failure>& failure() const { return failure_; }

 private:
  struct Slot {
    std::string text;  // keeps its memory for the next
    bool ready = false;
    bool wrong = false;
  };
  struct Taken {
    std::size_t number = 0;
    BatchProfile profile;
  };

  Slot* ready() {
    const std::lock_guard lock(mutex_);
    Slot& slot = slots_[written_ % slots_.size()];
    return slot.ready ? &slot : nullptr;
  }

  // One thread at a time takes, so that profiles are numbered as they come.
  std::optional<Taken> take() {
    const std::lock_guard taking(source_mutex_);
    {
      std::unique_lock lock(mutex_);
      room_.wait(lock, [&] { return ended_ || next_ - written_ < slots_.size(); });
      if (ended_) return std::nullopt;
    }
    auto profile = next_profile();
    if (!profile || !*profile) {
      if (!profile) failure_ = std::move(profile.error());
      end();
      return std::nullopt;
    }
    const std::lock_guard lock(mutex_);
    return Taken{next_++, std::move(**profile)};
  }

  Result<std::optional<BatchProfile>> next_profile() {
    for (; from_ > 1; --from_) {
      auto passed = source_();
      if (!passed || !*passed) return passed;
    }
    return source_();
  }

  const BatchSource& source_;
  std::uint64_t from_;
  std::vector<std::unique_ptr<batching::LineWriter>> writers_;
  std::vector<Slot> slots_;  // of profile n the one at n modulo their number
  std::mutex source_mutex_;
  std::optional<Failure> failure_;  // of the source, by whoever took last
  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable made_;
  std::size_t next_ = 0;     // profiles taken
  std::size_t written_ = 0;  // lines written
  bool ended_ = false;
};

}  // namespace

Result<BatchSummary> batch(const RuleBase& rule_base, const BatchSource& source,
                           const std::function<bool(std::string_view line)>& write,
                           const BatchOptions& options) {
  if (auto only = model::find_families(rule_base.catalogue(), options.rank.only); !only)
    return std::move(only.error());
  BatchSummary summary;
  const std::size_t threads = whatif::crew_size(options.threads, static_cast<std::size_t>(-1));
  Run run(rule_base, source, options, threads);
  whatif::Crew crew(threads, [&](std::size_t member) { return run.step(member); });
  // Members of the crew may be waiting for room where `write` or `progress` throws.
  const struct End {
    Run& run;
    ~End() { run.end(); }
  } end{run};
  while (true) {
    const bool made = crew.wait(std::chrono::milliseconds(0));
    if (!run.drain(write, summary)) {
      summary.stopped = true;
      break;
    }
    const bool done = made && !run.any_ready();
    const bool goes_on = !options.progress || options.progress(summary.written);
    summary.stopped = !goes_on;
    if (done || summary.stopped) break;
    if (!run.any_ready()) run.wait();
  }
  run.end();
  while (!crew.wait(std::chrono::milliseconds(50))) {
  }
  crew.rethrow();
  if (run.failure()) return *run.failure();
  return summary;
}

}  // namespace shortlist
