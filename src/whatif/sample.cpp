#include "base/quantity.hpp"
#include "model/find_family.hpp"
#include "whatif/checkpoint.hpp"
#include "whatif/drawing.hpp"
#include "whatif/sample_steps.hpp"
#include "whatif/shard.hpp"

#include <cmath>
#include <optional>
#include <string>
#include <utility>

namespace shortlist {

namespace {

using namespace whatif;

Failure usage(const std::string& message) { return model::usage(message); }

// Where the run is not quick, as `only_if_quick` wants it.
std::optional<Failure> check_steps(const Contest& contest, const Region& region,
                                   const SampleOptions& options) {
  const double steps = sample_steps(contest, region, options.samples);
  if (!options.only_if_quick || steps <= most_quick_steps) return std::nullopt;
  constexpr double billion = 1e9;
  return model::usage(
      number_text(static_cast<double>(options.samples)) + " samples of " +
          number_text(static_cast<double>(contest.contestants.size())) + " families on " +
          number_text(static_cast<double>(contest.columns.size())) + " needs take some " +
          number_text(std::ceil(steps / billion)) +
          " billion steps, and without --samples a run takes at most " +
          number_text(most_quick_steps / billion),
      "say --samples " + std::to_string(options.samples) +
          " to draw them all the same, or fewer; or name fewer families with --only");
}

// What is out of bounds, if anything is.
std::optional<Failure> check(const SampleOptions& options) {
  if (options.samples < 1 || options.samples > most_samples)
    return usage("a run has from 1 to 10,000,000,000,000 samples, not " +
                 std::to_string(options.samples));
  if (options.shards < 1 || options.shards > most_shards)
    return usage("a run has from 1 to 1,000,000 shards, not " + std::to_string(options.shards));
  if (options.shard < 1 || options.shard > options.shards)
    return usage("there is no shard " + std::to_string(options.shard) + " of " +
                 std::to_string(options.shards));
  if (options.threads < 0) return usage("a run has no less than one thread");
  return std::nullopt;
}

Result<SampleRun> sampled(const RuleBase& rule_base, const Profile& profile,
                          const SampleOptions& options) {
  if (auto fault = check(options)) return std::move(*fault);
  auto begin = start(rule_base, profile, options.rank);
  if (!begin) return std::move(begin.error());
  const int families = static_cast<int>(begin->contest.contestants.size());
  if (families > most_families)
    return usage("sampling counts pairs, and takes at most " + number_text(most_families) +
                 " families, not " + number_text(families));
  const auto region = make_region(begin->contest, options);
  if (!region) return region.error();
  if (auto fault = check_steps(begin->contest, *region, options)) return std::move(*fault);
  SampleRun run;
  run.inputs = std::move(begin->inputs);
  run.contest = std::move(begin->contest);
  run.weights = region->words;
  run.dependent = region->dependent();
  run.simplex = simplex(*region, run.contest);
  run.samples = options.samples;
  run.seed = options.seed;
  run.shard = options.shard;
  run.shards = options.shards;
  run.next = blocks(run).first;
  run.tally = Tally(families, static_cast<int>(run.contest.columns.size()));
  if (!options.checkpoint.empty())
    if (auto taken = resume(run, options.checkpoint); !taken) return std::move(taken.error());
  // The contest points into the decision, which goes; nothing here looks there.
  run.contest.alternatives.clear();
  if (auto drawn = draw(run, *region, options); !drawn) return std::move(drawn.error());
  return run;
}

}  // namespace

Result<SampleAnalysis> whatif_sample(const RuleBase& rule_base, const Profile& profile,
                                     const SampleOptions& options) {
  try {
    auto run = sampled(rule_base, profile, options);
    if (!run) return std::move(run.error());
    return analyse(*run, options.threads, [&] {
      const auto [first, last] = blocks(*run);
      return !options.progress ||
             options.progress(run->tally.samples, samples_in(*run, first, last));
    });
  } catch (const TooManyTies& ties) {
    return too_many_ties(ties);
  }
}

Result<SampleShard> whatif_sample_shard(const RuleBase& rule_base, const Profile& profile,
                                        const SampleOptions& options) {
  try {
    const auto run = sampled(rule_base, profile, options);
    if (!run) return run.error();
    return SampleShard{write_shard(*run), !finished(*run)};
  } catch (const TooManyTies& ties) {
    return too_many_ties(ties);
  }
}

}  // namespace shortlist
