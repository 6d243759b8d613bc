// Samples of weights a second, uniform on the simplex, by families x columns. Each line draws,
// scores, ranks and counts who has which rank; `whole` has pairs and central weights as well, as
// `whatif sample` does: pairs in closed form where there is one, anew for every 65,536 draws.
// `counted` counts them all. `plain` and `numpy` are the programs of peers/ that count ranks alone;
// `kernel_is` says how many times as fast the kernel was just before, by CPU time.

#include "peers/plain.hpp"
#include "whatif/kernel.hpp"
#include "whatif/kernel_plan.hpp"
#include "whatif/winning_index.hpp"

#include <benchmark/benchmark.h>

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <map>
#include <random>
#include <string>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using namespace shortlist::whatif;
using benchmark::State;

constexpr std::uint64_t draws = 16 * draws_per_block;

struct Shape {
  int families = 0;
  int columns = 0;
  int rows = 1;        // a family
  double unknown = 0;  // share of the cells

  std::string name() const { return std::to_string(families) + "x" + std::to_string(columns); }
};

Contest contest(const Shape& shape) {
  std::mt19937_64 twister(1);
  const auto fraction = [&] { return static_cast<double>(twister() >> 11U) * 0x1p-53; };
  Contest made;
  made.low.resize(shape.families * shape.rows, shape.columns);
  for (Eigen::Index row = 0; row < made.low.rows(); ++row)
    for (Eigen::Index column = 0; column < made.low.cols(); ++column)
      made.low(row, column) = fraction();
  made.high = made.low;
  for (Eigen::Index row = 0; row < made.low.rows(); ++row)
    for (Eigen::Index column = 0; column < made.low.cols(); ++column)
      if (fraction() < shape.unknown) made.high(row, column) = 1;
  for (int column = 0; column < shape.columns; ++column) made.columns.push_back(column);
  for (int family = 0; family < shape.families; ++family)
    made.contestants.push_back({{}, family * shape.rows, (family + 1) * shape.rows});
  made.qualified = shape.families;
  return made;
}

// Samples a second of CPU; how they compare with the kernel's at the same shape.
std::map<std::string, double>& kernel_rates() {
  static std::map<std::string, double> rates;
  return rates;
}

void compare(State& state, const Shape& shape, double rate) {
  state.counters["kernel_is"] = kernel_rates()[shape.name()] / rate;
}

class Stopwatch {
 public:
  double rate(double samples) const {
    return samples / (static_cast<double>(std::clock() - begin_) / CLOCKS_PER_SEC);
  }

 private:
  std::clock_t begin_ = std::clock();
};

double samples(const State& state) {
  return static_cast<double>(state.iterations()) * static_cast<double>(draws);
}

template <class AsWell>
double run(State& state, const Shape& shape, const KernelOptions& options, AsWell as_well) {
  const Kernel kernel(contest(shape), options);
  const Stopwatch stopwatch;
  std::uint64_t at = 0;
  for (auto _ : state) {
    Tally tally(shape.families, shape.columns);
    kernel.run(at, at + draws, tally);
    benchmark::DoNotOptimize(tally);
    as_well();
    at += draws;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(samples(state)));
  return stopwatch.rate(samples(state));
}

double run(State& state, const Shape& shape, const KernelOptions& options) {
  return run(state, shape, options, [] {});
}

void kernel(State& state, const Shape& shape) {
  kernel_rates()[shape.name()] =
      run(state, shape, {.pairwise = false, .central = false, .simd = {}});
}

