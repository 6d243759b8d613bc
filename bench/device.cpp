// Memory: estimate / measured for every published measurement, beside what the peers' formulas make
// of the same caches; then what an estimate costs, alone and in a grid.

#include "evaluate/fitter.hpp"
#include "measured/measured.hpp"
#include "measured/speeds.hpp"
#include "model/catalogue.hpp"
#include "peers/memory.hpp"
#include "shortlist/load.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace shortlist;
using measured::Part;
using measured::Row;

// --- the table -----------------------------------------------------------------------------------

void print_peers(const Row& row) {
  const double tokens = row.plan.context * row.plan.sequences;
  const double llmfit = peers::llmfit_kv_bytes(*row.geometry, tokens, row.plan.kv);
  std::printf("   llmfit %6.2f", llmfit / row.measured);
  if (!row.parameters) return;
  const double active = row.active_parameters.value_or(*row.parameters);
  std::printf("   llm-checker %6.2f   whichllm %6.2f",
              peers::llm_checker_kv_bytes(active, tokens) / row.measured,
              peers::whichllm_kv_bytes(*row.parameters, tokens) / row.measured);
}

void print_part(const std::vector<Row>& rows, Part part) {
  const double unit = part == Part::speed ? 1 : 1024.0 * 1024;
  double sum = 0;
  double worst = 0;
  int count = 0;
  std::printf("%s: measured %s, estimate / measured\n", measured::name(part),
              part == Part::speed ? "tokens a second" : "MiB");
  for (const Row& row : rows) {
    if (row.part != part) continue;
    std::printf("  %-5s %-52s %12.2f %8.4f", row.id.c_str(), row.what.c_str(), row.measured / unit,
                row.estimate / row.measured);
    if (row.geometry != nullptr) print_peers(row);
    std::printf("\n");
    sum += std::abs(row.error());
    worst = std::max(worst, std::abs(row.error()));
    ++count;
  }
  std::printf("  %d rows: mean error %.3f %%, worst %.3f %%\n\n", count, 100 * sum / count,
              100 * worst);
}

void print_table() {
  const std::vector<Row> rows = measured::rows();
  for (int part = 0; part < measured::parts; ++part) print_part(rows, static_cast<Part>(part));
}

// --- speeds
// ---------------------------------------------------------------------------------------

// How the middle of the estimates stands to what was measured, in a line of a table.
void print_ratios(const char* what, const std::vector<measured::Speed>& speeds) {
  std::vector<double> ratios;
  std::ptrdiff_t inside = 0;
  for (const measured::Speed& each : speeds) {
    if (!each.estimate) continue;
    ratios.push_back(each.ratio());
    if (each.estimate->low <= each.tokens_per_s && each.tokens_per_s <= each.estimate->high)
      ++inside;
  }
  if (ratios.empty()) return;
  std::sort(ratios.begin(), ratios.end());
  const auto percent = [&](std::ptrdiff_t count) {
    return 100 * static_cast<double>(count) / static_cast<double>(ratios.size());
  };
  std::printf("| %s | %zu | %.2f | %.2f to %.2f | %.0f %% | %.0f %% | %.0f %% |\n", what,
              ratios.size(), ratios[ratios.size() / 2], ratios.front(), ratios.back(),
              100 * measured::share_within(speeds, 0.8, 1.25),
              100 * measured::share_within(speeds, 0.5, 2), percent(inside));
}

void print_efficiencies(const std::vector<measured::Speed>& speeds) {
  const auto found = measured::derived(speeds);
  for (const auto& [mixture, of_all] : found.all)
    std::printf("all %s = [%.2f, %.2f] of %d\n", mixture ? "mixture" : "dense", of_all.share.low,
                of_all.share.high, of_all.shares);
  for (const auto& [key, own] : found.devices)
    std::printf("%s %s = [%.2f, %.2f] of %d\n", key.first.c_str(), key.second ? "mixture" : "dense",
                own.share.low, own.share.high, own.shares);
  std::printf("\n");
}

