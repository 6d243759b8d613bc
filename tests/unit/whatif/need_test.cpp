// `whatif need` against plain ranking: a segment has to say what `rank` says of the profile with
// the key edited in its text, at both ends, in the middle, and right beside each breakpoint.

#include "base/date.hpp"
#include "decide/decide.hpp"
#include "load/load.hpp"
#include "model/find_family.hpp"
#include "sanitized.hpp"
#include "shortlist/shortlist.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace {

using namespace shortlist;
using Names = std::vector<std::string>;

const std::filesystem::path root = SHORTLIST_SOURCE_DIR;

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

template <class T>
T must(Result<T> result) {
  if (!result) {
    for (const auto& diagnostic : result.error().diagnostics) BOOST_ERROR(to_text(diagnostic));
    BOOST_FAIL("it fails");
  }
  return *std::move(result);
}

const RuleBase& shipped() {
  static const RuleBase rule_base = must(
      load_rule_base({.folders = {(root / "rules").string()}, .trust = {}, .only_source = {}}));
  return rule_base;
}

RuleBase rule_base_of(const std::string& toml) {
  auto rules = must(load::parse_rule_base({{{"rules.toml", toml}}}));
  Problems problems;
  return RuleBase(
      std::make_shared<const model::Catalogue>(std::move(rules), model::Trust{}, problems));
}

// --- the profile, edited as a person would -------------------------------------------------------

// The text with `key = value` in [need.ID], or the first [[need.ID]]; without the key where the
// value is empty. A device and an amount of memory stand in for each other.
std::string edited(const std::string& toml, const std::string& need, const std::string& key,
                   const std::string& value) {
  std::string result;
  bool inside = false;
  bool repeated = false;
  for (std::size_t at = 0; at < toml.size();) {
    const std::size_t end = std::min(toml.find('\n', at), toml.size());
    const std::string line = toml.substr(at, end - at);
    at = end + 1;
    const auto states = [&](const std::string& name) { return line.starts_with(name + " ="); };
    const bool again = line == "[[need." + need + "]]";
    if (line.starts_with('[')) inside = line == "[need." + need + "]" || (again && !repeated);
    repeated = repeated || again;
    const bool gone = states(key) || (key == "memory" && states("device")) ||
                      (key == "device" && (states("memory") || states("kind")));
    if (inside && gone) continue;
    result.append(line).push_back('\n');
    if (inside && line.starts_with('[') && !value.empty())
      result.append(key).append(" = ").append(value).push_back('\n');
  }
  return result;
}

struct Standings {
  Names order;
  Names qualified;
  std::set<std::string> excluded;

  bool operator==(const Standings&) const = default;
};

Standings standings(const NeedSegment& segment) {
  return {segment.order, segment.qualified, {segment.excluded.begin(), segment.excluded.end()}};
}

// What `rank` puts into words; the words and the ways back in would take most of the time.
Standings ranked(const RuleBase& rule_base, const std::string& toml,
                 const RankOptions& options = {}) {
  const auto profile = must(parse_profile(rule_base, toml, "profile.toml"));
  const auto decision = decide::decide(
      rule_base.catalogue(), profile.model(),
      {must(model::find_families(rule_base.catalogue(), options.only)), options.unknown});
  const auto id = [](const decide::Standing& standing) {
    return standing.best().subject.family().family->id;
  };
  Standings result;
  for (const decide::Standing& standing : decision.ranked) {
    result.order.push_back(id(standing));
    if (standing.best().status == Status::qualified) result.qualified.push_back(id(standing));
  }
  for (const decide::Standing& standing : decision.excluded) result.excluded.insert(id(standing));
  return result;
}

NeedAnalysis swept(const RuleBase& rule_base, const std::string& toml, const std::string& sweep,
                   const RankOptions& options = {}) {
  return must(whatif_need(rule_base, must(parse_profile(rule_base, toml, "profile.toml")), sweep,
                          {options}));
}

// What a sweep that fails says, each message with its suggestion.
Names faults(const RuleBase& rule_base, const std::string& toml, const std::string& sweep,
             const RankOptions& options = {}) {
  const auto result = whatif_need(rule_base, must(parse_profile(rule_base, toml, "profile.toml")),
                                  sweep, {options});
  BOOST_REQUIRE(!result.has_value());
  BOOST_TEST((result.error().kind == FailureKind::usage));
  Names lines;
  for (const auto& each : result.error().diagnostics)
    lines.push_back(each.message + (each.suggestion.empty() ? "" : " | " + each.suggestion));
  return lines;
}

