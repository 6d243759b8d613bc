// The C interface with the words of strangers: every function, given a profile, a name and a few
// bytes that choose what else it gets. An input is these three with lines "---" between them: the
// bytes, the name, the profile.

#include "fuzz/exercise.hpp"
#include "shortlist.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using fuzz::require;

shortlist_string view(std::string_view text) { return {text.data(), text.size()}; }

std::string_view take_part(std::string_view& input) {
  constexpr std::string_view line = "\n---\n";
  const std::size_t end = std::min(input.find(line), input.size());
  const std::string_view part = input.substr(0, end);
  input.remove_prefix(std::min(end + line.size(), input.size()));
  return part;
}

// Checks what every failing call owes, and gives the error back.
void settle(shortlist_code code, bool made, shortlist_error* error) {
  require(code == SHORTLIST_OK || code == SHORTLIST_USAGE || code == SHORTLIST_DATA ||
              code == SHORTLIST_CANCELLED,
          "a call comes to what it may");
  require(made == (code == SHORTLIST_OK), "a result comes with success");
  require((error == nullptr) == (code == SHORTLIST_OK), "an error comes with failure");
  require(shortlist_error_code(error) == code, "the error has the code");
  for (std::size_t i = 0; i < shortlist_error_count(error); ++i) {
    shortlist_diagnostic said{};
    said.size = sizeof said;
    require(shortlist_error_diagnostic(error, i, &said) == SHORTLIST_OK, "a diagnostic is there");
    require(said.message.size > 0 && said.text.size > said.message.size, "a diagnostic is whole");
  }
  shortlist_error_free(error);
}

template <class Call>
void text(const Call& call) {
  shortlist_text* made = nullptr;
  shortlist_error* error = nullptr;
  const shortlist_code code = call(&made, &error);
  settle(code, made != nullptr, error);
  require(code != SHORTLIST_OK || shortlist_text_string(made).size > 0, "a text says something");
  shortlist_text_free(made);
}

const shortlist_rule_base* rule_base() {
  static const shortlist_rule_base* const rules = [] {
    const std::string folder = SHORTLIST_SOURCE_DIR "/tests/data/bicycles/rules";
    const shortlist_string path = view(folder);
    shortlist_load_options options{};
    options.size = sizeof options;
    options.folders = {&path, 1};
    shortlist_rule_base* loaded = nullptr;
    require(shortlist_load_rule_base(&options, &loaded, nullptr) == SHORTLIST_OK, "rules load");
    return loaded;
  }();
  return rules;
}

void read(const shortlist_ranking* ranking) {
  for (std::size_t i = 0; i < shortlist_ranking_count(ranking); ++i) {
    shortlist_standing at{};
    at.size = sizeof at;
    require(shortlist_ranking_standing(ranking, i, &at) == SHORTLIST_OK, "a standing is there");
    double sum = 0;
    for (std::size_t j = 0; j < at.need_count; ++j) {
      shortlist_need need{};
      need.size = sizeof need;
      require(shortlist_ranking_need(ranking, i, j, &need) == SHORTLIST_OK, "a need is there");
      sum += need.contribution;
    }
    require(sum == at.score, "contributions add up to the score");
  }
}

int32_t stop(void* calls, std::uint64_t /*done*/, std::uint64_t /*of*/) {
  return --*static_cast<int*>(calls) < 0 ? 1 : 0;
}

void ask(const shortlist_profile* profile, std::string_view bytes, std::string_view name) {
  const auto byte = [&](std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
  };
  const shortlist_string word = view(name);
  const std::array words{word, view("swift"), word};
  const shortlist_strings some{words.data(), byte(0) % 4U};
  shortlist_rank_options options{};
  options.size = sizeof options;
  options.only = byte(1) % 4 == 0 ? some : shortlist_strings{nullptr, 0};
  options.unknown = static_cast<int32_t>(byte(2) % 5) - 1;
  shortlist_ranking* ranking = nullptr;
  shortlist_error* error = nullptr;
  const shortlist_code code = shortlist_rank(profile, &options, &ranking, &error);
  settle(code, ranking != nullptr, error);
  read(ranking);
  text(
      [&](auto** out, auto** said) { return shortlist_ranking_json(ranking, byte(3), out, said); });
  shortlist_ranking_free(ranking);
  text([&](auto** out, auto** said) {
    return shortlist_explain(profile, word, words[byte(4) % 3], &options, out, said);
  });
  text([&](auto** out, auto** said) {
    return shortlist_compare(rule_base(), some, profile, out, said);
  });
  text([&](auto** out, auto** said) { return shortlist_profile_toml(profile, out, said); });
  text([&](auto** out, auto** said) { return shortlist_list(rule_base(), word, out, said); });
  const std::array answers{shortlist_answer{word, words[byte(7) % 3]},
                           shortlist_answer{view("for"), word}};
  text([&](auto** out, auto** said) {
    return shortlist_draft(rule_base(), answers.data(), byte(8) % 3U, out, said);
  });
  shortlist_device_options device{};
  device.size = sizeof device;
  device.device = word;
  device.context = words[byte(5) % 3];
  text([&](auto** out, auto** said) {
    return shortlist_device(rule_base(), profile, &device, out, said);
  });
  text([&](auto** out, auto** said) {
    return shortlist_whatif_weights(profile, word, &options, out, said);
  });
  text([&](auto** out, auto** said) {
    return shortlist_whatif_flip(profile, word, &options, out, said);
  });
  text([&](auto** out, auto** said) {
    return shortlist_whatif_need(profile, word, static_cast<int32_t>(byte(6) % 2), &options, out,
                                 said);
  });
  shortlist_sample_options sample{};
  sample.size = sizeof sample;
  sample.samples = byte(7) * 4U;
  sample.threads = static_cast<int32_t>(1 + byte(8) % 2);
  sample.region = static_cast<int32_t>(byte(9) % 4);
  sample.shard = static_cast<int32_t>(byte(10) % 3);
  sample.shards = static_cast<int32_t>(byte(11) % 3);
  sample.comparisons = byte(12) % 4 == 0 ? some : shortlist_strings{nullptr, 0};
  int calls = 1;
  sample.progress = stop;
  sample.context = &calls;
  text([&](auto** out, auto** said) {
    return shortlist_whatif_sample(profile, &sample, out, said);
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t most = 16384;  // the targets profile and rule_base take what is larger
  std::string_view input(reinterpret_cast<const char*>(data), std::min(size, most));
  const std::string_view bytes = take_part(input);
  const std::string_view name = take_part(input);
  shortlist_profile* profile = nullptr;
  shortlist_error* error = nullptr;
  const shortlist_code code =
      shortlist_parse_profile(rule_base(), view(input), view(name), &profile, &error);
  settle(code, profile != nullptr, error);
  const shortlist_document document{view(name), view(input)};
  text([&](auto** out, auto** said) { return shortlist_whatif_merge(&document, 1, out, said); });
  if (profile != nullptr) ask(profile, bytes, name);
  shortlist_profile_free(profile);
  return 0;
}
