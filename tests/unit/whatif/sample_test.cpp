// Sampled runs: exact shares of small contests, and the same result however a run is cut up.

#include "sanitized.hpp"
#include "shortlist/shortlist.hpp"
#include "unit/whatif/hand_made.hpp"
#include "whatif/drawing.hpp"
#include "whatif/shard.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <tuple>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

using namespace shortlist;
using namespace shortlist::whatif;
namespace fs = std::filesystem;

const std::string bicycles = std::string(SHORTLIST_SOURCE_DIR) + "/tests/data/bicycles";

struct Loaded {
  RuleBase rule_base;
  Profile profile;
};

Loaded loaded() {
  auto rule_base = load_rule_base({.folders = {bicycles + "/rules"}});
  BOOST_REQUIRE(rule_base.has_value());
  auto profile = load_profile(*rule_base, bicycles + "/commute.toml");
  BOOST_REQUIRE(profile.has_value());
  return {std::move(*rule_base), std::move(*profile)};
}

// A file of its own, gone afterwards.
class Scratch {
 public:
  Scratch() : path_(fs::temp_directory_path() / ("shortlist-sample-" + std::to_string(getpid()))) {
    fs::create_directories(path_);
  }
  ~Scratch() { fs::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

SampleRun run_of(Contest contest, const SampleOptions& options) {
  const auto region = make_region(contest, options);
  BOOST_REQUIRE(region.has_value());
  SampleRun run;
  run.tally =
      Tally(static_cast<int>(contest.contestants.size()), static_cast<int>(contest.columns.size()));
  run.contest = std::move(contest);
  run.weights = region->words;
  run.dependent = region->dependent();
  run.simplex = simplex(*region, run.contest);
  run.samples = options.samples;
  run.seed = options.seed;
  BOOST_REQUIRE(draw(run, *region, options).has_value());
  return run;
}

SampleAnalysis sampled(Contest contest, const SampleOptions& options = {}) {
  return analyse(run_of(std::move(contest), options));
}

void expect_shares(const SampleAnalysis& analysis, const std::vector<std::vector<double>>& shares) {
  for (std::size_t i = 0; i < shares.size(); ++i)
    for (std::size_t rank = 0; rank < shares[i].size(); ++rank)
      BOOST_TEST(std::abs(analysis.acceptability[i][rank] - shares[i][rank]) <=
                     4 * analysis.standard_error,
                 i << " at rank " << rank + 1 << ": " << analysis.acceptability[i][rank]);
}

std::string text(const Result<SampleAnalysis>& analysis) {
  BOOST_REQUIRE(analysis.has_value());
  return report(*analysis, {.format = Format::json}) + report(*analysis, {}) +
         report(*analysis, {.format = Format::csv});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(whatif_sample_run, *boost::unit_test::label("threads"))

BOOST_AUTO_TEST_CASE(shares_of_three_are_those_of_the_exact_polygons) {
  const auto analysis = sampled(test::hand_made({{1, 0}, {0, 1}, {0.6, 0.6}}, {0.5, 0.5}));
  expect_shares(analysis, {{0.4, 0.1, 0.5}, {0.4, 0.1, 0.5}, {0.2, 0.8, 0}});
  BOOST_TEST(analysis.pairwise[0][1] == 0.5);  // exactly
  BOOST_TEST(std::abs(analysis.pairwise[2][0] - 0.6) < 1e-15);
  BOOST_TEST(analysis.effective_samples == 100'000.0);
  BOOST_TEST(analysis.confidence[0].value() == 1.0);
}

// K unit vectors: each first at 1/K of the weights, its own central weight H_K / K.
BOOST_AUTO_TEST_CASE(unit_vectors_share_alike_and_each_is_first_where_its_weight_is_large) {
  for (const std::size_t k : {3U, 5U}) {
    std::vector<std::vector<double>> values(k, std::vector<double>(k, 0.0));
    double harmonic = 0;
    for (std::size_t i = 0; i < k; ++i) {
      values[i][i] = 1;
      harmonic += 1 / static_cast<double>(i + 1);
    }
    const auto share = 1 / static_cast<double>(k);
    const auto analysis = sampled(test::hand_made(values, std::vector<double>(k, share)));
    expect_shares(analysis, std::vector<std::vector<double>>(k, std::vector<double>(k, share)));
    for (std::size_t i = 0; i < k; ++i)
      BOOST_TEST(std::abs(analysis.central_weights[i].value()[i] - harmonic * share) < 0.01);
  }
}

BOOST_AUTO_TEST_CASE(twins_split_their_ranks_and_who_is_never_first_has_no_centre) {
  const auto analysis = sampled(test::hand_made({{0.5, 0.5}, {0.5, 0.5}, {0.2, 0.3}}, {0.6, 0.4}));
  for (const std::size_t twin : {0U, 1U}) {
    BOOST_TEST(analysis.acceptability[twin][0] == 0.5);
    BOOST_TEST(analysis.acceptability[twin][1] == 0.5);
    BOOST_TEST(analysis.confidence[twin].value() == 0.5);
  }
  BOOST_TEST(analysis.pairwise[0][1] == 0.5);
  BOOST_TEST(analysis.acceptability[2][2] == 1.0);
  BOOST_TEST(!analysis.central_weights[2].has_value());
  BOOST_TEST(!analysis.confidence[2].has_value());
}

// The third has an unknown value: two of the three pairs are counted.
BOOST_AUTO_TEST_CASE(pairs_are_exact_where_they_can_be) {
  Contest contest = test::hand_made({{1, 0}, {0.2, 0.7}, {0, 0.5}}, {0.5, 0.5});
  contest.high(2, 0) = 1;
  const SampleRun run = run_of(std::move(contest), {.samples = 20'000});
  BOOST_TEST(run.tally.halves[1] == 0U);
  BOOST_TEST(run.tally.halves[2] + run.tally.halves[6] == 40'000U);
  for (const int threads : {1, 2}) {
    const auto analysis = analyse(run, threads);
    BOOST_TEST(std::abs(analysis.pairwise[0][1] - 0.8 / 1.5) < 1e-15);
    BOOST_TEST(analysis.pairwise[0][2] == static_cast<double>(run.tally.halves[2]) / 40'000);
    BOOST_TEST(analysis.pairwise[1][1] == 0.5);
  }
}

// At any weights the first is at U, uniform on [0, 1], the second at 0.25.
BOOST_AUTO_TEST_CASE(confidence_is_over_what_is_unknown) {
  Contest contest = test::hand_made({{0, 0}, {0.25, 0.25}}, {0.5, 0.5});
  contest.high.row(0).setOnes();
  contest.low(0, 1) = contest.high(0, 1) = 0.25;
  const auto analysis = sampled(std::move(contest));
  BOOST_TEST(std::abs(analysis.confidence[0].value() - 0.75) < 0.02);
  BOOST_TEST(std::abs(analysis.confidence[1].value() - 0.25) < 0.02);
  BOOST_TEST(analysis.unknown[0] == std::vector<std::string>{"need-0"});
  BOOST_TEST(analysis.unknown[1].empty());
}

// Twelve families that are each first somewhere, their values unknown.
Contest open_contest() {
  constexpr std::size_t count = 12;
  std::vector<std::vector<double>> values(count, std::vector<double>(count, 0.0));
  for (std::size_t i = 0; i < count; ++i) values[i][i] = 1;
  Contest contest = test::hand_made(values, std::vector<double>(count, 1.0 / count));
  contest.low.setConstant(0);
  return contest;
}

BOOST_AUTO_TEST_CASE(confidence_is_the_same_for_any_number_of_threads) {
  const SampleRun run = run_of(open_contest(), {.samples = 20'000});
  const auto one = analyse(run, 1);
  BOOST_TEST(one.confidence[11].has_value());
  for (const int threads : {2, 5, 64})
    BOOST_TEST((analyse(run, threads).confidence == one.confidence));
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_has_no_confidence) {
  SampleRun run = run_of(open_contest(), {.samples = 20'000});
  run.samples *= 2;
  const auto analysis = analyse(run);
  BOOST_TEST(analysis.interrupted);
  BOOST_TEST(analysis.central_weights[0].has_value());
  BOOST_TEST(analysis.confidence.size() == 12U);
  for (const auto& each : analysis.confidence) BOOST_TEST(!each.has_value());
  BOOST_TEST(report(analysis, {}).find("confidence, %") != std::string::npos);
}

// Of 400 families on 40 needs confidence takes longer than a glance.
BOOST_AUTO_TEST_CASE(confidence_can_be_stopped) {
  std::vector<std::vector<double>> values(400, std::vector<double>(40, 0.0));
  for (std::size_t i = 0; i < values.size(); ++i) values[i][i % 40] = 1;
  Contest contest = test::hand_made(values, std::vector<double>(40, 1.0 / 40));
  contest.low.setConstant(0);
  const SampleRun run = run_of(std::move(contest), {.samples = 4096});
  int asked = 0;
  const auto analysis = analyse(run, 1, [&] { return ++asked < 2; });
  BOOST_TEST(asked == 2);
  BOOST_TEST(analysis.interrupted);
  BOOST_TEST(!analysis.confidence[0].has_value());
}

BOOST_AUTO_TEST_CASE(a_single_need_leaves_a_single_weighting) {
  const auto analysis = sampled(test::hand_made({{0.7}, {0.4}}, {1}), {.samples = 5000});
  BOOST_TEST(analysis.acceptability[0][0] == 1.0);
  BOOST_TEST(analysis.central_weights[0].value()[0] == 1.0);
}

// Beta(n + 1, 1) has the variance (n + 1) / ((n + 2)^2 (n + 3)).
BOOST_AUTO_TEST_CASE(draws_that_agree_are_not_certain) {
  for (const std::uint64_t n : {1U, 10U, 5000U}) {
    const auto analysis =
        sampled(test::hand_made({{0.7, 0.6}, {0.4, 0.5}}, {0.5, 0.5}), {.samples = n});
    BOOST_TEST(analysis.acceptability[0][0] == 1.0);
    const auto k = static_cast<double>(n);
    BOOST_TEST(std::abs(analysis.standard_error -
                        std::sqrt((k + 1) / ((k + 2) * (k + 2) * (k + 3)))) < 1e-12);
  }
}

// Draws of a walk are worth less than as many that stand alone, but not nothing; the shares are
// those of exact draws.
BOOST_AUTO_TEST_CASE(a_walk_knows_what_its_draws_are_worth) {
  SampleOptions options{.samples = 200'000};
  for (int i = 0; i < 7; ++i) {
    const std::string one = "need-" + std::to_string(i);
    const std::string next = "need-" + std::to_string(i + 1);
    options.comparisons.push_back("2 " + one + " >= " + next);
    options.comparisons.push_back(one + " <= 2 " + next);
  }
  options.comparisons.emplace_back("need-0 <= need-5 + 0.03");
  std::vector<std::vector<double>> values(8, std::vector<double>(8, 0.0));
  for (std::size_t i = 0; i < 8; ++i) values[i][i] = 1;
  const SampleRun run = run_of(test::hand_made(values, std::vector<double>(8, 0.125)), options);
  BOOST_REQUIRE(run.dependent);
  const auto analysis = analyse(run);
  BOOST_TEST_MESSAGE("effective " << analysis.effective_samples);
  BOOST_TEST(analysis.effective_samples > 2'000);
  BOOST_TEST(analysis.effective_samples <= 200'000);
  options.seed = 2;
  const auto other = sampled(test::hand_made(values, std::vector<double>(8, 0.125)), options);
  for (std::size_t i = 0; i < 8; ++i)
    BOOST_TEST(std::abs(analysis.acceptability[i][0] - other.acceptability[i][0]) <=
               6 * analysis.standard_error);
}

BOOST_AUTO_TEST_CASE(too_few_dependent_draws_say_that_nothing_is_known_of_their_error) {
  SampleRun run = run_of(test::hand_made({{1, 0}, {0, 1}}, {0.5, 0.5}), {.samples = 100});
  run.dependent = true;
  BOOST_TEST(analyse(run).effective_samples == 1.0);
}

BOOST_AUTO_TEST_CASE(threads_do_not_change_a_bit) {
  const Loaded in = loaded();
  for (const WeightRegion region : {WeightRegion::any, WeightRegion::order, WeightRegion::bounds}) {
    SampleOptions options{.samples = 100'001, .threads = 1, .region = region};
    const auto one = whatif_sample_shard(in.rule_base, in.profile, options);
    BOOST_REQUIRE(one.has_value());
    for (const int threads : {2, 4}) {
      options.threads = threads;
      BOOST_TEST(whatif_sample_shard(in.rule_base, in.profile, options)->text == one->text);
    }
  }
}

BOOST_AUTO_TEST_CASE(shards_add_up_to_the_whole_byte_for_byte) {
  const Loaded in = loaded();
  const SampleOptions whole{.samples = 30'000, .seed = 9, .region = WeightRegion::order};
  const std::string expected = text(whatif_sample(in.rule_base, in.profile, whole));
  for (const int shards : {1, 3, 7, 11}) {  // of eight blocks
    std::vector<ShardText> texts;
    for (int shard = shards; shard >= 1; --shard) {
      SampleOptions options = whole;
      options.shard = shard;
      options.shards = shards;
      const auto part = whatif_sample_shard(in.rule_base, in.profile, options);
      BOOST_REQUIRE(part.has_value());
      texts.push_back({std::to_string(shard), part->text});
    }
    BOOST_TEST(text(whatif_merge(texts)) == expected);
  }
}

BOOST_AUTO_TEST_CASE(stopped_and_resumed_is_the_whole_byte_for_byte) {
  const Loaded in = loaded();
  const Scratch scratch;
  SampleOptions options{.samples = 3'000'000, .threads = 2, .region = WeightRegion::bounds};
  const std::string expected = text(whatif_sample(in.rule_base, in.profile, options));
  options.checkpoint = scratch.file("checkpoint");
  for (const int last : test::one_in(4, std::vector{2, 1, 4, 6})) {
    int stops = 0;
    std::uint64_t before = 0;
    while (true) {
      int told = 0;
      options.progress = [&](std::uint64_t done, std::uint64_t of) {
        BOOST_TEST(done >= before);
        BOOST_TEST(of == options.samples);
        before = std::max(before, done);
        return stops >= 3 || ++told <= last;
      };
      const auto analysis = whatif_sample(in.rule_base, in.profile, options);
      BOOST_REQUIRE(analysis.has_value());
      if (!analysis->interrupted) {
        BOOST_TEST(text(analysis) == expected);
        break;
      }
      ++stops;
    }
    BOOST_TEST(stops >= 1);
    // A finished one gives its result again at once.
    options.progress = nullptr;
    BOOST_TEST(text(whatif_sample(in.rule_base, in.profile, options)) == expected);
    fs::remove(options.checkpoint);
  }
}

// Of 10^12 samples, which nobody would wait for.
BOOST_AUTO_TEST_CASE(what_the_progress_callback_throws_reaches_the_caller_at_once) {
  const auto [rule_base, profile] = loaded();
  for (const bool at_once : {true, false}) {
    SampleOptions options{.samples = 1'000'000'000'000, .threads = 3};
    options.progress = [&](std::uint64_t done, std::uint64_t) -> bool {
      if (at_once || done > 0) throw std::out_of_range("enough");
      return true;
    };
    BOOST_CHECK_EXCEPTION(
        std::ignore = whatif_sample(rule_base, profile, options), std::out_of_range,
        [](const auto& thrown) { return thrown.what() == std::string("enough"); });
  }
}

BOOST_AUTO_TEST_CASE(a_checkpoint_of_another_run_is_refused_and_left_alone) {
  const Loaded in = loaded();
  const Scratch scratch;
  const SampleOptions first{.samples = 10'000, .checkpoint = scratch.file("checkpoint")};
  BOOST_REQUIRE(whatif_sample(in.rule_base, in.profile, first).has_value());
  const std::string kept = read(first.checkpoint);
  const auto refused = [&](const SampleOptions& options, const std::string& what) {
    const auto analysis = whatif_sample(in.rule_base, in.profile, options);
    BOOST_REQUIRE(!analysis.has_value());
    BOOST_TEST((analysis.error().kind == FailureKind::data));
    const std::string said = to_text(analysis.error().diagnostics.front());
    BOOST_TEST(said.find(what) != std::string::npos, said);
    BOOST_TEST(read(first.checkpoint) == kept);
  };
  SampleOptions other = first;
  other.seed = 2;
  refused(other, "of another run: the seed differs");
  other = first;
  other.samples = 20'000;
  refused(other, "the number of samples differs");
  other = first;
  other.region = WeightRegion::order;
  refused(other, "the region of the weights differs");
  other = first;
  other.shards = 2;
  refused(other, "the number of shards differs");
  other = first;
  other.rank.only = {"finch"};
  refused(other, "which families take part differs");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_checkpoint_is_not_overwritten) {
  const Loaded in = loaded();
  const Scratch scratch;
  const std::string path = scratch.file("notes");
  std::ofstream(path) << "dear diary";
  const auto analysis = whatif_sample(in.rule_base, in.profile, {.checkpoint = path});
  BOOST_REQUIRE(!analysis.has_value());
  BOOST_TEST((analysis.error().kind == FailureKind::data));
  BOOST_TEST(read(path) == "dear diary");
}

BOOST_AUTO_TEST_CASE(a_checkpoint_that_cannot_be_written_is_told_of_first) {
  const Loaded in = loaded();
  const Scratch scratch;
  bool drawn = false;
  SampleOptions options{.checkpoint = scratch.file("no/such/folder")};
  options.progress = [&](auto, auto) { return drawn = true; };
  const auto analysis = whatif_sample(in.rule_base, in.profile, options);
  BOOST_REQUIRE(!analysis.has_value());
  BOOST_TEST((analysis.error().kind == FailureKind::io));
  BOOST_TEST(!drawn);
}

BOOST_AUTO_TEST_CASE(numbers_out_of_bounds_are_refused) {
  const Loaded in = loaded();
  for (const SampleOptions& options :
       {SampleOptions{.samples = 0}, SampleOptions{.samples = most_samples + 1},
        SampleOptions{.threads = -1}, SampleOptions{.shard = 0}, SampleOptions{.shard = 2},
        SampleOptions{.shards = most_shards + 1}}) {
    const auto analysis = whatif_sample(in.rule_base, in.profile, options);
    BOOST_REQUIRE(!analysis.has_value());
    BOOST_TEST((analysis.error().kind == FailureKind::usage));
  }
}

BOOST_AUTO_TEST_SUITE_END()