void check_faults(const std::string& toml, const std::string& sweep, const Names& expected) {
  const Names got = faults(shipped(), toml, sweep);
  BOOST_TEST(got == expected, sweep << " fails otherwise: " << (got.empty() ? "" : got.front()));
}

// --- numbers -------------------------------------------------------------------------------------

struct Range {
  std::string need;
  std::string key;
  std::string from;
  std::string to;
};

double position(const Datum& datum) {
  if (const auto* const text = std::get_if<std::string>(&datum)) return parse_date(*text)->days;
  return std::get<double>(datum);
}

// As TOML; bytes where the range was written with a unit, a date where it was one.
std::string written(const Range& range, double x) {
  if (parse_date(range.from)) return date_text(Date{static_cast<int>(x)});
  std::array<char, 40> digits{};
  auto* const end = std::to_chars(digits.data(), digits.data() + digits.size(), x).ptr;
  const std::string text(digits.data(), end);
  if (range.from.ends_with("iB")) return "\"" + text + " B\"";
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

// Every place where a segment can be wrong. A score that a weight moves through the border between
// two roundings goes to and fro there, from one double to the next: not followed, and kept clear
// of.
std::vector<double> places(const NeedSegment& segment, bool whole, bool weight) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const double from = position(segment.from);
  const double to = position(segment.to);
  const double middle = from + (to - from) / 2;
  if (whole) return {from, std::floor(middle), to};
  if (weight && to - from < 1e-6) return {};
  if (weight && from < to) return {from + (to - from) * 1e-6, middle, to - (to - from) * 1e-6};
  return {segment.from_open ? std::nextafter(from, infinity) : from, middle,
          segment.to_open ? std::nextafter(to, -infinity) : to};
}

// The number of segments. Whole numbers leave a gap of one between them, others none.
std::size_t check_range(const RuleBase& rule_base, const std::string& toml, const Range& range,
                        const RankOptions& options = {}) {
  const std::string sweep = range.need + "." + range.key + "=" + range.from + ".." + range.to;
  const auto analysis = swept(rule_base, toml, sweep, options);
  BOOST_TEST(analysis.numeric);
  const auto& segments = *analysis.segments;
  const bool whole = std::none_of(segments.begin(), segments.end(), [](const NeedSegment& each) {
    return each.from_open || each.to_open;
  });
  for (std::size_t i = 0; i < segments.size(); ++i) {
    for (const double x : places(segments[i], whole, range.key == "weight"))
      BOOST_TEST((ranked(rule_base, edited(toml, range.need, range.key, written(range, x)),
                         options) == standings(segments[i])),
                 sweep << " is not what ranking says at " << written(range, x));
    if (i == 0) continue;
    const double gap = position(segments[i].from) - position(segments[i - 1].to);
    BOOST_TEST(gap == (whole ? 1 : 0), sweep << " has a gap of " << gap);
    BOOST_TEST((standings(segments[i]) != standings(segments[i - 1])), sweep);
  }
  return segments.size();
}

// Of the shipped families one of each kind: dense, mixtures, sliding windows, recurrent layers,
// compressed caches, no geometry. All of them would take minutes under a sanitizer.
std::size_t check_shipped(const std::string& toml, const Range& range) {
  return check_range(
      shipped(), toml, range,
      {.only = {"deepseek-v3", "eurollm", "gemma-3", "gemma-4", "gpt-oss", "hunyuan", "llama-3",
                "llama-4", "mistral-small", "qwen2.5", "qwen3", "qwen3.5"}});
}

// Every kind of numeric key there is.
const std::string everything = R"(schema = 1
title = "Everything"
[need.language]
all_of = ["zh", "en"]
count = 100
[need.context]
at_least = 30_000
aim = 2_000_000
level = "must"
[need.size]
at_least = "1B"
at_most = "70B"
[need.active_size]
at_most = "20B"
level = "must"
[need.smallest_size]
at_most = "7B"
aim = "1B"
[need.largest_size]
at_least = "10B"
aim = "500B"
[need.release]
at_least = 2024-06-01
aim = 2026-06-01
[need.quality_knowledge]
at_least = 10
at_most = 99
[need.device]
memory = "24 GiB"
min_tokens_per_s = 5
sequences = 2
level = "must"
)";

