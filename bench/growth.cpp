// How time grows with what is asked, up to the documented limits: one curve for each input that
// once grew faster than its size.

#include "drawn.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;

const RuleBase& shipped() {
  static const RuleBase rule_base = bench::must(load_rule_base(
      {.folders = {std::string(SHORTLIST_SOURCE_DIR) + "/rules"}, .trust = {}, .only_source = {}}));
  return rule_base;
}

Profile profile(const RuleBase& rule_base, const std::string& toml) {
  return bench::must(parse_profile(rule_base, "schema = 1\n" + toml, "profile.toml"));
}

// --- the length of one text ----------------------------------------------------------------------

void title_without_blanks(benchmark::State& state) {
  const std::string title(static_cast<std::size_t>(state.range(0)), 'a');
  const Profile asked =
      profile(shipped(), "title = \"" + title + "\"\n[need.context]\nat_least = \"32Ki\"\n");
  const Ranking ranking = bench::must(rank(shipped(), asked, {}));
  for (auto _ : state) benchmark::DoNotOptimize(report(ranking, Style{}));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(title_without_blanks)
    ->RangeMultiplier(2)
    ->Range(1 << 16, 4'000'000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity(benchmark::oN);

// Keys that nobody knows, all on one line.
void line_with_errors(benchmark::State& state) {
  const auto errors = static_cast<std::size_t>(state.range(0));
  std::string toml = "schema = 1\nneed = { ";
  for (std::size_t i = 0; i < errors; ++i)
    toml += (i == 0 ? "" : ", ") + ("unknown" + std::to_string(i)) + " = {}";
  toml += " }\n";
  for (auto _ : state) {
    std::string text;
    const auto parsed = parse_profile(shipped(), toml, "profile.toml");
    for (const Diagnostic& each : parsed.error().diagnostics) text += to_text(each);
    benchmark::DoNotOptimize(text);
  }
  state.SetComplexityN(state.range(0));
}
BENCHMARK(line_with_errors)
    ->RangeMultiplier(2)
    ->Range(1'000, 64'000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity(benchmark::oNLogN);

// --- names that nobody has -----------------------------------------------------------------------

std::vector<std::string> strangers(std::int64_t count) {
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < count; ++i) names.push_back("qwen-stranger-" + std::to_string(i));
  return names;
}

void unknown_families(benchmark::State& state) {
  static const RuleBase rule_base = bench::drawn_rule_base(10'000, 1, 1, 100);
  const Profile asked = bench::drawn_profile(rule_base, 1, 50);
  const RankOptions options{.only = strangers(state.range(0)), .unknown = UnknownPolicy::low};
  for (auto _ : state) benchmark::DoNotOptimize(rank(rule_base, asked, options));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(unknown_families)
    ->RangeMultiplier(2)
    ->Range(625, 10'000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity(benchmark::oN);

void unknown_sources(benchmark::State& state) {
  const std::vector<std::string> names = strangers(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(with_trust(shipped(), names, {}));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(unknown_sources)
    ->RangeMultiplier(2)
    ->Range(625, 10'000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity(benchmark::oN);

// --- needs ---------------------------------------------------------------------------------------

// All fail: each is judged, worded and relaxed for every family.
void musts(benchmark::State& state, bool json) {
  const int needs = static_cast<int>(state.range(0));
  const RuleBase rule_base = bench::drawn_rule_base(200, 1, needs, 100);
  std::string toml;
  for (int k = 0; k < needs; ++k)
    toml += "[need.c" + std::to_string(k) + "]\nat_least = 60\nlevel = \"must\"\n";
  const Profile asked = profile(rule_base, toml);
  Style style;
  if (json) style.format = Format::json;
  for (auto _ : state) {
    const Ranking ranking = bench::must(rank(rule_base, asked, {}));
    benchmark::DoNotOptimize(report(ranking, style));
  }
  state.SetComplexityN(state.range(0));
}
void needs(benchmark::internal::Benchmark* benchmark) {
  benchmark->RangeMultiplier(2)
      ->Range(125, 1'000)
      ->Unit(benchmark::kMillisecond)
      ->Complexity(benchmark::oN);
}
BENCHMARK_CAPTURE(musts, text, false)->Apply(needs);
BENCHMARK_CAPTURE(musts, json, true)->Apply(needs);

std::string device_musts(std::int64_t count) {
  std::string toml;
  for (std::int64_t i = 0; i < count; ++i)
    toml += "[[need.device]]\nmemory = \"" + std::to_string(8 + i % 40) +
            " GiB\"\nkind = \"gpu\"\ncontext = " + std::to_string(1024 * (i + 1)) +
            "\nlevel = \"must\"\n";
  return toml;
}

void smallest_device(benchmark::State& state) {
  const Profile asked = profile(shipped(), device_musts(state.range(0)));
  for (auto _ : state)
    benchmark::DoNotOptimize(device_fit(shipped(), asked, DeviceOptions{.smallest = true}));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(smallest_device)
    ->RangeMultiplier(2)
    ->Range(1, 12)
    ->Unit(benchmark::kMillisecond)
    ->Complexity(benchmark::oN);

void rank_on_devices(benchmark::State& state) {
  const Profile asked = profile(shipped(), device_musts(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(rank(shipped(), asked, {}));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(rank_on_devices)
    ->RangeMultiplier(2)
    ->Range(2, 64)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

// --- rule bases ----------------------------------------------------------------------------------

// One family of many sources, each of which states a fact of its own and a part of one list, and as
// many variants of which nobody says more.
void variants_of_many_sources(benchmark::State& state) {
  std::string facts = "schema = 1\n[[fact]]\nid = \"joined\"\ntype = \"set\"\n";
  std::string family = "schema = 1\n[[family]]\nid = \"f\"\n";
  std::string variants;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    const std::string n = std::to_string(i);
    facts += "[[fact]]\nid = \"x" + n + "\"\ntype = \"number\"\n";
    family += "[[family.source]]\nid = \"s" + n + "\"\nkind = \"maker\"\n[family.claims.s" + n +
              "]\nx" + n + " = 1\njoined = { includes = [\"i" + n + "\"] }\n";
    variants += "[[family.variant]]\nid = \"v" + n + "\"\nclaims.s0 = {}\n";
  }
  const load::Folder folder{
      {"a.toml",
       "schema = 1\n[rule_base]\ntitle = \"-\"\nas_of = 2026-01-01\ntrust = [\"maker\"]\n"},
      {"facts.toml", facts},
      {"family.toml", family + variants}};
  for (auto _ : state) {
    Problems problems;
    auto rules = bench::must(load::parse_rule_base({folder}));
    const model::Catalogue catalogue(std::move(rules), model::Trust{}, problems);
    benchmark::DoNotOptimize(catalogue.families().size());
  }
  state.SetComplexityN(state.range(0));
}
BENCHMARK(variants_of_many_sources)
    ->RangeMultiplier(2)
    ->Range(125, 1'000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

void compare_all(benchmark::State& state) {
  const int count = static_cast<int>(state.range(0));
  const RuleBase rule_base = bench::drawn_rule_base(count, 2, 30, 1'000'000);
  std::vector<std::string> families;
  for (int i = 0; i < count; ++i) families.push_back("f" + std::to_string(i));
  for (auto _ : state) {
    const auto comparison = bench::must(compare(rule_base, families, {}));
    benchmark::DoNotOptimize(report(comparison, Style{}));
  }
  state.SetComplexityN(state.range(0));
}
BENCHMARK(compare_all)
    ->RangeMultiplier(2)
    ->Range(62, 500)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

}  // namespace
