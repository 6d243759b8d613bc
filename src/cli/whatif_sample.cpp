#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inputs.hpp"
#include "cli/long_run.hpp"
#include "cli/output.hpp"
#include "cli/sample_options.hpp"
#include "shortlist/text.hpp"
#include "shortlist/whatif.hpp"

#include <cstdint>
#include <string>
#include <unistd.h>

namespace shortlist::cli {

namespace {

// How far a run got, for whoever stops it.
struct Done {
  std::uint64_t samples = 0;
  std::uint64_t of = 0;
};

int stopped(const SampleOptions& options, const Done& done) {
  const auto number = [](std::uint64_t count) { return number_text(static_cast<double>(count)); };
  const std::string what =
      "stopped after " + number(done.samples) + " of " + number(done.of) + " samples";
  if (options.checkpoint.empty())
    complain({{Severity::warning,
               {},
               0,
               0,
               what + ", which are lost",
               "--checkpoint FILE keeps them",
               {}}});
  else
    complain({{Severity::warning,
               options.checkpoint,
               0,
               0,
               what + ", which are kept here",
               "the same command goes on from there",
               {}}});
  return exit_interrupted;
}

// Writes what came out, and then only gives up the checkpoint.
int finish(const Arguments& arguments, const std::string& text) {
  const int code = write_result(arguments, text, exit_done);
  if (code == exit_done && !arguments.sample.checkpoint.empty())
    unlink(arguments.sample.checkpoint.c_str());
  return code;
}

}  // namespace

int run_whatif_sample(const Arguments& arguments) {
  if (const auto wrong = wrong_together(arguments)) return complain(*wrong);
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());

  SampleOptions options = arguments.sample;
  options.rank = arguments.rank;
  Done done;
  const auto draw = [&](auto sample) {
    const StopSignals signals;
    ProgressLine line;
    options.progress = [&](std::uint64_t samples, std::uint64_t of) {
      done = {samples, of};
      line.show(samples, of);
      return !StopSignals::came();
    };
    return sample(inputs->rule_base, *inputs->profile, options);
  };
  if (arguments.shard_stated) {
    const auto shard = draw(whatif_sample_shard);
    if (!shard) return complain(shard.error());
    if (shard->interrupted) return stopped(options, done);
    return finish(arguments, shard->text);
  }
  const auto analysis = draw(whatif_sample);
  if (!analysis) return complain(analysis.error());
  if (analysis->interrupted) return stopped(options, done);
  return finish(arguments, report(*analysis, style_for_output(arguments)));
}

}  // namespace shortlist::cli
