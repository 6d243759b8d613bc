// Sweeping one key of a need with a loaded rule base: the shipped one, and 43 families of three
// variants on 20 criteria.

#include "load/load.hpp"
#include "shortlist/shortlist.hpp"

#include <benchmark/benchmark.h>

#include <memory>
#include <random>
#include <string>

namespace {

using namespace shortlist;

void shipped(benchmark::State& state, const std::string& sweep) {
  const std::string source = SHORTLIST_SOURCE_DIR;
  const auto rule_base =
      load_rule_base({.folders = {source + "/rules"}, .trust = {}, .only_source = {}});
  const auto profile = load_profile(*rule_base, source + "/profiles/contract-review.toml");
  for (auto _ : state) {
    const auto analysis = whatif_need(*rule_base, *profile, sweep, {});
    if (!analysis) return state.SkipWithError(analysis.error().diagnostics.front().message.c_str());
    state.counters["segments"] = static_cast<double>(analysis->segments.size());
  }
}
BENCHMARK_CAPTURE(shipped, bound, "context.at_least=1K..120K")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(shipped, weight, "language.weight=0..100")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(shipped, memory, "device.memory=2GiB..1TiB")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(shipped, list, "language.all_of=+ja,-en")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(shipped, devices, "device.device=*")->Unit(benchmark::kMicrosecond);

constexpr int criteria = 20;

// Facts drawn from 1 to 100, each of them the only one of its criterion.
RuleBase drawn(int families) {
  std::string toml =
      "schema = 1\n[rule_base]\ntitle = \"Drawn\"\nas_of = 2026-01-01\ntrust = [\"maker\"]\n"
      "tie_break = [\"id\"]\n";
  for (int i = 0; i < criteria; ++i) {
    const std::string id = "c" + std::to_string(i);
    toml += "[[fact]]\nid = \"" + id + "\"\ntype = \"number\"\n[[criterion]]\nid = \"" + id +
            "\"\ntitle = \"-\"\nkind = \"at-least\"\nfact = \"" + id + "\"\n";
  }
  std::mt19937 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  for (int i = 0; i < families; ++i) {
    const std::string id = "f" + std::to_string(i);
    toml += "[[family]]\nid = \"" + id + "\"\nname = \"" + id +
            "\"\n[[family.source]]\nid = \"page\"\nkind = \"maker\"\ntitle = \"-\"\nurl = \"-\"\n"
            "as_of = 2026-01-01\n";
    for (int variant = 0; variant < 3; ++variant) {
      const std::string name = id + "-" + std::to_string(variant);
      toml += "[[family.variant]]\nid = \"" + name + "\"\nname = \"" + name +
              "\"\n[family.variant.claims.page]\n";
      for (int c = 0; c < criteria; ++c)
        toml += "c" + std::to_string(c) + " = " + std::to_string(1 + random() % 100) + "\n";
    }
  }
  auto rules = load::parse_rule_base({{{"rules.toml", toml}}});
  Problems problems;
  return RuleBase(
      std::make_shared<const model::Catalogue>(std::move(*rules), model::Trust{}, problems));
}

void drawn_families(benchmark::State& state, const std::string& sweep) {
  const RuleBase rule_base = drawn(static_cast<int>(state.range(0)));
  std::string toml = "schema = 1\ntitle = \"Drawn\"\n";
  for (int i = 0; i < criteria; ++i)
    toml += "[need.c" + std::to_string(i) + "]\nat_least = 60\nweight = " + std::to_string(i + 1) +
            "\n";
  const auto profile = parse_profile(rule_base, toml, "profile.toml");
  for (auto _ : state) {
    const auto analysis = whatif_need(rule_base, *profile, sweep, {});
    if (!analysis) return state.SkipWithError(analysis.error().diagnostics.front().message.c_str());
    state.counters["segments"] = static_cast<double>(analysis->segments.size());
  }
}
BENCHMARK_CAPTURE(drawn_families, bound, "c7.at_least=1..200")
    ->Arg(43)
    ->Arg(430)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(drawn_families, weight, "c7.weight=0..100")
    ->Arg(43)
    ->Arg(430)
    ->Unit(benchmark::kMillisecond);

}  // namespace
