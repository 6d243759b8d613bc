#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "mpi/commands.hpp"

#include <algorithm>
#include <optional>
#include <thread>

namespace shortlist::mpi {

std::optional<int> any_failure(const World& world, const Failure* failure) {
  const auto first = world.smallest(failure == nullptr ? world.size() : world.rank());
  if (!first) return cli::exit_interrupted;
  if (*first == world.size()) return std::nullopt;
  if (*first == world.rank()) {
    world.speak();
    Failure said = *failure;
    if (world.rank() > 0)
      for (Diagnostic& each : said.diagnostics) each.message = world.name() + ": " + each.message;
    cli::complain(said);
  }
  const auto code = world.smallest(*first == world.rank() ? cli::exit_code(failure->kind)
                                                          : cli::exit_interrupted);
  return code.value_or(cli::exit_interrupted);
}

int threads_of(const World& world, int stated) {
  const auto machine = static_cast<int>(std::thread::hardware_concurrency());
  return stated > 0 ? stated : std::max(1, machine / world.here());
}

}  // namespace shortlist::mpi
