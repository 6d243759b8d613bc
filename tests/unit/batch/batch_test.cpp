// Many profiles: the lines are those of `rank`, in order, whatever the threads and whatever else is
// among them.

#include "sanitized.hpp"
#include "shortlist/shortlist.hpp"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
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

const RuleBase& bicycles() {
  static const RuleBase rules = *load_rule_base(
      {.folders = {root + "/tests/data/bicycles/rules"}, .trust = {}, .only_source = {}});
  return rules;
}

BatchSource texts(std::vector<std::string> profiles) {
  return [profiles = std::move(profiles),
          next = std::size_t{0}]() mutable -> Result<std::optional<BatchProfile>> {
    if (next == profiles.size()) return std::nullopt;
    BatchProfile profile{"memory", next + 1, profiles[next], ProfileFormat::automatic, {}};
    ++next;
    return profile;
  };
}

ReadBytes from_text(std::string text, std::size_t piece) {
  return [text = std::move(text), piece, at = std::size_t{0}](
             char* into, std::size_t most) mutable -> Result<std::size_t> {
    const std::size_t count = std::min({piece, most, text.size() - at});
    std::copy_n(text.data() + at, count, into);
    at += count;
    return count;
  };
}

std::vector<std::string> lines(const RuleBase& rule_base, const BatchSource& source,
                               const BatchOptions& options = {}) {
  std::vector<std::string> all;
  const auto keep = [&](std::string_view line) {
    all.emplace_back(line);
    return true;
  };
  const auto done = batch(rule_base, source, keep, options);
  BOOST_REQUIRE(done.has_value());
  BOOST_TEST(done->written == all.size());
  return all;
}

// What `rank` prints, on one line, after what a line of a batch has in front.
std::string ranked_line(const RuleBase& rule_base, const std::string& text, const std::string& file,
                        const BatchOptions& options) {
  const auto profile = parse_profile(rule_base, text, file);
  BOOST_REQUIRE(profile.has_value());
  const auto ranking = rank(rule_base, with_policies(*profile, options.policies), options.rank);
  BOOST_REQUIRE(ranking.has_value());
  Style style{.format = Format::json, .top = options.top};
  return ordered_json::parse(report(*ranking, style)).dump();
}

std::string without_input(const std::string& line) {
  ordered_json object = ordered_json::parse(line);
  object.erase("input");
  object.erase("warnings");
  return object.dump();
}

// Profiles that use every kind of need, often the same ones beside others, and other weights.
std::vector<std::string> many_profiles() {
  const std::vector<std::string> needs{
      R"("language": {"all_of": ["zh", "en"], "level": "must", "weight": 30})",
      R"("language": {"all_of": ["de"], "strong": ["fr"], "count": 20})",
      R"("language": [{"any_of": ["ja"]}, {"all_of": ["ko"], "level": "must", "weight": 1}])",
      R"("context": {"at_least": "128Ki", "aim": "1M", "level": "must", "because": "long"})",
      R"("context": {"at_least": 200000, "extended": true, "weight": 3.25})",
      R"("licence": {"classes": ["osi"], "level": "must", "weight": 0})",
      R"("licence": {"deny": ["custom"], "refuse": ["attribution"]})",
      R"("device": {"device": "rtx-4090", "level": "must"})",
      R"("device": [{"memory": "48 GiB"}, {"device": "rtx-4090", "level": "must"}])",
      R"("release": {"at_least": "2025-01-01"})",
      R"("size": {"at_most": "30B", "level": "must"})",
      R"("vendor": {"none_of": ["meta"]}, "tools": {"level": "must"})",
      R"("quality_knowledge": {"at_least": 70, "level": "must", "weight": 5})",
      R"("openness": {"at_least": "weights", "aim": "recipe"}, "safety": {"all_of": ["model-card"]})",
  };
  const std::vector<std::string> uses{
      R"({})",
      R"({"commercial": true, "regions": ["EU"], "domicile": "DE", "purposes": ["agents"]})",
      R"({"commercial": true, "monthly_active_users": 800000000, "sector": "finance"})",
  };
  std::vector<std::string> all;
  for (std::size_t i = 0; i < needs.size(); ++i)
    for (std::size_t j = 0; j < needs.size(); ++j) {
      const auto key = [](const std::string& need) { return need.substr(0, need.find(':')); };
      if (key(needs[i]) == key(needs[j])) continue;
      all.push_back(R"({"schema": 1, "title": "a \"title\" ü", "use": )" +
                    uses[(i + j) % uses.size()] + R"(, "need": {)" + needs[i] + ", " + needs[j] +
                    "}}");
    }
  return test::one_in(11, std::move(all));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(batches, *boost::unit_test::label("threads"))

