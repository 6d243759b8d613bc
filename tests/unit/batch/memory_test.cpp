// Memory: whatever the profiles are like, a batch takes no more than it may, by its own count, and
// comes to the same lines.

#include "batch/memory.hpp"

#include "sanitized.hpp"
#include "shortlist/shortlist.hpp"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;
using nlohmann::ordered_json;

const std::string root = SHORTLIST_SOURCE_DIR;

const RuleBase& shipped() {
  static const RuleBase rules =
      *load_rule_base({.folders = {root + "/rules"}, .trust = {}, .only_source = {}});
  return rules;
}

BatchSource texts(const std::vector<std::string>& profiles) {
  return [&profiles, next = std::size_t{0}]() mutable -> Result<std::optional<BatchProfile>> {
    if (next == profiles.size()) return std::nullopt;
    BatchProfile profile{"memory", next + 1, profiles[next], ProfileFormat::json, {}};
    ++next;
    return profile;
  };
}

struct Run {
  std::vector<std::string> lines;
  BatchSummary summary;
};

Run run(const std::vector<std::string>& profiles, const BatchOptions& options) {
  Run run;
  const auto keep = [&](std::string_view line) {
    run.lines.emplace_back(line);
    return true;
  };
  const auto done = batch(shipped(), texts(profiles), keep, options);
  BOOST_REQUIRE(done.has_value());
  run.summary = *done;
  return run;
}

std::string profile_of(const std::string& needs, const std::string& title = "t") {
  return R"({"schema": 1, "title": ")" + title + R"(", "need": {)" + needs + "}}";
}

template <class Make>
std::string joined(int count, const Make& make) {
  std::string all;
  for (int i = 0; i < count; ++i) all += (i == 0 ? "" : ",") + make(i);
  return all;
}

// Tags that are none of any family, each another.
std::string tag(int i) {
  std::string tag = "aaa-aaa";
  for (std::size_t at = 0; i > 0; ++at, i /= 26)
    tag[at < 3 ? at : at + 1] = static_cast<char>('a' + i % 26);
  return '"' + tag + '"';
}

std::string context(int i) {
  return R"({"at_least": )" + std::to_string(1000 + i) + R"(, "level": "must"})";
}