// Instructions that the draws before `end` take, by stepping through a child that counts them.
std::uint64_t instructions(const Kernel& kernel, Tally& tally, std::uint64_t end) {
  const pid_t child = fork();
  if (child == 0) {
    ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    std::raise(SIGSTOP);
    kernel.run(0, end, tally);
    std::raise(SIGSTOP);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  std::uint64_t steps = 0;
  do {
    ++steps;
    ptrace(PTRACE_SINGLESTEP, child, nullptr, nullptr);
    waitpid(child, &status, 0);
  } while (WIFSTOPPED(status) && WSTOPSIG(status) == SIGTRAP);
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  return steps;
}

// Of a sample among many: what six strips take more than five, whose counts are brought home alike.
void steps(State& state, const Shape& shape) {
  const Kernel kernel(contest(shape), {.pairwise = false, .central = false, .simd = {}});
  Tally tally(shape.families, shape.columns);
  for (auto _ : state) {
    const std::uint64_t six = instructions(kernel, tally, std::uint64_t{6} * strip);
    const std::uint64_t five = instructions(kernel, tally, std::uint64_t{5} * strip);
    state.counters["instructions"] = static_cast<double>(six - five) / strip;
  }
}

void whole(State& state, const Shape& shape) {
  const Contest made = contest(shape);
  const Matrix simplex = Matrix::Identity(shape.columns, shape.columns);
  compare(state, shape, run(state, shape, {.closed_pairs = false, .simd = {}}, [&] {
            benchmark::DoNotOptimize(closed_winning_indices(made, simplex, 1));
          }));
}

void counted(State& state, const Shape& shape) { compare(state, shape, run(state, shape, {})); }

void narrow(State& state, const Shape& shape, Simd simd) {
  compare(state, shape, run(state, shape, {.pairwise = false, .central = false, .simd = simd}));
}

void costly(State& state, const Shape& shape) {
  compare(state, shape, run(state, shape, {.pairwise = false, .central = false, .simd = {}}));
}

// `of_one`: how much more than one thread, were each alone on a core: by CPU time.
void threads(State& state, const Shape& shape, std::uint64_t count) {
  const Kernel kernel(contest(shape), {.pairwise = false, .central = false, .simd = {}});
  const std::uint64_t part = (shape.families > 100 ? 1 : 16) * draws;
  const Stopwatch stopwatch;
  for (auto _ : state) {
    std::vector<std::jthread> all;
    for (std::uint64_t i = 0; i < count; ++i)
      all.emplace_back([&, i] {
        Tally tally(shape.families, shape.columns);
        kernel.run(i * part, (i + 1) * part, tally);
        benchmark::DoNotOptimize(tally);
      });
  }
  const double all = static_cast<double>(part * count) * static_cast<double>(state.iterations());
  state.SetItemsProcessed(static_cast<std::int64_t>(all));
  static double of_one = 0;
  const double rate = stopwatch.rate(all);
  if (count == 1) of_one = rate;
  state.counters["of_one"] = static_cast<double>(count) * rate / of_one;
}

void plain(State& state, const Shape& shape) {
  const Contest made = contest(shape);
  std::vector<std::vector<double>> values;
  for (Eigen::Index row = 0; row < made.low.rows(); ++row)
    values.emplace_back(made.low.row(row).begin(), made.low.row(row).end());
  std::vector<std::uint64_t> counts(values.size() * values.size());
  const Stopwatch stopwatch;
  constexpr std::uint64_t fewer = draws / 16;
  for (auto _ : state) peers::count_ranks(values, fewer, counts);
  state.SetItemsProcessed(static_cast<std::int64_t>(fewer) * state.iterations());
  compare(state, shape, stopwatch.rate(samples(state) / 16));
}

void numpy(State& state, const Shape& shape) {
  for (auto _ : state) {
    const std::string command = SHORTLIST_SOURCE_DIR "/bench/peers/numpy_sweep.py " +
                                std::to_string(shape.families) + " " +
                                std::to_string(shape.columns) + " 1";
    std::FILE* out = popen(command.c_str(), "r");
    double rate = 0;
    const bool said = out != nullptr && std::fscanf(out, "%lf", &rate) == 1;
    if (out != nullptr) pclose(out);
    if (!said) {
      state.SkipWithError("peers/numpy_sweep.py does not run");
      return;
    }
    state.SetIterationTime(1);
    state.counters["items_per_second"] = rate;
    compare(state, shape, rate);
  }
}

const char* name(Simd simd) {
  constexpr const char* names[] = {"scalar", "neon", "avx2", "avx512"};
  return names[static_cast<std::size_t>(simd)];
}

// By shape, so that what is compared runs side by side.
const bool registered = [] {
  for (const Shape& shape : {Shape{8, 6}, {8, 12}, {50, 12}, {500, 12}, {500, 24}}) {
    const auto add = [&](const std::string& what, auto function, auto... more) {
      return benchmark::RegisterBenchmark((shape.name() + "/" + what).c_str(), function, more...);
    };
    add("kernel", kernel, shape);
    add("numpy", numpy, shape)->UseManualTime()->Iterations(1);
    add("plain", plain, shape);
    if (shape.families < 100) add("steps", steps, shape)->Iterations(1);
    add("whole", whole, shape);
    add("whole_unknown", whole, Shape{shape.families, shape.columns, 1, 0.1});
    add("counted", counted, shape);
    add("three_variants", costly, Shape{shape.families, shape.columns, 3});
    add("tenth_unknown", costly, Shape{shape.families, shape.columns, 1, 0.1});
    for (const Simd simd : available_simd()) add(name(simd), narrow, shape, simd);
    for (const std::uint64_t count : {1U, 2U})
      add("threads_" + std::to_string(count), threads, shape, count)->UseRealTime();
  }
  return true;
}();

}  // namespace
