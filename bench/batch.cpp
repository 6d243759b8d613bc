// Many profiles: how many a second, and what memory a thousand and a million of them take.
//
// `recurring`: needs as a form offers them, four to six of twenty, each with its own weight and
// title. `distinct`: bounds and lists of their own, so that no two needs of the run are alike.

#include "shortlist/shortlist.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <spawn.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char** environ;  // NOLINT(readability-identifier-naming): POSIX calls it so

namespace {

using namespace shortlist;

const RuleBase& rule_base() {
  static const RuleBase rules =
      *load_rule_base({.folders = {SHORTLIST_SOURCE_DIR "/rules"}, .trust = {}, .only_source = {}});
  return rules;
}

// A form: of each criterion one or two ways to ask for it.
constexpr std::array<std::array<std::string_view, 3>, 10> form{{
    {"language", R"("all_of":["zh","en"],"level":"must")", R"("all_of":["de","fr"],"count":50)"},
    {"context", R"("at_least":"128Ki","aim":"1Mi","level":"must")", R"("at_least":60000)"},
    {"licence", R"("classes":["osi"],"level":"must")", R"("deny":["research"],"level":"must")"},
    {"device", R"("device":"rtx-4090","level":"must")", R"("memory":"80 GiB","context":"32Ki")"},
    {"quality_knowledge", R"("at_least":60)", R"("at_least":75,"level":"must")"},
    {"quality_coding", R"("at_least":30)", R"("at_least":50)"},
    {"release", R"("at_least":"2025-01-01")", R"("at_least":"2024-06-01","level":"must")"},
    {"inputs", R"("all_of":["text","image"],"level":"must")", R"("any_of":["audio","video"])"},
    {"runtime", R"("all_of":["vllm"])", R"("any_of":["llama.cpp","ollama"],"level":"must")"},
    {"openness", R"("at_least":"weights","aim":"recipe")", R"("at_least":"code")"},
}};

constexpr std::array<std::string_view, 4> uses{
    "{}", R"({"commercial":true,"regions":["EU"],"domicile":"DE"})",
    R"({"commercial":true,"monthly_active_users":2000000,"redistribute":false})",
    R"({"commercial":true,"purposes":["agents"],"sector":"finance","hosted_service":true})"};

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1) {}

  std::size_t below(std::size_t bound) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33U) % bound;
  }

 private:
  std::uint64_t state_;
};

std::string recurring(std::uint64_t number) {
  Draw draw(number);
  std::string text = R"({"schema":1,"title":"request )" + std::to_string(number) + R"(","use":)" +
                     std::string(uses[draw.below(uses.size())]) + R"(,"need":{)";
  const std::size_t needs = 4 + draw.below(3);
  std::size_t at = draw.below(form.size());
  for (std::size_t i = 0; i < needs; ++i, at = (at + 1) % form.size()) {
    if (i > 0) text += ',';
    text += '"' + std::string(form[at][0]) + "\":{" + std::string(form[at][1 + draw.below(2)]) +
            ",\"weight\":" + std::to_string(1 + draw.below(100)) + '}';
  }
  return text + "}}";
}