BOOST_AUTO_TEST_CASE(lines_are_what_rank_says) {
  const std::vector<std::string> profiles = many_profiles();
  const auto policy = parse_policy(shipped(), R"(schema = 1
[need.country]
none_of = ["CN"]
[need.licence]
deny = ["use-restricted"]
[[exception]]
family = "qwen3.5"
approver = "legal"
reason = "a pilot"
expires = 2099-01-01
)",
                                   "policy.toml");
  BOOST_REQUIRE(policy.has_value());
  for (const UnknownPolicy unknown : {UnknownPolicy::low, UnknownPolicy::mid}) {
    const bool mid = unknown == UnknownPolicy::mid;
    const BatchOptions options{
        .rank = {.only = {}, .unknown = unknown},
        .policies = mid ? std::vector{*policy} : std::vector<Policy>{},
        .top = unknown == UnknownPolicy::mid ? std::optional(3) : std::nullopt,
        .threads = 2};
    const auto all = lines(shipped(), texts(profiles), options);
    BOOST_REQUIRE(all.size() == profiles.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool same =
          without_input(all[i]) == ranked_line(shipped(), profiles[i], "memory", options);
      BOOST_TEST(same, profiles[i]);
    }
  }
}

BOOST_AUTO_TEST_CASE(shipped_profiles_of_a_folder_are_what_rank_says) {
  const std::string folder = root + "/profiles";
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  const BatchOptions options{.rank = {.only = {"gemma-4", "Qwen3.5", "llama-3"}, .unknown = {}}};
  const auto all = lines(shipped(), *profile_folder(folder), options);
  BOOST_REQUIRE(all.size() == paths.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto profile = load_profile(shipped(), paths[i]);
    const auto ranking = rank(shipped(), *profile, options.rank);
    const auto said = ordered_json::parse(report(*ranking, {.format = Format::json}));
    BOOST_TEST(without_input(all[i]) == said.dump());
    BOOST_TEST(ordered_json::parse(all[i])["input"]["file"] == paths[i]);
  }
}

BOOST_AUTO_TEST_CASE(threads_change_no_byte) {
  const auto profiles = many_profiles();
  const auto one = lines(shipped(), texts(profiles), {.top = 1, .threads = 1});
  const auto five = lines(shipped(), texts(profiles), {.top = 1, .threads = 5});
  BOOST_TEST((one == five));
}

BOOST_AUTO_TEST_CASE(a_wrong_profile_is_a_line_and_no_end) {
  const std::string good = R"({"schema": 1, "need": {"range": {"at_least": 50}}})";
  const auto all = lines(bicycles(), texts({good, "{", good, "schema = 1", "", good}));
  BOOST_REQUIRE(all.size() == 6U);
  for (const std::size_t i : {1U, 3U, 4U})
    BOOST_TEST(ordered_json::parse(all[i]).contains("error"), all[i]);
  for (const std::size_t i : {0U, 2U, 5U})
    BOOST_TEST(ordered_json::parse(all[i]).contains("ranking"), all[i]);
  BOOST_TEST(ordered_json::parse(all[1])["error"]["diagnostics"][0]["line"] == 2);
}

