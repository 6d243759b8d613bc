#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/long_run.hpp"
#include "cli/output.hpp"
#include "cli/sample_options.hpp"
#include "mpi/commands.hpp"
#include "shortlist/whatif.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace shortlist::mpi {

namespace {

using namespace cli;

std::optional<Failure> refused(const Arguments& arguments) {
  if (arguments.shard_stated)
    return usage_failure("each rank draws a shard: --shard has no place here");
  if (arguments.profile == "-")
    return usage_failure("standard input reaches one rank only", "name a file of the profile");
  return wrong_together(arguments);
}

SampleOptions options_of(const World& world, const Arguments& arguments) {
  SampleOptions options = arguments.sample;
  options.rank = arguments.rank;
  options.shard = world.rank() + 1;
  options.shards = world.size();
  options.threads = threads_of(world, options.threads);
  if (!options.checkpoint.empty())
    options.checkpoint +=
        "." + std::to_string(options.shard) + "-of-" + std::to_string(options.shards);
  return options;
}

// A rank was lost, or somebody pressed Ctrl-C. Others may be gone: nothing is asked of them. The
// second rank speaks too, in case that it is the first that was lost.
[[noreturn]] void stop(const World& world, const SampleOptions& options) {
  if (world.rank() < 2) {
    world.speak();
    const std::string what = world.name() + ": stopped, by a signal or because a rank was lost";
    const bool kept = !options.checkpoint.empty();
    complain({{Severity::error,
               options.checkpoint,
               0,
               0,
               what + (kept ? "; what it has drawn is kept here" : "; what was drawn is lost"),
               kept ? "the same command with as many ranks goes on from there"
                    : "--checkpoint FILE keeps what each rank draws",
               {}}});
  }
  World::leave(exit_interrupted);
}

// What the first rank prints, from the shards of all.
Result<std::string> merged(const World& world, const Arguments& arguments, std::string own,
                           const SampleOptions& options) {
  std::vector<ShardText> shards{{world.name(), std::move(own)}};
  for (int rank = 1; rank < world.size(); ++rank) {
    auto text = world.receive(rank);
    if (!text) stop(world, options);
    shards.push_back({"rank " + std::to_string(rank + 1), std::move(*text)});
  }
  const auto analysis = whatif_merge(shards);
  if (!analysis) return analysis.error();
  return report(*analysis, style_for_output(arguments));
}

}  // namespace

int sample(const World& world, const Arguments& arguments) {
  const StopSignals signals;
  if (const auto wrong = refused(arguments))
    return any_failure(world, &*wrong).value_or(exit_usage);
  const auto inputs = open_inputs(arguments);
  if (const auto code = any_failure(world, inputs ? nullptr : &inputs.error())) return *code;

  SampleOptions options = options_of(world, arguments);
  ProgressLine line;
  options.progress = [&](std::uint64_t samples, std::uint64_t of) {
    if (world.rank() == 0) line.show(samples, of);
    return !StopSignals::came();
  };
  auto shard = whatif_sample_shard(inputs->rule_base, *inputs->profile, options);
  if (shard && shard->interrupted) stop(world, options);
  if (const auto code = any_failure(world, shard ? nullptr : &shard.error())) {
    if (*code == exit_interrupted) stop(world, options);
    return *code;
  }

  int code = exit_done;
  if (world.rank() > 0) {
    if (!world.send(shard->text)) stop(world, options);
  } else {
    const auto text = merged(world, arguments, std::move(shard->text), options);
    code = text ? write_result(arguments, *text, exit_done) : complain(text.error());
  }
  // The exit code is that of the first rank, which the others have in time to keep their part.
  const auto least = world.smallest(world.rank() == 0 ? -code : 0);
  if (!least) stop(world, options);
  if (*least == exit_done && !options.checkpoint.empty()) unlink(options.checkpoint.c_str());
  return -*least;
}

}  // namespace shortlist::mpi
