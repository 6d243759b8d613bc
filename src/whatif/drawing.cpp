// A run is drawn in sittings. In one, each worker takes the next block from a counter, until none
// is left or the sitting is called off; a block once taken is finished. So what is done after a
// sitting is always all blocks before some block, and that number and the counts are the whole
// state of a run. Clocks decide how long sittings are, never what they count.

#include "whatif/drawing.hpp"

#include "base/atomic_file.hpp"
#include "whatif/checkpoint.hpp"
#include "whatif/kernel.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace shortlist::whatif {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds first_glance{1};
constexpr milliseconds later_glances{100};
constexpr std::chrono::seconds between_checkpoints{1};
constexpr int work_for_writing = 20;  // so many times as long is drawn as the last writing took
constexpr unsigned most_threads = 256;

// What a thread has for itself; kept from sitting to sitting.
struct Worker {
  Worker(const SampleRun& run, const Region& region)
      : source(weight_source(region, run.seed)),
        kernel(run.contest,
               {.seed = run.seed, .source = source.get(), .batches = region.dependent()}),
        tally(run.tally.families, run.tally.columns) {}

  std::unique_ptr<WeightSource> source;
  Kernel kernel;
  Tally tally;
  std::exception_ptr fault;
};

class Sitting {
 public:
  Sitting(const SampleRun& run, std::vector<std::unique_ptr<Worker>>& workers)
      : run_(run), last_(blocks(run).second), next_(run.next), running_(workers.size()) {
    try {
      for (auto& worker : workers) threads_.emplace_back([this, &worker] { work(*worker); });
    } catch (const std::system_error&) {
      if (threads_.empty()) throw;
      // The machine has no more threads: those that run draw the same.
      const std::lock_guard lock(mutex_);
      running_ -= workers.size() - threads_.size();
    }
  }

  void call_off() { off_ = true; }
  std::uint64_t samples() const { return samples_; }
  std::uint64_t next() const { return std::min<std::uint64_t>(next_, last_); }

  // Whether all workers are done, after at most so long.
  bool wait(milliseconds most) {
    std::unique_lock lock(mutex_);
    return done_.wait_for(lock, most, [&] { return running_ == 0; });
  }

 private:
  void work(Worker& worker) {
    try {
      while (!off_) {
        const std::uint64_t block = next_.fetch_add(1);
        if (block >= last_) break;
        const std::uint64_t begin = block * draws_per_block;
        const std::uint64_t end = std::min(run_.samples, begin + draws_per_block);
        worker.kernel.run(begin, end, worker.tally);
        samples_ += end - begin;
      }
    } catch (...) {
      worker.fault = std::current_exception();
      off_ = true;
    }
    const std::lock_guard lock(mutex_);
    if (--running_ == 0) done_.notify_one();
  }

  const SampleRun& run_;
  std::uint64_t last_;
  std::atomic<std::uint64_t> next_;
  std::atomic<std::uint64_t> samples_ = 0;
  std::atomic<bool> off_ = false;
  std::mutex mutex_;
  std::condition_variable done_;
  std::size_t running_;
  std::vector<std::jthread> threads_;  // last: joined before what they use goes
};

std::size_t threads(const SampleRun& run, int asked) {
  const unsigned machine = std::max(1U, std::thread::hardware_concurrency());
  const unsigned most = asked > 0 ? static_cast<unsigned>(asked) : machine;
  const std::uint64_t left = blocks(run).second - run.next;
  return static_cast<std::size_t>(
      std::clamp<std::uint64_t>(std::min<std::uint64_t>(most, left), 1, most_threads));
}

class Drawing {
 public:
  Drawing(SampleRun& run, const Region& region, const SampleOptions& options)
      : run_(run), options_(options), glance_(first_glance) {
    const std::size_t count = threads(run, options.threads);
    for (std::size_t i = 0; i < count; ++i)
      workers_.push_back(std::make_unique<Worker>(run, region));
  }

  tl::expected<void, Failure> draw() {
    // A checkpoint that cannot be written is told of before the work, not after.
    if (auto saved = write(); !saved) return saved;
    bool going = tell(0);
    while (going && !finished(run_)) {
      going = sit();
      for (const auto& worker : workers_) {
        if (worker->fault) std::rethrow_exception(worker->fault);
        run_.tally.add(worker->tally);
        worker->tally = Tally(run_.tally.families, run_.tally.columns);
      }
      if (auto saved = write(); !saved) return saved;
    }
    return {};
  }

 private:
  bool tell(std::uint64_t more) const {
    if (!options_.progress) return true;
    const auto [first, last] = blocks(run_);
    return options_.progress(run_.tally.samples + more, samples_in(run_, first, last));
  }

  // False: the run is to stop.
  bool sit() {
    const auto end =
        Clock::now() + std::max<Clock::duration>(between_checkpoints, writing_ * work_for_writing);
    bool going = true;
    Sitting sitting(run_, workers_);
    while (!sitting.wait(glance_)) {
      glance_ = std::min(2 * glance_, later_glances);
      going = going && tell(sitting.samples());
      if (!going || (!options_.checkpoint.empty() && Clock::now() > end)) sitting.call_off();
    }
    run_.next = sitting.next();
    return going && tell(sitting.samples());
  }

  tl::expected<void, Failure> write() {
    if (options_.checkpoint.empty()) return {};
    const auto begin = Clock::now();
    auto saved = save(run_, options_.checkpoint);
    writing_ = Clock::now() - begin;
    return saved;
  }

  SampleRun& run_;
  const SampleOptions& options_;
  milliseconds glance_;
  Clock::duration writing_{};
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace

tl::expected<void, Failure> draw(SampleRun& run, const Region& region,
                                 const SampleOptions& options) {
  try {
    return Drawing(run, region, options).draw();
  } catch (const std::system_error& error) {
    return tl::unexpected(io_failure({}, "cannot start a thread", error.code().value()));
  }
}

}  // namespace shortlist::whatif