BOOST_AUTO_TEST_CASE(streams_come_apart_at_line_breaks_however_they_are_read) {
  const std::string text = "a\n\nbc\r\nlast";
  for (const std::size_t piece : {1U, 2U, 3U, 100U}) {
    const auto source = profile_lines("f", from_text(text, piece));
    std::vector<std::string> got;
    for (auto next = source(); *next; next = source()) {
      BOOST_TEST((*next)->line == got.size() + 1);
      got.push_back((*next)->text);
    }
    const std::vector<std::string> expected{"a", "", "bc\r", "last"};
    BOOST_TEST(got == expected, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(a_long_line_is_passed_over_whole) {
  const std::size_t longest = 1U << 20U;
  const std::string text =
      std::string(longest, 'x') + "\n" + std::string(3 * longest, 'y') + "\nz\n";
  const auto source = profile_lines("f", from_text(text, 1U << 16U));
  const auto first = source();
  BOOST_TEST((*first)->text.size() == longest);
  BOOST_TEST((*first)->missing.empty());
  const auto second = source();
  BOOST_TEST((*second)->text.empty());
  BOOST_TEST((*second)->missing.size() == 1U);
  BOOST_TEST((*source())->text == "z");
  BOOST_TEST(!source()->has_value());
}

BOOST_AUTO_TEST_CASE(it_goes_on_where_it_is_told_to) {
  const auto profiles = many_profiles();
  const auto whole = lines(shipped(), texts(profiles), {.top = 1});
  const auto rest = lines(shipped(), texts(profiles), {.top = 1, .from = 11});
  BOOST_REQUIRE(rest.size() == whole.size() - 10);
  BOOST_TEST((rest == std::vector<std::string>(whole.begin() + 10, whole.end())));
  BOOST_TEST(lines(shipped(), texts(profiles), {.from = 1'000'000}).empty());
}

BOOST_AUTO_TEST_CASE(who_writes_can_stop_it) {
  const std::string good = R"({"schema": 1, "need": {"range": {"at_least": 50}}})";
  const std::vector<std::string> endless(10'000, good);
  std::size_t written = 0;
  const auto done = batch(bicycles(), texts(endless),
                          [&](std::string_view) { return ++written < 3; }, {.threads = 3});
  BOOST_REQUIRE(done.has_value());
  BOOST_TEST(done->stopped);
  BOOST_TEST(done->written == 2U);
  const auto called_off =
      batch(bicycles(), texts(endless), [](std::string_view) { return true; },
            {.progress = [](std::uint64_t lines_written) { return lines_written < 100; }});
  BOOST_TEST(called_off->stopped);
  BOOST_TEST(called_off->written < endless.size());
}

BOOST_AUTO_TEST_CASE(a_source_that_fails_ends_it_after_what_came_before) {
  int calls = 0;
  const BatchSource source = [&]() -> Result<std::optional<BatchProfile>> {
    if (++calls > 5)
      return Failure{FailureKind::io, {{Severity::error, "f", 0, 0, "gone", {}, {}}}};
    return BatchProfile{"f", 0, "no profile", ProfileFormat::json, {}};
  };
  int written = 0;
  const auto done = batch(bicycles(), source,
                          [&](std::string_view) {
                            ++written;
                            return true;
                          },
                          {.threads = 2});
  BOOST_REQUIRE(!done.has_value());
  BOOST_TEST(done.error().diagnostics.front().message == "gone");
  BOOST_TEST(written == 5);
}

BOOST_AUTO_TEST_CASE(what_callbacks_throw_ends_it_and_reaches_the_caller) {
  const std::string good = R"({"schema": 1, "need": {"range": {"at_least": 50}}})";
  const BatchSource endless = [&]() -> Result<std::optional<BatchProfile>> {
    return BatchProfile{"f", 0, good, ProfileFormat::json, {}};
  };
  const auto keep = [](std::string_view) { return true; };
  const auto refuse = [](auto...) -> bool { throw std::out_of_range("enough"); };
  BOOST_CHECK_THROW(std::ignore = batch(bicycles(), endless, refuse, {.threads = 3}),
                    std::out_of_range);
  BOOST_CHECK_THROW(
      std::ignore = batch(bicycles(), endless, keep, {.threads = 3, .progress = refuse}),
      std::out_of_range);
  int left = 1000;
  const BatchSource broken = [&]() -> Result<std::optional<BatchProfile>> {
    if (--left == 0) throw std::out_of_range("enough");
    return endless();
  };
  BOOST_CHECK_THROW(std::ignore = batch(bicycles(), broken, keep, {.threads = 3}),
                    std::out_of_range);
}

BOOST_AUTO_TEST_CASE(an_unknown_family_is_no_line_but_a_failure) {
  const auto done = batch(bicycles(), texts({}), [](std::string_view) { return true; },
                          {.rank = {.only = {"nobody"}, .unknown = {}}});
  BOOST_REQUIRE(!done.has_value());
  BOOST_TEST((done.error().kind == FailureKind::usage));
}

BOOST_AUTO_TEST_SUITE_END()
