// A run is drawn in sittings. In one, each worker takes the next block from a counter, until none
// is left or the sitting is called off; a block once taken is finished. So what is done after a
// sitting is always all blocks before some block, and that number and the counts are the whole
// state of a run. Clocks decide how long sittings are, never what they count.

#include "whatif/drawing.hpp"

#include "whatif/checkpoint.hpp"
#include "whatif/crew.hpp"
#include "whatif/kernel.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace shortlist::whatif {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds first_glance{1};
constexpr milliseconds later_glances{100};
constexpr std::chrono::seconds between_checkpoints{1};
constexpr int work_for_writing = 20;  // so many times as long is drawn as the last writing took

// What a thread has for itself; kept from sitting to sitting.
struct Worker {
  Worker(const SampleRun& run, const Region& region)
      : source(weight_source(region, run.seed)),
        kernel(run.contest, {.seed = run.seed,
                             .source = source.get(),
                             .closed_pairs = run.simplex.rows() == 0,
                             .batches = region.dependent()}),
        tally(run.tally.families, run.tally.columns) {}

  std::unique_ptr<WeightSource> source;
  Kernel kernel;
  Tally tally;
};

class Sitting {
 public:
  Sitting(const SampleRun& run, std::vector<std::unique_ptr<Worker>>& workers)
      : run_(run),
        last_(blocks(run).second),
        next_(run.next),
        crew_(workers.size(), [this, &workers](std::size_t i) { return draw_block(*workers[i]); }) {
  }

  Crew& crew() { return crew_; }
  std::uint64_t samples() const { return samples_; }
  std::uint64_t next() const { return std::min<std::uint64_t>(next_, last_); }

 private:
  // False: none is left.
  bool draw_block(Worker& worker) {
    const std::uint64_t block = next_.fetch_add(1);
    if (block >= last_) return false;
    const std::uint64_t begin = block * draws_per_block;
    const std::uint64_t end = std::min(run_.samples, begin + draws_per_block);
    worker.kernel.run(begin, end, worker.tally);
    samples_ += end - begin;
    return true;
  }

  const SampleRun& run_;
  std::uint64_t last_;
  std::atomic<std::uint64_t> next_;
  std::atomic<std::uint64_t> samples_ = 0;
  Crew crew_;  // last: its threads use the rest
};

class Drawing {
 public:
  Drawing(SampleRun& run, const Region& region, const SampleOptions& options)
      : run_(run), options_(options), glance_(first_glance) {
    const std::size_t count = crew_size(options.threads, blocks(run).second - run.next);
    for (std::size_t i = 0; i < count; ++i)
      workers_.push_back(std::make_unique<Worker>(run, region));
  }

  Result<void> draw() {
    // A checkpoint that cannot be written is told of before the work, not after.
    if (auto saved = write(); !saved) return saved;
    bool going = tell(0);
    while (going && !finished(run_)) {
      going = sit();
      for (const auto& worker : workers_) {
        worker->tally.spread();
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
    while (!sitting.crew().wait(glance_)) {
      glance_ = std::min(2 * glance_, later_glances);
      going = going && tell(sitting.samples());
      if (!going || (!options_.checkpoint.empty() && Clock::now() > end)) sitting.crew().call_off();
    }
    sitting.crew().rethrow();
    run_.next = sitting.next();
    return going && tell(sitting.samples());
  }

  Result<void> write() {
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

Result<void> draw(SampleRun& run, const Region& region, const SampleOptions& options) {
  return Drawing(run, region, options).draw();
}

}  // namespace shortlist::whatif
