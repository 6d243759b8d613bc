// shortlist-mpi: the commands of `shortlist` that many machines can share, under mpirun.

#include "cli/command_table.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "mpi/commands.hpp"

#include <csignal>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace shortlist;

constexpr const char* usage =
    "usage: mpirun -n RANKS shortlist-mpi whatif sample PROFILE [OPTION...]\n"
    "\n"
    "Takes what `shortlist whatif sample` takes but --shard, and writes the same bytes, at any\n"
    "number of ranks. --threads is for each rank (default: those of its machine, shared among\n"
    "its ranks there). With --checkpoint FILE each rank keeps FILE.RANK-of-RANKS; when a rank is\n"
    "lost the same command with as many ranks goes on from there.\n";

int run(const mpi::World& world, const std::vector<std::string>& words) {
  const auto arguments = cli::parse(words);
  if (!arguments) return mpi::any_failure(world, &arguments.error()).value_or(cli::exit_usage);
  if (arguments->help || arguments->command == nullptr)
    return world.rank() == 0 ? cli::write_stdout(usage, cli::exit_done) : cli::exit_done;
  if (arguments->command->bit == cli::sample_command) return mpi::sample(world, *arguments);
  const Failure other =
      cli::usage_failure("'" + std::string(arguments->command->name) + "' runs in one process",
                         "shortlist " + std::string(arguments->command->name));
  return mpi::any_failure(world, &other).value_or(cli::exit_usage);
}

}  // namespace

int main(int count, char** words) {
  std::signal(SIGPIPE, SIG_IGN);
  const mpi::World world(count, words);
  try {
    return run(world, {words + (count > 0 ? 1 : 0), words + count});
  } catch (const std::exception& error) {
    world.speak();
    cli::complain({{Severity::error, {}, 0, 0, world.name() + ": " + error.what(), {}, {}}});
    mpi::World::abort(cli::exit_bug);
  }
}
