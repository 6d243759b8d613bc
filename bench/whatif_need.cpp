// Sweeping one key of a need with a loaded rule base: the shipped one, and 43 families of three
// variants on 20 criteria.

#include "drawn.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

namespace {

using namespace shortlist;

void shipped(benchmark::State& state, const std::string& sweep) {
  const std::string source = SHORTLIST_SOURCE_DIR;
  const auto rule_base =
      bench::must(load_rule_base({.folders = {source + "/rules"}, .trust = {}, .only_source = {}}));
  const auto profile =
      bench::must(load_profile(rule_base, source + "/profiles/contract-review.toml"));
  for (auto _ : state) {
    const auto analysis = bench::must(whatif_need(rule_base, profile, sweep, {}));
    state.counters["segments"] = static_cast<double>(analysis.segments->size());
  }
}
BENCHMARK_CAPTURE(shipped, bound, "context.at_least=1K..120K")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(shipped, weight, "language.weight=0..100")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(shipped, memory, "device.memory=2GiB..1TiB")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(shipped, list, "language.all_of=+ja,-en")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(shipped, devices, "device.device=*")->Unit(benchmark::kMicrosecond);

void drawn(benchmark::State& state, const std::string& sweep) {
  constexpr int needs = 20;
  const RuleBase rule_base =
      bench::drawn_rule_base(static_cast<int>(state.range(0)), 3, needs, 100);
  const Profile profile = bench::drawn_profile(rule_base, needs, 60);
  for (auto _ : state) {
    const auto analysis = bench::must(whatif_need(rule_base, profile, sweep, {}));
    state.counters["segments"] = static_cast<double>(analysis.segments->size());
  }
}
BENCHMARK_CAPTURE(drawn, bound, "c7.at_least=1..200")
    ->Arg(43)
    ->Arg(300)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(drawn, weight, "c7.weight=0..100")
    ->Arg(43)
    ->Arg(300)
    ->Unit(benchmark::kMillisecond);

// As many different facts as there are families; without --leaders, whole orders are found to be
// too many first.
void many(benchmark::State& state, const std::string& sweep, bool leaders) {
  constexpr int needs = 30;
  const int families = static_cast<int>(state.range(0));
  const RuleBase rule_base =
      bench::drawn_rule_base(families, 1, needs, static_cast<std::uint64_t>(families));
  const Profile profile =
      bench::drawn_profile(rule_base, needs, static_cast<std::uint64_t>(families));
  for (auto _ : state) {
    const auto analysis =
        bench::must(whatif_need(rule_base, profile, sweep, {.rank = {}, .leaders = leaders}));
    state.counters["leads"] = static_cast<double>(analysis.leads.size());
  }
}
void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->RangeMultiplier(2)->Range(1250, 10'000)->Unit(benchmark::kMillisecond);
}
BENCHMARK_CAPTURE(many, bound, "c7.at_least=1..20000", true)->Apply(sizes);
BENCHMARK_CAPTURE(many, weight, "c7.weight=0..1000", true)->Apply(sizes);
BENCHMARK_CAPTURE(many, bound_with_orders, "c7.at_least=1..20000", false)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(many, weight_with_orders, "c7.weight=0..1000", false)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
