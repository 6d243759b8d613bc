// Threads take a profile each and put its line into a ring; the caller's thread writes the lines in
// the order of the profiles. Whoever is a ring ahead of the writer waits, or finds no room in the
// window (memory.hpp): that bounds the memory.

#include "shortlist/batch.hpp"

#include "base/quantity.hpp"
#include "batch/line_writer.hpp"
#include "batch/memory.hpp"
#include "load/files.hpp"
#include "model/find_family.hpp"
#include "whatif/crew.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <limits>
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
      : source_(source),
        from_(options.from),
        memory_(options.memory),
        window_(batching::shares(options.memory, threads)),
        slots_(threads * lines_a_thread) {
    const std::size_t cache = batching::shares(options.memory, threads).cache;
    writers_.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i)
      writers_.push_back(std::make_unique<batching::LineWriter>(
          rule_base,
          batching::LineOptions{options.rank, options.top, options.policies, memory_, cache}));
  }

  // Makes one line; false when there is no profile left.
  bool step(std::size_t member) {
    try {
      const auto taken = take();
      if (!taken) return false;
      make(*taken, *writers_[member]);
      return true;
    } catch (const batching::CalledOff&) {
      return false;
    } catch (...) {
      call_off();
      throw;
    }
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
      std::string().swap(slot->text);  // assigned to, it would keep its memory
      window_.advance(slot->bytes);
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

  // Nor is any finished.
  void call_off() {
    end();
    window_.call_off();
  }

  std::uint64_t most_bytes() const { return window_.most(); }
  const std::optional<Failure>& failure() const { return failure_; }

 private:
  struct Slot {
    std::string text;
    std::size_t bytes = 0;  // that it has of the window
    bool ready = false;
    bool wrong = false;
  };
  struct Taken {
    std::size_t number = 0;
    BatchProfile profile;
    std::unique_ptr<batching::Claim> claim;
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
    return claimed(std::move(**profile));
  }

  // With room for its text, for which the profiles after it wait too.
  Taken claimed(BatchProfile profile) {
    Taken taken{next_, std::move(profile), std::make_unique<batching::Claim>(window_, next_)};
    std::string& text = taken.profile.text;
    if (text.size() > window_.most_of_a_line() / 2) {
      std::string().swap(text);
      taken.profile.missing = batching::too_large(taken.profile, memory_);
    }
    taken.claim->work(text.capacity());
    const std::lock_guard lock(mutex_);
    ++next_;
    return taken;
  }

  void make(const Taken& taken, batching::LineWriter& writer) {
    Slot& slot = slots_[taken.number % slots_.size()];
    const auto before = static_cast<std::ptrdiff_t>(writer.cached());
    slot.wrong = !writer.append(taken.profile, *taken.claim, slot.text);
    slot.bytes = taken.claim->keep();
    window_.cached(static_cast<std::ptrdiff_t>(writer.cached()) - before);
    const std::lock_guard lock(mutex_);
    slot.ready = true;
    if (taken.number == written_) made_.notify_one();
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
  std::uint64_t memory_;
  batching::Window window_;
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

std::optional<std::uint64_t> batch_memory(std::string_view text) {
  const auto bytes = parse_memory(text);
  if (!bytes || *bytes < static_cast<double>(least_batch_memory)) return std::nullopt;
  return static_cast<std::uint64_t>(*bytes);
}

Result<BatchSummary> batch(const RuleBase& rule_base, const BatchSource& source,
                           const std::function<bool(std::string_view line)>& write,
                           const BatchOptions& options) {
  if (auto only = model::find_families(rule_base.catalogue(), options.rank.only); !only)
    return std::move(only.error());
  if (options.memory < least_batch_memory)
    return load::fault(FailureKind::usage, {},
                       "a batch takes at least " +
                           memory_text(static_cast<double>(least_batch_memory)) +
                           " of memory, not " + memory_text(static_cast<double>(options.memory)));
  BatchSummary summary;
  const std::size_t threads =
      whatif::crew_size(options.threads, std::numeric_limits<std::uint64_t>::max());
  Run run(rule_base, source, options, threads);
  whatif::Crew crew(threads, [&](std::size_t member) { return run.step(member); });
  // Members of the crew may be waiting for room where `write` or `progress` throws.
  const struct End {
    Run& run;
    ~End() { run.call_off(); }
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
  if (summary.stopped) run.call_off();
  while (!crew.wait(std::chrono::milliseconds(50))) {
  }
  crew.rethrow();
  summary.most_bytes = run.most_bytes();
  if (run.failure()) return *run.failure();
  return summary;
}

}  // namespace shortlist
