// Documents of shards: read back as written, and refused where anything is wrong with them.

#include "whatif/shard.hpp"

#include "shortlist/whatif.hpp"
#include "unit/whatif/hand_made.hpp"
#include "whatif/drawing.hpp"
#include "whatif/shard_document.hpp"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <ios>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;
using namespace shortlist::whatif;
using Json = nlohmann::ordered_json;

// Shard `shard` of `shards` of 20,000 samples: five blocks.
SampleRun piece(int shard, int shards, std::uint64_t seed = 1) {
  const SampleOptions options{.samples = 20'000, .seed = seed};
  Contest contest =
      test::hand_made({{0.1, 0.9}, {0.1, 0.9}, {0.7, 0.2}, {1.0 / 3, 0.5}}, {0.7, 0.3});
  contest.high(3, 0) = 1;
  SampleRun run;
  run.inputs = {"A profile", "needs.toml", "Rules", "0123abcd"};
  run.tally = Tally(4, 2);
  const auto region = make_region(contest, options);
  BOOST_REQUIRE(region.has_value());
  run.contest = std::move(contest);
  run.weights = region->words;
  run.simplex = simplex(*region, run.contest);
  run.samples = options.samples;
  run.seed = seed;
  run.shard = shard;
  run.shards = shards;
  run.next = blocks(run).first;
  BOOST_REQUIRE(draw(run, *region, options).has_value());
  return run;
}

ShardText text(const SampleRun& run) {
  return {std::to_string(run.shard) + ".json", write_shard(run)};
}

std::string refusal(const std::vector<ShardText>& shards) {
  const auto analysis = whatif_merge(shards);
  if (analysis) return {};
  std::string said;
  for (const Diagnostic& each : analysis.error().diagnostics) said += to_text(each);
  return said;
}

void expect_said(const std::string& said, const std::string& what) {
  BOOST_TEST(said.find(what) != std::string::npos, what << ", in: " << said);
}

// A document changed by someone who knows how its checksum is made.
std::string forged(const std::function<void(Json&)>& change) {
  Json document = Json::parse(write_shard(piece(1, 1)));
  document.erase("checksum");
  change(document);
  std::string lines;
  for (const auto& [key, value] : document.items())
    lines += (lines.empty() ? "{\n  " : ",\n  ") + Json(key).dump() + ": " + value.dump();
  return refusal({{"forged.json", sealed(lines)}});
}

// Two others in place of two sums of weights: they sum to the same modulo 2^128.
std::string wrapping(const std::string& line) {
  const std::size_t space = line.find(' ');
  const std::uint64_t both = std::stoull(line.substr(0, space), nullptr, 16) +
                             std::stoull(line.substr(space + 1), nullptr, 16);
  std::ostringstream text;
  text << std::string(32, 'f') << ' ' << std::hex << both + 1;
  return text.str();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(whatif_shard, *boost::unit_test::label("threads"))

BOOST_AUTO_TEST_CASE(a_shard_reads_back_as_it_was_written) {
  const SampleRun run = piece(2, 3);
  const auto again = read_shard(write_shard(run), "2.json");
  BOOST_REQUIRE(again.has_value());
  BOOST_TEST((again->tally == run.tally));
  BOOST_TEST((again->contest.low == run.contest.low && again->contest.high == run.contest.high));
  BOOST_TEST(again->next == run.next);
  BOOST_TEST(write_shard(*again) == write_shard(run));
}

BOOST_AUTO_TEST_CASE(counts_of_a_trillion_samples_read_back) {
  SampleRun run = piece(1, 1);
  const std::uint64_t times = 50'000'000;
  run.samples *= times;
  run.next = blocks(run).second;
  Tally tally(4, 2);
  for (std::uint64_t left = times; left > 0; left /= 2) {
    if (left % 2 == 1) tally.add(run.tally);
    run.tally.add(Tally(run.tally));
  }
  run.tally = tally;
  BOOST_TEST(run.tally.by_share.at(1).weights[4].high > 0U);
  const auto again = read_shard(write_shard(run), "1.json");
  if (!again) BOOST_TEST_MESSAGE(to_text(again.error().diagnostics.front()));
  BOOST_REQUIRE(again.has_value());
  BOOST_TEST((again->tally == run.tally));
}

BOOST_AUTO_TEST_CASE(whose_file_the_profile_was_in_does_not_matter) {
  SampleRun other = piece(2, 2);
  other.inputs.profile_file = "elsewhere/needs.toml";
  const auto analysis = whatif_merge({text(other), text(piece(1, 2))});
  BOOST_REQUIRE(analysis.has_value());
  BOOST_TEST(analysis->inputs.profile_file == "needs.toml");
}

BOOST_AUTO_TEST_CASE(merging_names_all_that_is_missing_and_all_that_is_double) {
  const std::string said =
      refusal({text(piece(4, 7)), text(piece(1, 7)), {"again.json", write_shard(piece(4, 7))}});
  expect_said(said, "again.json: error: this is shard 4 of 7, and so is 4.json");
  expect_said(said, "shards 2, 3, 5, 6 and 7 of 7 are missing");
  expect_said(refusal({text(piece(1, 2))}), "shard 2 of 2 is missing");
  expect_said(refusal({}), "no shards");
}

BOOST_AUTO_TEST_CASE(merging_names_every_shard_of_another_run) {
  SampleRun rules = piece(3, 4);
  rules.inputs.rule_base_fingerprint = "other";
  SampleRun values = piece(4, 4);
  values.contest.low(3, 0) = 0;
  const std::string said = refusal({text(piece(1, 4)),
                                    {"seed.json", write_shard(piece(2, 4, 2))},
                                    text(rules),
                                    text(values),
                                    {"three.json", write_shard(piece(2, 3))}});
  expect_said(said, "seed.json: error: this shard is of another run than 1.json: the seed");
  expect_said(said, "3.json: error: this shard is of another run than 1.json: the rule base");
  expect_said(said, "4.json: error: this shard is of another run than 1.json: how the families");
  expect_said(said, "three.json: error: this shard is of another run than 1.json: the number of");
}

BOOST_AUTO_TEST_CASE(an_unfinished_shard_is_no_part_of_a_whole) {
  SampleRun run = piece(1, 1);
  run.tally = Tally(4, 2);
  run.next = 0;
  expect_said(refusal({text(run)}), "this shard is not finished");
}

BOOST_AUTO_TEST_CASE(damage_is_seen) {
  const std::string whole = write_shard(piece(1, 1));
  const auto damaged = [](const std::string& written, const std::string& what) {
    expect_said(refusal({{"damaged.json", written}}), "damaged.json: error: ");
    expect_said(refusal({{"damaged.json", written}}), what);
  };
  damaged("", "it is no JSON");
  damaged(whole.substr(0, whole.size() / 2), "it is no JSON");
  damaged("[1]", "it is no JSON object");
  damaged("{}", "'schema' is missing");
  damaged(R"({"schema": "shortlist/rank/1"})", "its schema is not shortlist/whatif-sample-shard/1");
  damaged(std::string(100'000, '['), "it is no JSON object");
  damaged("dear diary", "it is no JSON");
  damaged(R"({"a": [[[[[[[[[[]]]]]]]]]]})", "it is nested too deeply");
  const auto many = [](const std::string& value, int times) {
    std::string text = R"({"a": [)" + value;
    for (int i = 0; i < times; ++i) text += "," + value;
    return text + "]}";
  };
  damaged(many("[]", 2'100'000), "it has too many values");
  damaged(many(R"("")", 120'000), "it has too many values");
  damaged(many(R"({"b":0})", 21'000), "it has too many values");
  damaged(R"({"a": [0, ""]})", "a list has numbers among other things");
  damaged(R"({"a": ["", 0]})", "a list has numbers among other things");
  damaged(R"({"a": 0, "a": 1})", "it has a key twice");
  std::string other = whole;
  other[other.find("\"halves\"") + 12] ^= 1;
  damaged(other, "its checksum does not fit: it was changed after it was written");
  const std::string two = refusal({{"a.json", "{}"}, {"b.json", ""}});
  expect_said(two, "a.json: error");
  expect_said(two, "b.json: error");
}

BOOST_AUTO_TEST_CASE(a_forgery_has_to_make_sense) {
  BOOST_TEST(forged([](Json&) {}).empty());
  using Change = std::function<void(Json&)>;
  const std::vector<std::pair<Change, std::string>> forgeries{
      {[](Json& d) { d["samples"] = 20000; }, "'samples' is no text"},
      {[](Json& d) { d["samples"] = "-1"; }, "'samples' holds what is no count"},
      {[](Json& d) { d["samples"] = "99999999999999"; }, "'samples' is too large"},
      {[](Json& d) { d["shard"] = 2; }, "'shard' is no whole number from 1 to 1"},
      {[](Json& d) { d["shards"] = 1e300; }, "'shards' is no whole number"},
      {[](Json& d) { d["blocks"] = "6"; }, "'blocks' is too large"},
      {[](Json& d) { d["blocks"] = "4"; }, "does not count the samples of its blocks"},
      {[](Json& d) { d["dependent"] = 1; }, "'dependent' is neither"},
      {[](Json& d) { d["dependent"] = true; }, "'squares' is missing"},
      {[](Json& d) { d["contest"]["families"] = Json::array(); }, "there are no families"},
      {[](Json& d) { d["contest"]["families"][0]["rows"] = 1000000; }, "there are too many"},
      {[](Json& d) { d["contest"]["families"][0]["rows"] = 2; }, "'low' does not have a line"},
      {[](Json& d) { d["contest"]["families"][0]["qualified"] = false; }, "stands before a"},
      {[](Json& d) {
         d["contest"]["columns"] = {1, 0};
       },
       "'columns' is no whole number"},
      {[](Json& d) {
         d["contest"]["columns"] = {0, 7};
       },
       "'columns' is no whole number"},
      {[](Json& d) { d["contest"]["low"][0][0] = 2; }, "'low' holds a number outside 0 to 1"},
      {[](Json& d) { d["contest"]["low"][0][0] = nullptr; }, "numbers among other things"},
      {[](Json& d) { d["contest"]["low"][0] = {nullptr}; }, "'low' holds what is no number"},
      {[](Json& d) { d["contest"]["low"][0][0] = 0.5; }, "above its upper end"},
      {[](Json& d) { d["counts"]["by_share"]["5"] = d["counts"]["by_share"]["1"]; }, "too many"},
      {[](Json& d) { d["counts"]["by_share"].erase("2"); }, "one rank in each sample"},
      {[](Json& d) { d["counts"]["by_share"]["1"]["ranks"][0] = "1 2 3"; }, "is too short"},
      {[](Json& d) { d["counts"]["by_share"]["1"]["ranks"][0] = "1 2 3 4 5"; }, "is too long"},
      {[](Json& d) { d["counts"]["by_share"]["1"]["ranks"][0] = "0 0 0 x"; }, "no count"},
      {[](Json& d) { d["counts"]["by_share"]["1"]["ranks"][0] = "20001 0 0 0"; }, "more than its"},
      {[](Json& d) { d["counts"]["by_share"]["1"]["ranks"][2] = "0 0 20000 0"; }, "one "},
      {[](Json& d) { d["counts"]["by_share"]["1"]["weights"][2] = "1 1"; }, "do not sum to 1"},
      {[](Json& d) {
         std::string& line = d["counts"]["by_share"]["1"]["weights"][2].get_ref<std::string&>();
         line = wrapping(line);
       },
       "do not sum to 1"},
      {[](Json& d) { d["contest"]["families"][1]["id"] = "0"; }, "'families' names one twice"},
      {[](Json& d) { d["contest"]["needs"][1] = d["contest"]["needs"][0]; }, "'needs' names one"},
      {[](Json& d) {
         d["contest"]["weights"] = {1.0, 0.0};
       },
       "is not positive"},
      {[](Json& d) {
         d["contest"]["weights"] = {0.7, 0.2};
       },
       "do not sum to 1"},
      {[](Json& d) { d["counts"]["halves"][3] = "1 0 0 0"; }, "are not ordered"},
      // The first three families have one row without unknown values each.
      {[](Json& d) { d["counts"]["halves"][0] = "0 20000 0 0"; }, "are not ordered"},
      {[](Json& d) { d["simplex"] = Json::array(); }, "are not ordered"},
      {[](Json& d) { d["simplex"] = "any"; }, "'simplex' is no list of its size"},
      {[](Json& d) { d["simplex"][0] = {1.0}; }, "'simplex' does not have a value for"},
      {[](Json& d) { d["simplex"].erase(0); }, "'simplex' does not have a line for each row"},
      {[](Json& d) {
         d["simplex"][0] = {0.5, 0.25};
       },
       "'simplex' has a corner that does not sum to 1"},
      {[](Json& d) { d["counts"]["halves"].push_back("0"); }, "'halves' is no list of its size"},
      {[](Json& d) { d["counts"]["samples"] = "19999"; }, "does not count the samples"}};
  for (const auto& [change, what] : forgeries) expect_said(forged(change), what);
}

BOOST_AUTO_TEST_SUITE_END()