const std::string slow_device = R"(schema = 1
title = "A device that is timed"
[need.context]
at_least = 16_000
[need.device]
device = "rtx-4090"
min_tokens_per_s = 20
level = "must"
)";

const std::string limited_device = R"(schema = 1
title = "A device with limits"
[need.device]
device = "rtx-4090"
count = 2
context = 8192
sequences = 4
prompt = 4096
min_total_tokens_per_s = 60
max_first_token_s = 2
max_price_usd = 4000
max_power_w = 1000
level = "must"
)";

const std::string timed_memory = R"(schema = 1
title = "A memory that is timed"
[need.device]
memory = "24 GiB"
kind = "gpu"
context = 8192
min_tokens_per_s = 20
level = "must"
)";

const std::vector<Range>& ranges_of_everything() {
  static const std::vector<Range> ranges{{"language", "count", "1", "300"},
                                         {"language", "weight", "0", "100"},
                                         {"context", "at_least", "1", "2M"},
                                         {"context", "aim", "30K", "20M"},
                                         {"context", "weight", "0", "500"},
                                         {"size", "at_least", "100M", "70B"},
                                         {"size", "at_most", "1B", "800B"},
                                         {"active_size", "at_most", "100M", "100B"},
                                         {"smallest_size", "at_most", "1B", "300B"},
                                         {"smallest_size", "aim", "100M", "7B"},
                                         {"largest_size", "at_least", "100M", "500B"},
                                         {"largest_size", "aim", "10B", "2T"},
                                         {"release", "at_least", "2023-01-01", "2026-06-01"},
                                         {"release", "aim", "2024-06-01", "2028-01-01"},
                                         {"quality_knowledge", "at_least", "0.5", "99"},
                                         {"quality_knowledge", "at_most", "10", "100.5"},
                                         {"quality_knowledge", "weight", "0", "3.5"},
                                         {"device", "memory", "1GiB", "900GiB"},
                                         {"device", "reserve", "0GiB", "23GiB"},
                                         {"device", "count", "1", "9"},
                                         {"device", "context", "1", "1M"},
                                         {"device", "sequences", "1", "64"},
                                         {"device", "batch", "1", "8192"},
                                         {"device", "weight", "0", "50"}};
  return ranges;
}

// Four alternatives on three criteria, as in the worked numbers of the weight sweeps: scores are
// .59 .49 .54 .50 at weights .5 .3 .2.
const std::string four = R"(schema = 1
[rule_base]
title = "Four"
as_of = 2026-01-01
trust = ["maker"]
tie_break = ["id"]
[[fact]]
id = "a"
type = "number"
[[fact]]
id = "b"
type = "number"
[[fact]]
id = "c"
type = "number"
[[criterion]]
id = "a"
title = "A"
kind = "at-least"
fact = "a"
[[criterion]]
id = "b"
title = "B"
kind = "at-least"
fact = "b"
[[criterion]]
id = "c"
title = "C"
kind = "at-least"
fact = "c"
)";

std::string family(const std::string& id, const std::string& claims) {
  return "[[family]]\nid = \"" + id + "\"\nname = \"" + id +
         "\"\n[[family.source]]\nid = \"page\"\nkind = \"maker\"\ntitle = \"-\"\nurl = "
         "\"-\"\nas_of = "
         "2026-01-01\n[[family.variant]]\nid = \"" +
         id + "-1\"\nname = \"" + id + "\"\n[family.variant.claims.page]\n" + claims + "\n";
}

const RuleBase& four_families() {
  static const RuleBase rule_base = rule_base_of(
      four + family("zero", "a = 0.9\nb = 0.2\nc = 0.4") +
      family("one", "a = 0.3\nb = 0.8\nc = 0.5") + family("two", "a = 0.5\nb = 0.5\nc = 0.7") +
      family("three", "a = 0.6\nb = 0.6\nc = 0.1"));
  return rule_base;
}

std::string weights(double a, double b, double c) {
  const auto need = [](const std::string& id, double weight) {
    return "[need." + id + "]\nat_least = 1\nweight = " + std::to_string(weight) + "\n";
  };
  return "schema = 1\ntitle = \"Four\"\n" + need("a", a) + need("b", b) + need("c", c);
}

