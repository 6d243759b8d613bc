// Every allocation of every call fails once, by itself and with all after it. The call says that
// there is not enough memory, or gets along without; it gives back all that it took.

#include <shortlist.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <new>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

std::atomic<long> made{0};      // allocations since the last reset
std::atomic<long> fails_at{0};  // the first that fails; 0: none
std::atomic<bool> only_that{false};
std::atomic<long> live{0};

bool refused() {
  const long number = ++made;
  const long first = fails_at;
  return first != 0 && (only_that ? number == first : number >= first);
}

void* take(std::size_t size) {
  void* const memory = refused() ? nullptr : std::malloc(size == 0 ? 1 : size);
  if (memory != nullptr) ++live;
  return memory;
}

void* take_aligned(std::size_t size, std::size_t alignment) {
  void* const memory =
      refused() ? nullptr
                : std::aligned_alloc(alignment, (size + alignment - 1) & ~(alignment - 1));
  if (memory != nullptr) ++live;
  return memory;
}

void give_back(void* memory) {
  if (memory != nullptr) --live;
  std::free(memory);
}

void* or_throw(void* memory) { return memory == nullptr ? throw std::bad_alloc() : memory; }

}  // namespace

void* operator new(std::size_t size) { return or_throw(take(size)); }
void* operator new[](std::size_t size) { return or_throw(take(size)); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return take(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return take(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return or_throw(take_aligned(size, static_cast<std::size_t>(alignment)));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return or_throw(take_aligned(size, static_cast<std::size_t>(alignment)));
}
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete[](void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }

namespace {

int failures = 0;

void check(bool holds, const char* name, long number, const char* what) {
  if (holds) return;
  ++failures;
  std::fprintf(stderr, "%s: allocation %ld%s: %s\n", name, number,
               only_that ? "" : " and all after", what);
}

// A call that gives back what it made, and says whether it made it.
using Call = std::function<shortlist_code(bool& made_it, shortlist_error** error)>;

// Whether the call went through before its allocation `number`.
bool try_once(const char* name, const Call& call, long number) {
  const long before = live;
  shortlist_error* error = nullptr;
  bool made_it = false;
  made = 0;
  fails_at = number;
  const shortlist_code code = call(made_it, &error);
  fails_at = 0;
  check(code == SHORTLIST_OK || code == SHORTLIST_MEMORY, name, number, "another code");
  check(made_it == (code == SHORTLIST_OK), name, number, "the result is not that of the code");
  check(shortlist_error_code(error) == code, name, number, "the error is not that of the code");
  check((error == nullptr) == (code == SHORTLIST_OK), name, number, "no error, or one too much");
  shortlist_error_free(error);
  check(live == before, name, number, "memory is not given back");
  return made < number;
}

void fail_each(const char* name, const Call& call) {
  bool made_it = false;
  call(made_it, nullptr);  // what is made once and kept
  for (const bool alone : {true, false}) {
    only_that = alone;
    long number = 1;
    while (failures < 10 && !try_once(name, call, number)) ++number;
    if (!alone) std::printf("%s: over %ld allocations\n", name, number);
  }
}

std::string content(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

shortlist_string view(const std::string& text) { return {text.data(), text.size()}; }

// What `free` gives back and `make` makes.
template <class Handle, class Make>
Call handle_of(void (*free)(Handle*), const Make& make) {
  return [free, make](bool& made_it, shortlist_error** error) {
    Handle* handle = nullptr;
    const shortlist_code code = make(&handle, error);
    made_it = handle != nullptr;
    free(handle);
    return code;
  };
}

constexpr const char* birds = R"toml(
schema = 1
[rule_base]
title = "Birds"
as_of = 2026-01-01
trust = ["maker"]
[[fact]]
id = "parameters"
title = "Parameters"
type = "number"
[[fact]]
id = "context_tokens"
title = "Context"
type = "number"
unit = "tokens"
[[criterion]]
id = "device"
title = "Device"
kind = "device"
[[runtime]]
id = "llama.cpp"
overhead = 1_000_000
cell_padding = 256
[[quantisation]]
id = "q4_k_m"
bits_per_weight = 4
quality = 0.5
[[device]]
id = "tree"
name = "Tree"
kind = "cpu"
memory = "1100 MB"
bandwidth_gb_s = 100
efficiency = 0.5
[[family]]
id = "heron"
name = "Heron"
[[family.source]]
id = "sheet"
kind = "maker"
[[family.variant]]
id = "heron-1b"
name = "Heron 1B"
[family.variant.claims.sheet]
parameters = "1B"
context_tokens = 131_072
[family.variant.architecture]
source = "sheet"
layers = 10
hidden_size = 100
vocabulary = 900
q_heads = 4
kv_heads = 2
head_dim = 64
)toml";

// On a stated device, on this machine, on the least that will do, and by the needs of a profile.
void try_device() {
  const std::string rules_text = birds;
  const shortlist_document document{{"birds.toml", 10}, view(rules_text)};
  shortlist_load_options options{};
  options.size = sizeof options;
  options.documents = &document;
  options.document_count = 1;
  shortlist_rule_base* rules = nullptr;
  shortlist_profile* profile = nullptr;
  const std::string need = "schema = 1\n[need.device]\nmemory = \"1 GiB\"\nlevel = \"must\"\n";
  check(shortlist_load_rule_base(&options, &rules, nullptr) == SHORTLIST_OK, "birds", 0, "loads");
  check(shortlist_parse_profile(rules, view(need), {"p", 1}, &profile, nullptr) == SHORTLIST_OK,
        "birds", 0, "are asked for");
  const auto fail_device = [&](const char* name, const shortlist_profile* asked,
                               const shortlist_device_options& stated) {
    fail_each(name, handle_of(shortlist_text_free, [&](auto** out, auto** error) {
                return shortlist_device(rules, asked, &stated, out, error);
              }));
  };
  shortlist_device_options stated{};
  stated.size = sizeof stated;
  fail_device("device of a profile", profile, stated);
  stated.smallest = 1;
  fail_device("smallest device", profile, stated);
  stated.smallest = 0;
  stated.device = {"this-machine", 12};
  fail_device("this machine", nullptr, stated);
  stated.device = {"tree", 4};
  stated.context = {"128Ki", 5};
  stated.kv = {"q8_0", 4};
  fail_device("device", nullptr, stated);
  shortlist_profile_free(profile);
  shortlist_rule_base_free(rules);
}

}  // namespace

int main() {
  const std::string rules_text = content("tests/data/bicycles/rules/bicycles.toml") + R"(
[[question]]
id = "far"
text = "How far does it go?"
  [[question.answer]]
  word = "home"
  says = "to work and back"
  need.range = { at_least = 40 }
)";
  const std::string commute_text = content("tests/data/bicycles/commute.toml");
  const std::string name = "a name that is longer than what a string holds by itself";
  const shortlist_document document{view(name), view(rules_text)};
  shortlist_load_options options{};
  options.size = sizeof options;
  options.documents = &document;
  options.document_count = 1;
  shortlist_rule_base* rules = nullptr;
  shortlist_profile* commute = nullptr;
  shortlist_ranking* ranking = nullptr;
  if (shortlist_load_rule_base(&options, &rules, nullptr) != SHORTLIST_OK ||
      shortlist_parse_profile(rules, view(commute_text), view(name), &commute, nullptr) !=
          SHORTLIST_OK ||
      shortlist_rank(commute, nullptr, &ranking, nullptr) != SHORTLIST_OK)
    return 2;

  const auto text_of = [](const auto& make) { return handle_of(shortlist_text_free, make); };
  fail_each("load", handle_of(shortlist_rule_base_free, [&](auto** out, auto** error) {
              return shortlist_load_rule_base(&options, out, error);
            }));
  fail_each("profile", handle_of(shortlist_profile_free, [&](auto** out, auto** error) {
              return shortlist_parse_profile(rules, view(commute_text), view(name), out, error);
            }));
  const std::string in_json = R"({"schema": 1, "need": {"range": {"at_least": 40}}})";
  fail_each("profile in JSON", handle_of(shortlist_profile_free, [&](auto** out, auto** error) {
              return shortlist_parse_profile(rules, view(in_json), view(name), out, error);
            }));
  fail_each("rank", handle_of(shortlist_ranking_free, [&](auto** out, auto** error) {
              return shortlist_rank(commute, nullptr, out, error);
            }));
  fail_each("json", text_of([&](auto** out, auto** error) {
              return shortlist_ranking_json(ranking, 0, out, error);
            }));
  fail_each("explain", text_of([&](auto** out, auto** error) {
              return shortlist_explain(commute, {"swift", 5}, {"finch", 5}, nullptr, out, error);
            }));
  fail_each("list", text_of([&](auto** out, auto** error) {
              return shortlist_list(rules, {"families", 8}, out, error);
            }));
  fail_each("schema", text_of([&](auto** out, auto** error) {
              return shortlist_schema(rules, SHORTLIST_SCHEMA_PROFILE, out, error);
            }));
  fail_each("toml", text_of([&](auto** out, auto** error) {
              return shortlist_profile_toml(commute, out, error);
            }));
  const shortlist_answer answer{{"far", 3}, {"home", 4}};
  fail_each("draft", text_of([&](auto** out, auto** error) {
              return shortlist_draft(rules, &answer, 1, out, error);
            }));
  const shortlist_string families[] = {{"swift", 5}, {"finch", 5}};
  fail_each("compare", text_of([&](auto** out, auto** error) {
              return shortlist_compare(rules, {families, 2}, commute, out, error);
            }));
  fail_each("weights", text_of([&](auto** out, auto** error) {
              return shortlist_whatif_weights(commute, {"price", 5}, nullptr, out, error);
            }));
  fail_each("flip", text_of([&](auto** out, auto** error) {
              return shortlist_whatif_flip(commute, {"finch", 5}, nullptr, out, error);
            }));
  const std::string sweep = "range.at_least=40..90";
  fail_each("need", text_of([&](auto** out, auto** error) {
              return shortlist_whatif_need(commute, view(sweep), 0, nullptr, out, error);
            }));
  shortlist_sample_options sample{};
  sample.size = sizeof sample;
  sample.samples = 2000;
  sample.threads = 2;
  fail_each("sample", text_of([&](auto** out, auto** error) {
              return shortlist_whatif_sample(commute, &sample, out, error);
            }));
  // Shards are read and written, and a checkpoint that another run has left.
  shortlist_sample_options half = sample;
  half.shard = 1;
  half.shards = 2;
  fail_each("shard", text_of([&](auto** out, auto** error) {
              return shortlist_whatif_sample(commute, &half, out, error);
            }));
  std::vector<shortlist_text*> halves(2);
  std::vector<shortlist_document> shards(2);
  for (std::size_t i = 0; i < 2; ++i) {
    half.shard = static_cast<std::int32_t>(i + 1);
    if (shortlist_whatif_sample(commute, &half, &halves[i], nullptr) != SHORTLIST_OK) return 2;
    shards[i] = {view(name), shortlist_text_string(halves[i])};
  }
  fail_each("merge", text_of([&](auto** out, auto** error) {
              return shortlist_whatif_merge(shards.data(), 2, out, error);
            }));
  const std::string checkpoint =
      (std::filesystem::temp_directory_path() / ("shortlist-" + std::to_string(getpid()))).string();
  sample.checkpoint = view(checkpoint);
  fail_each("checkpoint", text_of([&](auto** out, auto** error) {
              return shortlist_whatif_sample(commute, &sample, out, error);
            }));
  std::filesystem::remove(checkpoint);
  for (shortlist_text* const each : halves) shortlist_text_free(each);
  shortlist_ranking_free(ranking);
  shortlist_profile_free(commute);
  shortlist_rule_base_free(rules);
  try_device();
  return failures != 0;
}
