// Where the time of loading goes: the files, TOML, the model, trust. Loading is most of a process.

#include "shortlist/load.hpp"

#include "model/catalogue.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

const std::string rules = SHORTLIST_SOURCE_DIR "/rules";
const std::string profile = SHORTLIST_SOURCE_DIR "/profiles/contract-review.toml";

void load_rule_base(benchmark::State& state) {
  for (auto _ : state) {
    auto loaded = shortlist::load_rule_base({.folders = {rules}, .trust = {}, .only_source = {}});
    if (!loaded) state.SkipWithError("the rule base does not load");
    benchmark::DoNotOptimize(loaded);
  }
}
BENCHMARK(load_rule_base)->Unit(benchmark::kMillisecond);

void load_snapshot(benchmark::State& state) {
  const auto made = shortlist::compile_rule_base(rules);
  if (!made) return state.SkipWithError("the rule base does not compile");
  const auto file = std::filesystem::temp_directory_path() / "shortlist-bench-load.snapshot";
  std::ofstream(file, std::ios::binary) << *made;
  for (auto _ : state) {
    auto loaded = shortlist::load_rule_base({.folders = {file.string()}});
    if (!loaded) state.SkipWithError("the snapshot does not load");
    benchmark::DoNotOptimize(loaded);
  }
  std::filesystem::remove(file);
}
BENCHMARK(load_snapshot)->Unit(benchmark::kMillisecond);

// The same bytes, read and thrown away: the floor.
void read_files(benchmark::State& state) {
  for (auto _ : state) {
    std::size_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(rules)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      bytes += std::string(std::istreambuf_iterator<char>(file), {}).size();
    }
    benchmark::DoNotOptimize(bytes);
  }
}
BENCHMARK(read_files)->Unit(benchmark::kMillisecond);

void resolve_trust(benchmark::State& state) {
  const auto loaded =
      shortlist::load_rule_base({.folders = {rules}, .trust = {}, .only_source = {}});
  for (auto _ : state) {
    shortlist::Problems problems;
    const shortlist::model::Catalogue seen(loaded->catalogue().shared_rules(), {}, problems);
    benchmark::DoNotOptimize(seen.families());
  }
}
BENCHMARK(resolve_trust)->Unit(benchmark::kMicrosecond);

void load_profile(benchmark::State& state) {
  const auto loaded =
      shortlist::load_rule_base({.folders = {rules}, .trust = {}, .only_source = {}});
  for (auto _ : state) benchmark::DoNotOptimize(shortlist::load_profile(*loaded, profile));
}
BENCHMARK(load_profile)->Unit(benchmark::kMicrosecond);

void fingerprint(benchmark::State& state) {
  const auto loaded =
      shortlist::load_rule_base({.folders = {rules}, .trust = {}, .only_source = {}});
  for (auto _ : state)
    benchmark::DoNotOptimize(shortlist::model::fingerprint(loaded->catalogue().rules()));
}
BENCHMARK(fingerprint)->Unit(benchmark::kMicrosecond);

}  // namespace
