// What a call costs more through the C interface than through the C++ one, which it stands on: the
// two take turns, and "over" is how much longer the C calls took, in percent.

#include "shortlist.h"
#include "shortlist/shortlist.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

const std::string rules = SHORTLIST_SOURCE_DIR "/rules";
const std::string profile_file = SHORTLIST_SOURCE_DIR "/profiles/contract-review.toml";

shortlist_string view(const std::string& text) { return {text.data(), text.size()}; }

// The same rule base and profile, as handles of both.
struct Loaded {
  Loaded() {
    const shortlist_string folder = view(rules);
    shortlist_load_options options{};
    options.size = sizeof options;
    options.folders = {&folder, 1};
    shortlist_load_rule_base(&options, &c_rules, nullptr);
    shortlist_load_profile(c_rules, view(profile_file), &c_profile, nullptr);
  }
  ~Loaded() {
    shortlist_profile_free(c_profile);
    shortlist_rule_base_free(c_rules);
  }
  Loaded(const Loaded&) = delete;
  Loaded& operator=(const Loaded&) = delete;

  shortlist::RuleBase rule_base = *shortlist::load_rule_base({.folders = {rules}});
  shortlist::Profile profile = *shortlist::load_profile(rule_base, profile_file);
  shortlist_rule_base* c_rules = nullptr;
  shortlist_profile* c_profile = nullptr;
};

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

template <class Call>
double seconds(const Call& call) {
  const auto begin = Clock::now();
  call();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

// Medians, since another process may take the core away at any time.
template <class Cpp, class C>
void side_by_side(benchmark::State& state, const Cpp& cpp, const C& c) {
  std::vector<double> of_cpp;
  std::vector<double> of_c;
  for (auto _ : state) {
    of_cpp.push_back(seconds(cpp));
    of_c.push_back(seconds(c));
  }
  const double one = median(of_cpp);
  const double other = median(of_c);
  state.counters["cpp_us"] = one * 1e6;
  state.counters["c_us"] = other * 1e6;
  state.counters["over_percent"] = 100 * (other / one - 1);
}

void rank(benchmark::State& state) {
  const Loaded loaded;
  side_by_side(
      state,
      [&] { benchmark::DoNotOptimize(shortlist::rank(loaded.rule_base, loaded.profile, {})); },
      [&] {
        shortlist_ranking* ranking = nullptr;
        shortlist_rank(loaded.c_profile, nullptr, &ranking, nullptr);
        shortlist_ranking_free(ranking);
      });
}
BENCHMARK(rank)->Unit(benchmark::kMicrosecond);

void rank_as_json(benchmark::State& state) {
  const Loaded loaded;
  side_by_side(
      state,
      [&] {
        const auto ranking = shortlist::rank(loaded.rule_base, loaded.profile, {});
        benchmark::DoNotOptimize(shortlist::report(*ranking, {.format = shortlist::Format::json}));
      },
      [&] {
        shortlist_ranking* ranking = nullptr;
        shortlist_text* text = nullptr;
        shortlist_rank(loaded.c_profile, nullptr, &ranking, nullptr);
        shortlist_ranking_json(ranking, 0, &text, nullptr);
        shortlist_text_free(text);
        shortlist_ranking_free(ranking);
      });
}
BENCHMARK(rank_as_json)->Unit(benchmark::kMicrosecond);

}  // namespace
