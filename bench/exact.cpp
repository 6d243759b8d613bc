// The exact what-ifs beyond loading, over invented rule bases that grow: families x needs.

#include "shortlist/shortlist.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <utility>

namespace {

namespace fs = std::filesystem;

constexpr int families_per_file = 1000;

struct Size {
  int families = 0;
  int needs = 0;

  auto operator<=>(const Size&) const = default;
};

void write(const fs::path& file, const std::string& text) {
  if (!(std::ofstream(file) << text)) throw std::runtime_error("cannot write " + file.string());
}

std::string numbered(const char* what, int i) { return what + std::to_string(i); }

std::string criteria(int needs) {
  std::string text = "schema = 1\n[rule_base]\ntitle = \"Invented\"\nas_of = 2026-01-01\n";
  text += "trust = [\"sheet\"]\ntie_break = [\"id\"]\n";
  for (int k = 0; k < needs; ++k)
    text += "[[fact]]\nid = \"" + numbered("f", k) + "\"\ntitle = \"F\"\ntype = \"number\"\n" +
            "[[criterion]]\nid = \"" + numbered("c", k) +
            "\"\ntitle = \"C\"\nkind = \"at-least\"\nfact = \"" + numbered("f", k) +
            "\"\nfloor = 0\nweight = " + std::to_string(k % 7 + 1) + "\n";
  return text;
}

std::string family(int number, int needs, std::mt19937_64& random) {
  std::string text = "[[family]]\nid = \"" + numbered("a", number) + "\"\nname = \"A\"\n" +
                     "[[family.source]]\nid = \"s\"\nkind = \"sheet\"\ntitle = \"S\"\n" +
                     "as_of = 2026-01-01\n[family.claims.s]\n";
  for (int k = 0; k < needs; ++k)
    text += numbered("f", k) + " = " + std::to_string(random() % 1'000'000) + "\n";
  return text;
}

std::string profile(int needs) {
  std::string text = "schema = 1\ntitle = \"Invented\"\n";
  for (int k = 0; k < needs; ++k) text += "[need." + numbered("c", k) + "]\nat_least = 1000000\n";
  return text;
}

struct Loaded {
  shortlist::RuleBase rule_base;
  shortlist::Profile profile;
};

template <class Value>
Value must(shortlist::Result<Value> result) {
  if (!result) throw std::runtime_error(result.error().diagnostics.front().message);
  return std::move(*result);
}

const Loaded& loaded(Size size) {
  static std::map<Size, Loaded> all;
  const auto found = all.find(size);
  if (found != all.end()) return found->second;
  const fs::path folder =
      fs::temp_directory_path() / ("shortlist-bench-" + std::to_string(getpid()));
  fs::create_directories(folder / "rules");
  write(folder / "rules" / "criteria.toml", criteria(size.needs));
  std::mt19937_64 random(1);
  for (int i = 0; i < size.families; i += families_per_file) {
    std::string text = "schema = 1\n";
    for (int j = i; j < std::min(size.families, i + families_per_file); ++j)
      text += family(j, size.needs, random);
    write(folder / "rules" / numbered("families-", i).append(".toml"), text);
  }
  write(folder / "profile.toml", profile(size.needs));
  auto rule_base = must(shortlist::load_rule_base(
      {.folders = {(folder / "rules").string()}, .trust = {}, .only_source = {}}));
  auto read = must(shortlist::load_profile(rule_base, (folder / "profile.toml").string()));
  fs::remove_all(folder);
  return all.emplace(size, Loaded{std::move(rule_base), std::move(read)}).first->second;
}

const Loaded& loaded(const benchmark::State& state) {
  return loaded({static_cast<int>(state.range(0)), static_cast<int>(state.range(1))});
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->Args({43, 20});
  for (const int families : {1250, 2500, 5000, 10000}) bench->Args({families, 30});
  bench->Unit(benchmark::kMillisecond);
}

void rank(benchmark::State& state) {
  const Loaded& of = loaded(state);
  for (auto _ : state) benchmark::DoNotOptimize(shortlist::rank(of.rule_base, of.profile, {}));
}
BENCHMARK(rank)->Apply(sizes);

void weights(benchmark::State& state) {
  const Loaded& of = loaded(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(must(shortlist::whatif_weights(of.rule_base, of.profile, {})));
}
BENCHMARK(weights)->Apply(sizes);

// All segments of the order have as many crossings as there are pairs: for the smaller ones.
void weights_segments(benchmark::State& state) {
  const Loaded& of = loaded(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(must(shortlist::whatif_weights(of.rule_base, of.profile, {{}, "c0"})));
}
BENCHMARK(weights_segments)->Args({43, 20})->Unit(benchmark::kMillisecond);

// Of the family in the middle of the ranking.
void flip(benchmark::State& state) {
  const Loaded& of = loaded(state);
  const auto ranking = must(shortlist::rank(of.rule_base, of.profile, {}));
  const std::string family = ranking.ranking[ranking.ranking.size() / 2].family;
  for (auto _ : state)
    benchmark::DoNotOptimize(must(shortlist::whatif_flip(of.rule_base, of.profile, family, {})));
}
BENCHMARK(flip)->Apply(sizes);

void need(benchmark::State& state) {
  const Loaded& of = loaded(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(
        must(shortlist::whatif_need(of.rule_base, of.profile, "c0.at_least=1..1000000", {})));
}
BENCHMARK(need)->Args({43, 20})->Unit(benchmark::kMillisecond);

}  // namespace