// Where the first of the order changes, and who is first from there on.
std::vector<std::pair<double, std::string>> leaders(const NeedAnalysis& analysis) {
  std::vector<std::pair<double, std::string>> all;
  for (const auto& segment : *analysis.segments)
    if (all.empty() || all.back().second != segment.order.front())
      all.emplace_back(position(segment.from), segment.order.front());
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(need)

BOOST_AUTO_TEST_CASE(every_numeric_key_of_every_kind_agrees_with_ranking) {
  std::size_t segments = 0;
  for (const Range& range : test::one_in(4, ranges_of_everything()))
    segments += check_shipped(everything, range);
  for (const Range& range :
       {Range{"device", "min_tokens_per_s", "0.5", "300"}, Range{"device", "context", "1", "300K"},
        Range{"device", "sequences", "1", "40"}, Range{"device", "count", "1", "5"},
        Range{"context", "at_least", "1000", "300K"}})
    segments += check_shipped(slow_device, range);
  for (const Range& range :
       {Range{"device", "min_total_tokens_per_s", "1", "900"},
        Range{"device", "max_first_token_s", "0.01", "20"}, Range{"device", "prompt", "1", "8192"},
        Range{"device", "max_price_usd", "100", "9000"},
        Range{"device", "max_power_w", "1", "2000"}, Range{"device", "sequences", "1", "40"},
        Range{"device", "count", "1", "5"}})
    segments += check_shipped(limited_device, range);
  for (const Range& range : {Range{"device", "memory", "2GiB", "300GiB"},
                             Range{"device", "bandwidth_gb_s", "10", "3000"},
                             Range{"device", "min_tokens_per_s", "0.5", "300"}})
    segments += check_shipped(timed_memory, range);
  BOOST_TEST(segments > (test::sanitized ? 30U : 100U));
}

BOOST_AUTO_TEST_CASE(every_numeric_key_agrees_where_nothing_is_a_must) {
  std::string wishes = everything;
  for (std::size_t at = 0; (at = wishes.find("\"must\"", at)) != std::string::npos;)
    wishes.replace(at, 6, "\"should\"");
  std::size_t segments = 0;
  for (const Range& range : test::one_in(4, ranges_of_everything()))
    segments += check_shipped(wishes, range);
  BOOST_TEST(segments > (test::sanitized ? 15U : 80U));
}

BOOST_AUTO_TEST_CASE(several_device_needs_agree_on_one_quantisation) {
  const std::string toml = R"(schema = 1
title = "A desk and a train"
[need.context]
at_least = 30_000
[[need.device]]
device = "rtx-4090"
level = "must"
[[need.device]]
memory = "16 GiB"
kind = "unified"
weight = 3
)";
  std::size_t segments = 0;
  const std::vector ranges{
      Range{"device", "memory", "2GiB", "200GiB"}, Range{"device", "reserve", "0GiB", "23GiB"},
      Range{"device", "count", "1", "4"},          Range{"device", "context", "1", "1M"},
      Range{"device", "weight", "0", "9"},         Range{"context", "at_least", "1000", "1M"}};
  for (const Range& range : test::one_in(3, ranges)) segments += check_shipped(toml, range);
  BOOST_TEST(segments > (test::sanitized ? 5U : 15U));
  for (const char* const key : {"device", "min_quantisation"}) {
    const auto choices = swept(shipped(), toml, "device." + std::string(key) + "=*");
    for (const auto& segment : *choices.segments)
      BOOST_TEST((standings(segment) ==
                  ranked(shipped(), edited(toml, "device", key,
                                           "\"" + std::get<std::string>(segment.from) + "\""))),
                 segment.from_text);
  }
}

