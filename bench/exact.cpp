// The exact what-ifs beyond loading, over drawn rule bases that grow: families x needs.

#include "drawn.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace {

using namespace shortlist;
using bench::must;

struct Loaded {
  RuleBase rule_base;
  Profile profile;
};

const Loaded& loaded(const benchmark::State& state) {
  static std::map<std::pair<int, int>, Loaded> all;
  const std::pair size(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  const auto found = all.find(size);
  if (found != all.end()) return found->second;
  constexpr std::uint64_t largest = 1'000'000;
  RuleBase rule_base = bench::drawn_rule_base(size.first, 1, size.second, largest);
  Profile profile = bench::drawn_profile(rule_base, size.second, largest);
  return all.emplace(size, Loaded{std::move(rule_base), std::move(profile)}).first->second;
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->Args({43, 20});
  for (const int families : {1250, 2500, 5000, 10000}) bench->Args({families, 30});
  bench->Unit(benchmark::kMillisecond);
}

void rank(benchmark::State& state) {
  const Loaded& of = loaded(state);
  for (auto _ : state) benchmark::DoNotOptimize(must(rank(of.rule_base, of.profile, {})));
}
BENCHMARK(rank)->Apply(sizes);

void weights(benchmark::State& state) {
  const Loaded& of = loaded(state);
  for (auto _ : state) benchmark::DoNotOptimize(must(whatif_weights(of.rule_base, of.profile, {})));
}
BENCHMARK(weights)->Apply(sizes);

// All segments of the order have as many crossings as there are pairs: for few families.
void weights_segments(benchmark::State& state) {
  const Loaded& of = loaded(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(must(whatif_weights(of.rule_base, of.profile, {{}, "c0"})));
}
BENCHMARK(weights_segments)->Args({43, 20})->Unit(benchmark::kMillisecond);

// Of the family in the middle of the ranking.
void flip(benchmark::State& state) {
  const Loaded& of = loaded(state);
  const auto ranking = must(rank(of.rule_base, of.profile, {}));
  const std::string family = ranking.ranking[ranking.ranking.size() / 2].family;
  for (auto _ : state)
    benchmark::DoNotOptimize(must(whatif_flip(of.rule_base, of.profile, family, {})));
}
BENCHMARK(flip)->Apply(sizes);

}  // namespace
