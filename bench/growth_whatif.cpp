// How the what-ifs grow with what they are given, each doubled up to its limit, beyond loading:
// each row of a curve has what grew behind its name. What takes longer than some seconds is
// refused, so the last of a curve is the longest there is.

#include "drawn.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;
using bench::must;

constexpr std::uint64_t largest = 1'000'000;

struct Loaded {
  RuleBase rule_base;
  Profile profile;
};

// Facts from 1 to a million, and needs that ask for the most.
const Loaded& drawn(int families, int variants, int needs) {
  static std::map<std::tuple<int, int, int>, Loaded> all;
  const std::tuple size(families, variants, needs);
  const auto found = all.find(size);
  if (found != all.end()) return found->second;
  RuleBase rule_base = bench::drawn_rule_base(families, variants, needs, largest);
  Profile profile = bench::drawn_profile(rule_base, needs, largest);
  return all.emplace(size, Loaded{std::move(rule_base), std::move(profile)}).first->second;
}

const Loaded& drawn(const benchmark::State& state) {
  return drawn(static_cast<int>(state.range(0)), 1, static_cast<int>(state.range(1)));
}

std::string family_in_the_middle(const Loaded& of) {
  const auto ranking = must(rank(of.rule_base, of.profile, {}));
  return ranking.ranking[ranking.ranking.size() / 2].family;
}

// --- exact ---------------------------------------------------------------------------------------

// Families x needs; 400 x 1,000 are as many as a ranking takes.
void flip(benchmark::State& state) {
  const Loaded& of = drawn(state);
  const std::string family = family_in_the_middle(of);
  for (auto _ : state)
    benchmark::DoNotOptimize(must(whatif_flip(of.rule_base, of.profile, family, {})));
}
BENCHMARK(flip)
    ->ArgsProduct({{200}, {62, 125, 250, 500, 1000}})
    ->Args({400, 1000})
    ->Unit(benchmark::kMillisecond);

// Families x variants, on 30 needs.
void flip_variants(benchmark::State& state) {
  const Loaded& of = drawn(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)), 30);
  const std::string family = family_in_the_middle(of);
  for (auto _ : state)
    benchmark::DoNotOptimize(must(whatif_flip(of.rule_base, of.profile, family, {})));
}
BENCHMARK(flip_variants)->ArgsProduct({{40}, {25, 50, 100, 200}})->Unit(benchmark::kMillisecond);

void weights(benchmark::State& state) {
  const Loaded& of = drawn(state);
  for (auto _ : state) benchmark::DoNotOptimize(must(whatif_weights(of.rule_base, of.profile, {})));
}
BENCHMARK(weights)
    ->ArgsProduct({{200}, {125, 250, 500, 1000}})
    ->Args({400, 1000})
    ->Unit(benchmark::kMillisecond);

// Every segment of one weight; above five million places of orders it is refused.
void weights_segments(benchmark::State& state) {
  const Loaded& of = drawn(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(whatif_weights(of.rule_base, of.profile, {{}, "c0"}));
}
BENCHMARK(weights_segments)
    ->ArgsProduct({{75, 150, 300, 600, 1000}, {12}})
    ->Unit(benchmark::kMillisecond);

// A bound over its whole range, with the report in words; above five million places of orders it
// says who leads.
void need_in_words(benchmark::State& state) {
  const Loaded& of = drawn(state);
  for (auto _ : state) {
    const auto analysis = must(whatif_need(of.rule_base, of.profile, "c0.at_least=1..1000000", {}));
    benchmark::DoNotOptimize(report(analysis, Style{}));
    state.counters["segments"] =
        static_cast<double>(analysis.segments ? analysis.segments->size() : 0);
  }
}
BENCHMARK(need_in_words)
    ->ArgsProduct({{62, 125, 250, 500, 1000}, {20}})
    ->Unit(benchmark::kMillisecond);

// --- sampled -------------------------------------------------------------------------------------

// By default options, and in JSON, which says the most; a run that would not be quick is refused.
void sample(const Loaded& of, SampleOptions options, benchmark::State& state) {
  options.only_if_quick = true;
  for (auto _ : state) {
    const auto analysis = whatif_sample(of.rule_base, of.profile, options);
    state.counters["refused"] = analysis ? 0 : 1;
    if (analysis) benchmark::DoNotOptimize(report(*analysis, Style{.format = Format::json}));
  }
}

void sample_any(benchmark::State& state) { sample(drawn(state), {}, state); }
BENCHMARK(sample_any)
    ->ArgsProduct({{125, 250, 500, 1000, 2000}, {12}})
    ->ArgsProduct({{60}, {125, 250, 500, 1000}})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

void sample_order(benchmark::State& state) {
  sample(drawn(state), {.region = WeightRegion::order}, state);
}
BENCHMARK(sample_order)
    ->ArgsProduct({{20}, {62, 125, 250, 500, 1000}})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

void sample_bounds(benchmark::State& state) {
  sample(drawn(state), {.region = WeightRegion::bounds}, state);
}
BENCHMARK(sample_bounds)
    ->ArgsProduct({{20}, {31, 62, 125, 250, 500, 1000}})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

void sample_variants(benchmark::State& state) {
  sample(drawn(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)), 12), {}, state);
}
BENCHMARK(sample_variants)
    ->ArgsProduct({{100}, {10, 20, 40, 80}})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

// Families of two variants, one of them the same for all: wherever it is the best of several, they
// tie.
Loaded tied(int families) {
  constexpr int needs = 4;
  std::string rules = bench::drawn_criteria(needs);
  std::mt19937_64 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  for (int i = 0; i < families; ++i) {
    const std::string id = "f" + std::to_string(i);
    rules += "[[family]]\nid = \"" + id + "\"\nname = \"" + id +
             "\"\n[[family.source]]\nid = \"page\"\nkind = \"maker\"\ntitle = \"-\"\nurl = \"-\"\n"
             "as_of = 2026-01-01\n";
    for (const std::string variant : {"own", "shared"}) {
      rules += "[[family.variant]]\nid = \"" + id + "-" + variant + "\"\nname = \"-\"\n" +
               "[family.variant.claims.page]\n";
      for (int k = 0; k < needs; ++k)
        rules += "c" + std::to_string(k) + " = " +
                 std::to_string(variant == "own" ? 1 + random() % largest : largest * 7 / 10) +
                 "\n";
    }
  }
  RuleBase rule_base = bench::rule_base_of({load::Text{"rules.toml", std::move(rules)}});
  Profile profile = bench::drawn_profile(rule_base, needs, largest);
  return {std::move(rule_base), std::move(profile)};
}

void sample_ties(benchmark::State& state) {
  sample(tied(static_cast<int>(state.range(0))), {}, state);
}
BENCHMARK(sample_ties)
    ->RangeMultiplier(2)
    ->Range(64, 1024)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

// Shards x families, on 12 needs.
void merge(benchmark::State& state) {
  const Loaded& of = drawn(static_cast<int>(state.range(1)), 1, 12);
  std::vector<ShardText> shards;
  SampleOptions options{.samples = 100'000, .shards = static_cast<int>(state.range(0))};
  for (options.shard = 1; options.shard <= options.shards; ++options.shard)
    shards.push_back({std::to_string(options.shard),
                      must(whatif_sample_shard(of.rule_base, of.profile, options)).text});
  for (auto _ : state) benchmark::DoNotOptimize(must(whatif_merge(shards)));
}
BENCHMARK(merge)
    ->ArgsProduct({{16, 64, 256}, {43}})
    ->ArgsProduct({{16}, {125, 250, 500}})
    ->Unit(benchmark::kMillisecond);

}  // namespace
