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
    "       mpirun -n RANKS shortlist-mpi batch DIR|FILE.jsonl [OPTION...]\n"
    "\n"
    "Takes what the command of `shortlist` takes, but for --shard and standard input, and writes\n"
    "the same bytes at any number of ranks. All ranks read the files. --threads is for each rank\n"
    "(default: those of its machine, shared among its ranks there).\n"
    "\n"
    "When a rank is lost all end. `batch` goes on with --from-line; with --checkpoint FILE each\n"
    "rank of `whatif sample` keeps FILE.RANK-of-RANKS, and the same command with as many ranks\n"
    "goes on from there.\n";

int run(const mpi::World& world, const std::vector<std::string>& words) {
  const auto arguments = cli::parse(words);
  if (!arguments) return mpi::any_failure(world, &arguments.error()).value_or(cli::exit_usage);
  if (arguments->help || arguments->command == nullptr)
    return world.rank() == 0 ? cli::write_stdout(usage, cli::exit_done) : cli::exit_done;
  if (arguments->command->bit == cli::sample_command) return mpi::sample(world, *arguments);
  if (arguments->command->bit == cli::batch_command) return mpi::batch(world, *arguments);
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