// One of each kind of profile that takes much.
std::vector<std::string> hostile(int variant) {
  const std::string ordinary = R"("licence": {"classes": ["osi"]}, "context": )" + context(variant);
  const auto size = static_cast<std::size_t>(variant);
  return {
      profile_of(ordinary),
      profile_of(R"("context": {"at_least": 1, "because": ")" + std::string(60'000 + size, 'b') +
                 "\"}"),
      profile_of(ordinary, std::string(200'000 + size, 't')),
      profile_of(ordinary, std::string(20'000 + size, '\x01')),
      profile_of(R"("language": {"all_of": [)" + joined(2'000, tag) + R"(], "level": "must"})"),
      profile_of(R"("context": [)" +
                 joined(120, [&](int i) { return context(1000 * variant + i); }) + "]"),
      profile_of(R"("device": [)" +
                 joined(4,
                        [&](int i) {
                          return R"({"memory": ")" + std::to_string(24 + i + variant) +
                                 R"( GiB", "level": "must"})";
                        }) +
                 "]"),
      profile_of(
          joined(4'000, [](int i) { return "\"" + std::to_string(i) + "\": {\"at_least\": 1}"; })),
      profile_of(R"("vendor": {"none_of": [)" +
                 joined(3'000, [](int i) { return '"' + std::to_string(i) + '"'; }) + "]}"),
      profile_of(R"("context": {"at_least": 1, "x": [)" +
                 joined(15'000, [](int) { return std::string("0"); }) + "]}"),
      std::string(100'000, '['),
      std::string(100'000, '\xFF'),
      "",
      profile_of(ordinary),
  };
}

std::vector<std::string> hostile_profiles() {
  std::vector<std::string> all;
  for (const int variant : test::one_in(3, std::vector{0, 1, 2}))
    for (std::string& each : hostile(variant)) all.push_back(std::move(each));
  return all;
}

std::string message(const std::string& line) {
  const auto object = ordered_json::parse(line);
  return object.contains("error") ? object["error"]["diagnostics"][0]["message"] : "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(batch_memory, *boost::unit_test::label("threads"))

BOOST_AUTO_TEST_CASE(neither_memory_nor_threads_change_a_byte_and_the_limit_holds) {
  const auto profiles = hostile_profiles();
  const auto all = run(profiles, {.threads = 1, .memory = std::uint64_t{4} << 30U}).lines;
  BOOST_REQUIRE(all.size() == profiles.size());
  for (const std::uint64_t memory :
       test::one_in(2, std::vector{least_batch_memory, 3 * least_batch_memory}))
    for (const int threads : test::one_in(2, std::vector{3, 1, 16})) {
      const auto [lines, summary] = run(profiles, {.threads = threads, .memory = memory});
      BOOST_TEST((lines == all), memory << " bytes, " << threads << " threads");
      BOOST_TEST(summary.most_bytes <= memory);
      BOOST_TEST(summary.written == profiles.size());
    }
}

BOOST_AUTO_TEST_CASE(who_takes_more_than_a_line_may_is_an_error_in_every_run) {
  const std::string good = profile_of(R"("context": {"at_least": 1})");
  std::vector<std::string> profiles;
  for (int i = 0; i < (test::sanitized ? 1 : 3); ++i) {
    profiles.push_back(good);
    profiles.push_back(profile_of(R"("context": {"at_least": 1, "because": ")" +
                                  std::string(450'000, 'b') + "\"}"));
    profiles.push_back(std::string(40'000'000, ' ') + good);
  }
  for (const int threads : test::one_in(2, std::vector{5, 1})) {
    const auto [lines, summary] = run(profiles, {.threads = threads, .memory = least_batch_memory});
    BOOST_REQUIRE(lines.size() == profiles.size());
    BOOST_TEST(summary.wrong == profiles.size() / 3 * 2);
    BOOST_TEST(summary.most_bytes <= least_batch_memory);
    for (std::size_t i = 0; i < lines.size(); ++i)
      BOOST_TEST(message(lines[i]) ==
                 (i % 3 == 0
                      ? ""
                      : "it takes more memory than a profile and its line may: half of 64 MiB"));
  }
  const auto [lines, summary] = run({profiles[1]}, {.threads = 1});
  BOOST_TEST(message(lines[0]).empty());
  BOOST_TEST(summary.most_bytes > least_batch_memory);
  BOOST_TEST(summary.most_bytes <= BatchOptions{}.memory);
}

BOOST_AUTO_TEST_CASE(too_little_memory_is_a_fault_of_the_call) {
  for (const std::uint64_t memory : {std::uint64_t{0}, least_batch_memory - 1}) {
    const auto done =
        batch(shipped(), texts({}), [](std::string_view) { return true; }, {.memory = memory});
    BOOST_REQUIRE(!done.has_value());
    BOOST_TEST((done.error().kind == FailureKind::usage));
  }
}

BOOST_AUTO_TEST_CASE(shares_come_to_the_whole) {
  for (const std::uint64_t memory : {least_batch_memory, std::uint64_t{512} << 20U})
    for (const std::size_t threads : {1U, 2U, 7U, 256U}) {
      const auto parts = batching::shares(memory, threads);
      BOOST_TEST(parts.line + parts.ahead + threads * parts.cache + parts.source == memory);
      BOOST_TEST(parts.ahead > 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_line_whose_turn_it_is_never_waits) {
  batching::Window window({.line = 100, .ahead = 10, .cache = 0, .source = 0});
  batching::Claim first(window, 0);
  batching::Claim second(window, 1);
  second.work(10);
  first.work(100);
  BOOST_TEST(window.most() == 110U);
  BOOST_CHECK_THROW(first.work(101), batching::TooLarge);
  std::jthread waits([&] { second.work(90); });  // until the first is written
  first.restart(0);
  window.advance(first.keep());
  waits.join();
  BOOST_TEST(window.most() == 110U);
}

BOOST_AUTO_TEST_CASE(whoever_waits_is_woken_when_it_is_called_off) {
  batching::Window window({.line = 100, .ahead = 10, .cache = 0, .source = 0});
  batching::Claim claim(window, 1);
  bool woken = false;
  std::jthread waits([&] {
    try {
      claim.work(11);
    } catch (const batching::CalledOff&) {
      woken = true;
    }
  });
  window.call_off();
  waits.join();
  BOOST_TEST(woken);
}

BOOST_AUTO_TEST_CASE(a_line_without_an_end_ends_the_batch) {
  const std::string good = profile_of(R"("context": {"at_least": 1})") + "\n";
  std::uint64_t given = 0;
  const auto endless = [&](char* into, std::size_t most) -> Result<std::size_t> {
    if (given == 0)
      most = good.copy(into, most);
    else
      std::fill_n(into, most, '\0');
    given += most;
    return most;
  };
  int written = 0;
  const auto done = batch(shipped(), profile_lines("zeros", endless),
                          [&](std::string_view) { return ++written > 0; }, {.threads = 3});
  BOOST_REQUIRE(!done.has_value());
  BOOST_TEST(written == 1);
  BOOST_TEST((done.error().kind == FailureKind::data));
  BOOST_TEST(done.error().diagnostics.front().line == 2);
  BOOST_TEST(done.error().diagnostics.front().message ==
             "the line is longer than 256 MiB, and is read no further");
  BOOST_TEST(given < (std::uint64_t{257} << 20U));
}

BOOST_AUTO_TEST_CASE(an_item_that_no_word_is_as_long_as_is_wrong) {
  for (const auto& [length, wrong] : {std::pair{256U, false}, std::pair{257U, true}}) {
    std::string item = "zh";
    while (item.size() < length) item += "-aaaaaa";
    item.resize(length);
    if (item.back() == '-') item[length - 2] = item[length - 1] = 'a';
    const auto profile = parse_profile(
        shipped(), profile_of(R"("language": {"any_of": [")" + item + R"("]})"), "memory");
    BOOST_TEST(profile.has_value() != wrong);
    if (!profile)
      BOOST_TEST(profile.error().diagnostics.front().message ==
                 "an item of 'any_of' is at most 256 bytes long, and this one has 257: "
                 "'zh-aaaaaa-aaaaaa-aaaaaa-aaaaaa-a...'");
  }
}

BOOST_AUTO_TEST_SUITE_END()