BOOST_AUTO_TEST_CASE(numeric_keys_of_the_shipped_profiles_agree_with_ranking) {
  int held = 0;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(root / "profiles"))
    if (entry.path().extension() == ".toml") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const auto& path : test::one_in(8, paths)) {
    const std::string toml = read(path);
    const auto profile = must(parse_profile(shipped(), toml, path.string()));
    for (const auto& need : profile.model().needs) {
      held += check_shipped(toml, {need.id, "weight", "0", "300"}) > 0 ? 1 : 0;
      for (const Range& range : ranges_of_everything()) {
        if (range.need != need.id || range.key == "weight") continue;
        if (range.key == "aim" || range.key == "count") continue;
        // The other bounds that the profile states limit what this one may be.
        std::string free = toml;
        if (range.key.starts_with("at_"))
          free = edited(toml, need.id, range.key,
                        parse_date(range.from) ? range.from : "\"" + range.from + "\"");
        for (const char* const bound : {"at_least", "at_most", "aim"})
          if (bound != range.key) free = edited(free, need.id, bound, "");
        check_shipped(free, range);
        ++held;
      }
    }
  }
  BOOST_TEST(held > (test::sanitized ? 6 : 50));
}

BOOST_AUTO_TEST_CASE(weights_turn_where_the_worked_numbers_say) {
  // t = x / (x + 1/2): the leader is 1 to t = 1/3, 2 to 3/7, then 0.
  const auto analysis = swept(four_families(), weights(.5, .3, .2), "a.weight=0..10");
  const auto got = leaders(analysis);
  BOOST_REQUIRE(got.size() == 3U);
  BOOST_TEST(got[0].second == "one");
  BOOST_TEST(got[1].second == "two");
  BOOST_TEST(std::abs(got[1].first - 0.25) < 1e-9);
  BOOST_TEST(got[2].second == "zero");
  BOOST_TEST(std::abs(got[2].first - 0.375) < 1e-9);
  // The full order of today holds for t in [14/29, 9/14].
  const auto today = std::find_if(
      analysis.segments->begin(), analysis.segments->end(),
      [](const NeedSegment& each) { return position(each.from) < 0.5 && position(each.to) > 0.5; });
  BOOST_TEST(today->order == (Names{"zero", "two", "three", "one"}));
  BOOST_TEST(std::abs(position(today->from) - 7.0 / 15) < 1e-9);
  BOOST_TEST(std::abs(position(today->to) - 0.9) < 1e-9);
}

BOOST_AUTO_TEST_CASE(a_bound_turns_where_two_hyperbolas_cross) {
  // Values are min(1, fact / bound): with the bound x of `a` scores are (40/x + 1) / 2 and
  // (80/x + 0.6) / 2 beyond 80, so that slow leads below 200/3 and above 100.
  const auto rule_base = rule_base_of(four + family("fast", "a = 80\nb = 60\nc = 1") +
                                      family("slow", "a = 40\nb = 100\nc = 1"));
  const std::string toml =
      "schema = 1\ntitle = \"Two\"\n[need.a]\nat_least = 50\nweight = 1\n[need.b]\nat_least = "
      "100\nweight = 1\n";
  const auto got = leaders(swept(rule_base, toml, "a.at_least=1..1000"));
  BOOST_REQUIRE(got.size() == 3U);
  BOOST_TEST(got[0].second == "slow");
  BOOST_TEST(got[1].second == "fast");
  BOOST_TEST(std::abs(got[1].first - 200.0 / 3) < 1e-8);
  BOOST_TEST(got[2].second == "slow");
  BOOST_TEST(std::abs(got[2].first - 100) < 1e-7);
}

BOOST_AUTO_TEST_CASE(orders_that_are_too_many_are_left_out) {
  // 100 families whose scores cross again and again: about 4,950 crossings of 100 places are few,
  // of 600 families about 180,000 of 600 are not.
  for (const int families : {100, 600}) {
    std::string rules = four;
    for (int i = 0; i < families; ++i) {
      const double a = (i + 0.5) / families;
      rules += family("f" + std::to_string(i), "a = " + std::to_string(a) +
                                                   "\nb = " + std::to_string(std::sqrt(1 - a * a)) +
                                                   "\nc = 0.5");
    }
    const auto analysis = swept(rule_base_of(rules), weights(1, 1, 0), "a.weight=0.001..1000");
    BOOST_TEST(analysis.segments.has_value() == (families == 100));
    BOOST_TEST(analysis.leads.size() > 50U);  // all lie on a circle, so each leads somewhere
    BOOST_TEST(analysis.leads.front().family == "f0");
    BOOST_TEST(analysis.leads.back().family == "f" + std::to_string(families - 1));
    BOOST_TEST(analysis.statuses.size() == (families == 100 ? 0U : 600U));
  }
}