std::string distinct(std::uint64_t number) {
  Draw draw(number);
  const auto word = [&](std::size_t bound) { return std::to_string(draw.below(bound) + number); };
  return R"({"schema":1,"use":{"commercial":true,"monthly_active_users":)" + word(1000) +
         R"(},"need":{"language":{"all_of":["zh"],"count":)" + word(50) +
         R"(,"level":"must"},"context":{"at_least":)" + word(60'000) +
         R"(,"level":"must"},"device":{"memory":"24 GiB","reserve":")" + word(1'000'000) +
         R"( KB"},"licence":{"classes":["osi"],"level":"must"},"quality_knowledge":{"at_least":)" +
         std::to_string(20 + static_cast<double>(draw.below(60'000)) / 1000) + "}}}";
}

using Profile = std::string (*)(std::uint64_t);

BatchSource source(Profile profile, std::uint64_t count) {
  return
      [profile, count, next = std::uint64_t{0}]() mutable -> Result<std::optional<BatchProfile>> {
        if (next == count) return std::nullopt;
        ++next;
        return BatchProfile{"requests.jsonl", next, profile(next), ProfileFormat::json, {}};
      };
}

void run(benchmark::State& state, Profile profile, std::optional<int> top) {
  constexpr std::uint64_t profiles = 500;
  const BatchOptions options{.rank = {}, .top = top, .threads = static_cast<int>(state.range(0))};
  double bytes = 0;
  rule_base();
  for (auto _ : state) {
    const auto done = batch(
        rule_base(), source(profile, profiles),
        [&](std::string_view line) {
          bytes += static_cast<double>(line.size());
          return true;
        },
        options);
    if (!done || done->wrong > 0) throw std::logic_error("a profile of the benchmark is wrong");
  }
  const double all = static_cast<double>(profiles) * static_cast<double>(state.iterations());
  state.counters["profiles/s"] = benchmark::Counter(all, benchmark::Counter::kIsRate);
  state.counters["bytes"] = bytes / all;
}

void recurring_top_3(benchmark::State& state) { run(state, recurring, 3); }
void recurring_whole(benchmark::State& state) { run(state, recurring, std::nullopt); }
void distinct_top_3(benchmark::State& state) { run(state, distinct, 3); }
void distinct_whole(benchmark::State& state) { run(state, distinct, std::nullopt); }
BENCHMARK(recurring_top_3)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(recurring_whole)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(distinct_top_3)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(distinct_whole)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

// The most memory that a process has had. What wait4 says of a child counts its parent's too.
double peak_megabytes(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  std::string line;
  while (std::getline(status, line))
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
  return 0;
}

// The command, fed through a pipe, and the most memory it had when all but the last were read.
void command(benchmark::State& state, Profile profile) {
  const auto profiles = static_cast<std::uint64_t>(state.range(0));
  for (auto _ : state) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) throw std::runtime_error("there is no pipe");
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    std::array<std::string, 9> words{
        SHORTLIST_EXECUTABLE, "batch", "-",     "--rules", SHORTLIST_SOURCE_DIR "/rules",
        "--threads",          "2",     "--top", "3"};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child = 0;
    if (posix_spawn(&child, words[0].c_str(), &actions, nullptr, arguments.data(), environ) != 0)
      throw std::runtime_error("the command does not start");
    posix_spawn_file_actions_destroy(&actions);
    close(ends[0]);
    std::string lines;
    constexpr std::size_t piece = 1U << 16U;
    for (std::uint64_t i = 1; i <= profiles; ++i) {
      lines += profile(i) + "\n";
      if (lines.size() < piece && i < profiles) continue;
      for (std::string_view rest = lines; !rest.empty();) {
        const ssize_t written = write(ends[1], rest.data(), rest.size());
        if (written < 0) throw std::runtime_error("the command reads no more");
        rest.remove_prefix(static_cast<std::size_t>(written));
      }
      lines.clear();
    }
    state.counters["peak_MB"] = peak_megabytes(child);
    close(ends[1]);
    int status = 0;
    if (waitpid(child, &status, 0) != child || status != 0)
      throw std::runtime_error("the command failed");
  }
  state.counters["profiles/s"] =
      benchmark::Counter(static_cast<double>(profiles) * static_cast<double>(state.iterations()),
                         benchmark::Counter::kIsRate);
}

void command_recurring(benchmark::State& state) { command(state, recurring); }
void command_distinct(benchmark::State& state) { command(state, distinct); }
BENCHMARK(command_recurring)->Arg(1'000)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(command_distinct)->Arg(1'000)->UseRealTime()->Unit(benchmark::kMillisecond);
// ctest leaves this one out.
BENCHMARK(command_recurring)
    ->Name("command_recurring_million")
    ->Arg(1'000'000)
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
