// A progress callback in C++ that throws: no exception crosses the C interface, and its words are
// in the error of a run that ended by the caller's will.

#include <shortlist.h>

#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

int failures = 0;

void check(bool holds, const char* what) {
  if (holds) return;
  ++failures;
  std::fprintf(stderr, "%s\n", what);
}

std::int32_t throw_words(void* /*context*/, std::uint64_t /*done*/, std::uint64_t /*of*/) {
  throw std::runtime_error("no more money");
}

std::int32_t throw_number(void* /*context*/, std::uint64_t /*done*/, std::uint64_t /*of*/) {
  throw 7;
}

std::string message(const shortlist_error* error) {
  shortlist_diagnostic said{};
  said.size = sizeof said;
  shortlist_error_diagnostic(error, 0, &said);
  return {said.message.data, said.message.size};
}

void cancel(const shortlist_profile* profile, shortlist_progress progress, std::string_view words) {
  shortlist_sample_options options{};
  options.size = sizeof options;
  options.samples = 1'000'000'000'000;
  options.progress = progress;
  shortlist_text* text = nullptr;
  shortlist_error* error = nullptr;
  check(shortlist_whatif_sample(profile, &options, &text, &error) == SHORTLIST_CANCELLED,
        "another code than that of a cancelled run");
  check(text == nullptr, "a result of a cancelled run");
  check(shortlist_error_code(error) == SHORTLIST_CANCELLED, "an error of another code");
  check(message(error) == words, message(error).c_str());
  shortlist_error_free(error);
}

}  // namespace

int main() {
  const shortlist_string folder{"tests/data/bicycles/rules", 25};
  shortlist_load_options options{};
  options.size = sizeof options;
  options.folders = {&folder, 1};
  shortlist_rule_base* rules = nullptr;
  shortlist_profile* profile = nullptr;
  const shortlist_string path{"tests/data/bicycles/commute.toml", 32};
  if (shortlist_load_rule_base(&options, &rules, nullptr) != SHORTLIST_OK ||
      shortlist_load_profile(rules, path, &profile, nullptr) != SHORTLIST_OK)
    return 2;
  cancel(profile, throw_words, "the progress callback threw an exception: no more money");
  cancel(profile, throw_number, "the progress callback threw an exception");
  shortlist_profile_free(profile);
  shortlist_rule_base_free(rules);
  return failures != 0;
}