BOOST_AUTO_TEST_CASE(where_all_other_weights_are_zero_nothing_is_weighed_at_zero) {
  const auto toml = weights(1, 0, 0);
  const auto analysis = swept(four_families(), toml, "a.weight=0..1");
  BOOST_REQUIRE(analysis.segments->size() == 2U);
  BOOST_TEST(position((*analysis.segments)[0].to) == 0);
  BOOST_TEST(!(*analysis.segments)[0].to_open);
  BOOST_TEST((*analysis.segments)[0].order == (Names{"one", "three", "two", "zero"}));  // tie_break
  BOOST_TEST((*analysis.segments)[1].from_open);
  BOOST_TEST((*analysis.segments)[1].order == (Names{"zero", "three", "two", "one"}));
  check_range(four_families(), toml, {"a", "weight", "0", "1"});
  BOOST_TEST(faults(four_families(), weights(0, 0, 0), "a.at_least=1..2") ==
             (Names{"every weight of the profile is 0, so nothing is ranked by it | give at least "
                    "one need a weight above 0"}));
}

BOOST_AUTO_TEST_CASE(a_range_that_touches_nothing_is_one_segment) {
  const std::string toml = read(root / "profiles/million-token-context.toml");
  for (const char* const sweep : {"context.at_least=132000..133000", "context.at_least=200K..200K",
                                  "context.weight=60..60", "context.weight=59.5..60.5"}) {
    const auto analysis = swept(shipped(), toml, sweep);
    BOOST_TEST(analysis.segments->size() == 1U, sweep);
    BOOST_TEST((standings(analysis.segments->front()) == ranked(shipped(), toml) ||
                analysis.segments->front().from_text == "132,000"),
               sweep);
  }
  const auto one = swept(shipped(), toml, "context.at_least=262144..262145");
  BOOST_REQUIRE(one.segments->size() == 2U);
  BOOST_TEST(std::get<double>((*one.segments)[0].to) == 262144);
  BOOST_TEST(std::get<double>((*one.segments)[1].from) == 262145);
}

BOOST_AUTO_TEST_CASE(numbers_that_no_double_counts_are_swept_too) {
  const std::string toml = edited(everything, "context", "aim", "");
  const auto analysis = swept(shipped(), toml, "context.at_least=1..1000000T");
  // Only families whose context nobody states are left: to be verified.
  BOOST_TEST(analysis.segments->back().qualified.empty());
  BOOST_TEST(position(analysis.segments->back().to) == 1e18);
}