void print_speeds() {
  const std::vector<measured::Speed> speeds = measured::speeds();
  print_efficiencies(speeds);
  const auto chosen = [&](auto test) {
    std::vector<measured::Speed> some;
    std::copy_if(speeds.begin(), speeds.end(), std::back_inserter(some), test);
    return some;
  };
  using measured::Speed;
  print_ratios("all", speeds);
  print_ratios("dense", chosen([](const Speed& each) { return !each.mixture; }));
  print_ratios("mixtures", chosen([](const Speed& each) { return each.mixture; }));
  print_ratios("but llamafile",
               chosen([](const Speed& each) { return each.engine != "llamafile"; }));
  print_ratios("llamafile", chosen([](const Speed& each) { return each.engine == "llamafile"; }));
  std::set<std::string> devices;
  for (const Speed& each : speeds) devices.insert(each.device);
  for (const std::string& device : devices)
    print_ratios(device.c_str(), chosen([&](const Speed& each) { return each.device == device; }));
  std::printf("\n");
}

// --- what it costs -------------------------------------------------------------------------------

const RuleBase& rule_base() {
  static const auto loaded = load_rule_base({.folders = {SHORTLIST_SOURCE_DIR "/rules"}});
  if (!loaded) std::abort();
  return *loaded;
}

struct Grid {
  std::vector<evaluate::Subject> subjects;
  std::vector<model::DeviceKeys> devices;
  model::Profile profile;
};

// Variants whose geometry is known, over and over up to so many; and devices likewise.
Grid grid(std::size_t variants, std::size_t devices, std::size_t quantisations) {
  Grid grid;
  const model::Catalogue& catalogue = rule_base().catalogue();
  const auto& rules = catalogue.rules();
  while (grid.subjects.size() < variants)
    for (const model::SeenFamily& family : catalogue.families())
      for (const model::Sight& sight : family.candidates)
        if (sight.variant->geometry && grid.subjects.size() < variants)
          grid.subjects.emplace_back(catalogue, family, sight);
  model::DeviceKeys keys;
  keys.runtime = rules.find_runtime("llama.cpp");
  for (std::size_t i = 0; i < quantisations; ++i)
    keys.quantisations.push_back(static_cast<int>(i % rules.quantisations.size()));
  for (std::size_t i = 0; i < devices; ++i) {
    keys.device = static_cast<int>(i % rules.devices.size());
    grid.devices.push_back(keys);
  }
  return grid;
}

// One variant, quantisation and context, on a device that is set up.
void one_estimate(benchmark::State& state) {
  const Grid of = grid(1, 1, 1);
  const evaluate::Fitter fitter(of.devices[0], of.subjects[0], of.profile);
  for (auto _ : state) benchmark::DoNotOptimize(fitter.fit(of.devices[0].quantisations[0]));
}
BENCHMARK(one_estimate);

void set_up(benchmark::State& state) {
  const Grid of = grid(1, 1, 1);
  for (auto _ : state)
    benchmark::DoNotOptimize(evaluate::Fitter(of.devices[0], of.subjects[0], of.profile));
}
BENCHMARK(set_up);

// 150 variants x 15 quantisations x 30 devices x 8 contexts.
void whole_grid(benchmark::State& state) {
  const Grid of = grid(150, 30, 15);
  for (auto _ : state) {
    int fitting = 0;
    for (const evaluate::Subject& subject : of.subjects)
      for (const model::DeviceKeys& keys : of.devices) {
        const evaluate::Fitter fitter(keys, subject, of.profile);
        for (const int quantisation : keys.quantisations) {
          const evaluate::Parts weighed = fitter.weigh(quantisation);
          for (double context = 1024; context <= 131072; context *= 2)
            fitting += static_cast<int>(fitter.fit(weighed, quantisation, context).fits ==
                                        evaluate::Truth::yes);
        }
      }
    benchmark::DoNotOptimize(fitting);
  }
}
BENCHMARK(whole_grid)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  print_table();
  print_speeds();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
