#include "shortlist/batch.hpp"

#include "cli/batch_streams.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/long_run.hpp"
#include "cli/output.hpp"

namespace shortlist::cli {

int run_batch(const Arguments& arguments) {
  const auto inputs = open_inputs(arguments);
  if (!inputs) return complain(inputs.error());
  give_memory_back();
  const StopSignals signals;
  const auto source = batch_source(arguments.operands[0]);
  if (!source) return complain(source.error());
  BatchLines lines(arguments);
  if (const auto opened = lines.open(); !opened) return complain(opened.error());

  BatchOptions options{arguments.rank,
                       inputs->policies,
                       arguments.style.top,
                       arguments.sample.threads,
                       arguments.from_line,
                       arguments.memory,
                       [](std::uint64_t) { return !StopSignals::came(); }};
  const auto summary = batch(
      inputs->rule_base, *source, [&](std::string_view line) { return lines.write(line); },
      options);
  if (!summary) return complain(summary.error());
  return finish_batch(arguments, *summary, lines);
}

}  // namespace shortlist::cli