BOOST_AUTO_TEST_CASE(each_step_of_a_list_agrees_with_ranking) {
  struct Case {
    std::string need;
    std::string key;
    std::string steps;
    Names lists;
  };
  const std::string contract = read(root / "profiles/contract-review.toml");
  const std::string safety = read(root / "profiles/published-safety-work.toml");
  const auto check = [](const std::string& toml, const Case& each) {
    const auto analysis = swept(shipped(), toml, each.need + "." + each.key + "=" + each.steps);
    BOOST_TEST(!analysis.numeric);
    BOOST_REQUIRE(analysis.segments->size() == each.lists.size());
    for (std::size_t i = 0; i < each.lists.size(); ++i)
      BOOST_TEST((standings((*analysis.segments)[i]) ==
                  ranked(shipped(), edited(toml, each.need, each.key, each.lists[i]))),
                 each.need << "." << each.key << " = " << each.lists[i]);
  };
  check(contract,
        {"language",
         "all_of",
         "+ja,-en,+ga",
         {R"(["zh", "en"])", R"(["zh", "en", "ja"])", R"(["zh", "ja"])", R"(["zh", "ja", "ga"])"}});
  check(contract, {"language", "strong", "+zh,-zh", {"", R"(["zh"])", ""}});
  check(contract, {"licence",
                   "classes",
                   "+custom,-osi,-custom",
                   {R"(["osi"])", R"(["osi", "custom"])", R"(["custom"])", ""}});
  check(contract, {"licence",
                   "deny",
                   "+Apache-2.0,+MIT",
                   {"", R"(["Apache-2.0"])", R"(["Apache-2.0", "MIT"])"}});
  check(contract, {"device", "quantisations", "-q8_0", {"", R"(["f16", "bf16", "q6_k", "q5_k_m",
    "q5_k_s", "q5_0", "q4_k_m", "iq4_xs", "q4_k_s", "q4_1", "q4_0", "q3_k_l", "q3_k_m", "mxfp4",
    "iq3_m", "iq3_s", "iq3_xxs", "q3_k_s", "iq2_m", "q2_k"])"}});
  check(safety, {"safety",
                 "all_of",
                 "-red-teaming,+classifier",
                 {R"(["model-card", "red-teaming"])", R"(["model-card"])",
                  R"(["model-card", "classifier"])"}});
  check(safety,
        {"vendor",
         "one_of",
         "+alibaba,-google deepmind",
         {R"(["Google DeepMind"])", R"(["Google DeepMind", "alibaba"])", R"(["alibaba"])"}});
  // A member of a named set is taken out of it.
  const std::string enterprise = read(root / "profiles/best-for-regulated-enterprise.toml");
  const auto analysis = swept(shipped(), enterprise, "country.one_of=-FR");
  const auto& less = std::get<Items>((*analysis.segments)[1].from).items;
  BOOST_TEST((std::find(less.begin(), less.end(), "DE") != less.end()));
  BOOST_TEST((std::find(less.begin(), less.end(), "FR") == less.end()));
}

BOOST_AUTO_TEST_CASE(words_flags_and_the_device_list_agree_with_ranking) {
  const std::string contract = read(root / "profiles/contract-review.toml");
  const std::string tiny = read(root / "profiles/tiny-device.toml");
  const std::string context = read(root / "profiles/million-token-context.toml");
  struct Case {
    const std::string& toml;
    std::string need;
    std::string key;
    std::size_t least;  // values
  };
  const std::vector cases{Case{contract, "device", "kv", 4},
                          Case{contract, "device", "device", 10},
                          Case{contract, "device", "runtime", 5},
                          Case{contract, "device", "flash", 2},
                          Case{contract, "device", "aim_quantisation", 10},
                          Case{contract, "device", "min_quantisation", 10},
                          Case{contract, "licence", "level", 2},
                          Case{contract, "context", "extended", 2},
                          Case{tiny, "device", "kind", 5},
                          Case{tiny, "device", "device", 10},
                          Case{tiny, "instruct", "is", 2},
                          Case{context, "context", "level", 2}};
  for (const auto& [toml, need, key, least] : test::one_in(4, cases)) {
    const auto analysis = swept(shipped(), toml, need + "." + key + "=*");
    BOOST_TEST(analysis.segments->size() >= least, need << "." << key);
    for (const auto& segment : *analysis.segments) {
      const auto* const word = std::get_if<std::string>(&segment.from);
      const std::string value = word != nullptr                ? "\"" + *word + "\""
                                : std::get<bool>(segment.from) ? "true"
                                                               : "false";
      BOOST_TEST((standings(segment) == ranked(shipped(), edited(toml, need, key, value))),
                 need << "." << key << " = " << value);
      BOOST_TEST((segment.from == segment.to));
    }
  }
}

BOOST_AUTO_TEST_CASE(devices_are_walked_by_memory) {
  const auto analysis =
      swept(shipped(), read(root / "profiles/contract-review.toml"), "device.device=*");
  const auto& devices = shipped().catalogue().rules().devices;
  double before = 0;
  for (const auto& segment : *analysis.segments) {
    const auto found = std::find_if(devices.begin(), devices.end(), [&](const auto& each) {
      return each.id == std::get<std::string>(segment.from);
    });
    BOOST_REQUIRE((found != devices.end()));
    BOOST_TEST(found->memory >= before);
    before = found->memory;
  }
  const auto some = swept(shipped(), read(root / "profiles/contract-review.toml"),
                          "device.device=rtx-4090..RTX-5090");
  BOOST_TEST(std::get<std::string>(some.segments->front().from) == "rtx-4090");
  BOOST_TEST(std::get<std::string>(some.segments->back().from) == "rtx-5090");
  BOOST_TEST(some.stated_text == "NVIDIA GeForce RTX 4090");
}

BOOST_AUTO_TEST_CASE(only_and_unknown_are_those_of_ranking) {
  const std::string toml = read(root / "profiles/contract-review.toml");
  const auto profile = must(parse_profile(shipped(), toml, "profile.toml"));
  for (const auto unknown : {UnknownPolicy::low, UnknownPolicy::mid, UnknownPolicy::high}) {
    const RankOptions options{.only = {"gemma-4", "qwen3", "llama-4"}, .unknown = unknown};
    const auto analysis =
        must(whatif_need(shipped(), profile, "context.at_least=60K..60K", {options}));
    const auto ranking = must(rank(shipped(), profile, options));
    Names order;
    for (const auto& each : ranking.ranking) order.push_back(each.family);
    BOOST_TEST(analysis.segments->front().order == order);
    BOOST_TEST(analysis.segments->front().excluded.size() == ranking.excluded.size());
    BOOST_TEST(analysis.families.size() == 3U);
  }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_at_once_with_what_to_do) {
  const std::string toml = read(root / "profiles/contract-review.toml");
  const std::string such =
      "such as context.at_least=32K..1M, language.all_of=+ja,-en or device.device=*";
  check_faults(toml, "context", {"'context' is no sweep: NEED.KEY=FROM..TO | " + such});
  check_faults(toml, "contxt.at_least=1..2",
               {"the profile has no need 'contxt' | did you mean 'context'?"});
  check_faults(toml, "release.at_least=2024-01-01..2025-01-01",
               {"the profile does not state a need 'release' | add [need.release] to it; what it "
                "states is language, context, licence, device and quality_knowledge"});
  check_faults(toml, "context.at_leest=1..2",
               {"a need of 'context' has no key 'at_leest' to sweep | did you mean 'at_least'?"});
  check_faults(toml, "context.at_least=32X..1Y",
               {"'context.at_least' is a number, such as 128K or 8.03B, not '32X' | a sweep is "
                "FROM..TO, such as context.at_least=32K..1M",
                "'context.at_least' is a number, such as 128K or 8.03B, not '1Y' | a sweep is "
                "FROM..TO, such as context.at_least=32K..1M"});
  check_faults(toml, "context.at_least=100K..1",
               {"the sweep of 'context.at_least' starts above its end | write it upwards: "
                "context.at_least=1..100K"});
  check_faults(toml, "context.at_least=60K..200K",
               {"'context.at_least' cannot be 200,000: aim is below at_least | it is valid up to "
                "120,000"});
  check_faults(toml, "context.at_least=-5..60K",
               {"'context.at_least' cannot be -5: 'at_least' has to be above 0: 'context' is on a "
                "log scale | it is valid from 1 on"});
  check_faults(toml, "device.memory=8..80GiB",
               {"'device.memory' is memory with its unit, such as \"24 GiB\", not '8' | a sweep is "
                "FROM..TO, such as device.memory=8GiB..80GiB"});
  check_faults(toml, "device.count=1..2.5",
               {"'device.count' cannot be 2.5: 'count' is a whole number | it is valid up to 1"});
  check_faults(toml, "language.all_of=+en,-fr,*x,+zz",
               {"'language.all_of' has 'en' already",
                "'language.all_of' has no 'fr' to remove | known here: zh and en",
                "'*x' is no step of the list 'language.all_of' | each step adds an item or removes "
                "one, such as language.all_of=+*x",
                "'language.all_of' cannot be zh, en, zz: 'zz' is no known language tag (BCP 47) | "
                "did you mean 'az'?"});
  const Names two = faults(shipped(), toml, "contxt.at_least=1..2", {.only = {"gema-4"}});
  BOOST_TEST(two == (Names{"there is no family 'gema-4' | did you mean 'gemma-4'?",
                           "the profile has no need 'contxt' | did you mean 'context'?"}));
  check_faults(
      slow_device, "device.sequences=1..2000",
      {"'device.sequences' is judged one by one beside min_tokens_per_s, and 2,000 are too "
       "many | sweep at most 1,024"});
  check_faults(limited_device, "device.count=1..2000",
               {"'device.count' is judged one by one beside max_price_usd, and 2,000 are too many "
                "| sweep at "
                "most 1,024"});
  check_faults("schema = 1\ntitle = \"-\"\norder = [\"context\"]\n[need.context]\nat_least = 5\n",
               "context.weight=0..1",
               {"'context.weight' has no effect: the profile's order gives the weights | state "
                "weights in place of 'order'"});
}

BOOST_AUTO_TEST_SUITE_END()
