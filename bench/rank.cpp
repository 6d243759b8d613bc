// Ranking with a loaded rule base: the decision alone, with its words, and as JSON.

#include "decide/decide.hpp"
#include "shortlist/shortlist.hpp"

#include <benchmark/benchmark.h>

#include <string>

namespace {

const std::string rules = SHORTLIST_SOURCE_DIR "/rules";
const std::string profile_file = SHORTLIST_SOURCE_DIR "/profiles/contract-review.toml";

struct Loaded {
  shortlist::RuleBase rule_base;
  shortlist::Profile profile;
};

Loaded load() {
  auto rule_base = shortlist::load_rule_base({.folders = {rules}, .trust = {}, .only_source = {}});
  auto profile = shortlist::load_profile(*rule_base, profile_file);
  return {*rule_base, *profile};
}

void decide(benchmark::State& state) {
  const Loaded loaded = load();
  for (auto _ : state)
    benchmark::DoNotOptimize(
        shortlist::decide::decide(loaded.rule_base.catalogue(), loaded.profile.model(), {}));
}
BENCHMARK(decide)->Unit(benchmark::kMicrosecond);

void rank(benchmark::State& state) {
  const Loaded loaded = load();
  for (auto _ : state)
    benchmark::DoNotOptimize(shortlist::rank(loaded.rule_base, loaded.profile, {}));
}
BENCHMARK(rank)->Unit(benchmark::kMicrosecond);

void rank_as_json(benchmark::State& state) {
  const Loaded loaded = load();
  const shortlist::Style style{.format = shortlist::Format::json, .top = {}};
  for (auto _ : state) {
    const auto ranking = shortlist::rank(loaded.rule_base, loaded.profile, {});
    benchmark::DoNotOptimize(shortlist::report(*ranking, style));
  }
}
BENCHMARK(rank_as_json)->Unit(benchmark::kMicrosecond);

}  // namespace
