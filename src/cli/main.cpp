// The command `shortlist`: what surrounds the commands. Signals, descriptors that are closed,
// exceptions, --help and --version.

#include "cli/arguments.hpp"
#include "cli/command_table.hpp"
#include "cli/exit_code.hpp"
#include "cli/heap.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "shortlist/version.hpp"

#include <csignal>
#include <exception>
#include <fcntl.h>
#include <new>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

using namespace shortlist::cli;

// Nothing is left to clean up: files are written with these signals held back.
void interrupted(int) { _exit(exit_interrupted); }

// A closed pipe and a file that has grown too large are errors of write, and an interrupt has an
// exit code of its own.
void set_signals() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  struct sigaction before {};
  if (sigaction(SIGINT, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
    std::signal(SIGINT, interrupted);
}

// Where one of the three is closed the next file to be opened would take its place, and be written
// to by mistake. What takes it here can be neither read for long nor written.
void fill_descriptors() {
  for (int descriptor = 0; descriptor <= 2; ++descriptor)
    if (fcntl(descriptor, F_GETFD) == -1 && open("/dev/null", O_RDONLY) == -1) _exit(exit_io);
}

int run(const std::vector<std::string>& words) {
  const auto arguments = parse(words);
  if (!arguments) return complain(arguments.error());
  if (arguments->version)
    return write_stdout("shortlist " + std::string(shortlist::version()) + "\n", exit_done);
  if (arguments->help) {
    if (arguments->command != nullptr) return write_stdout(help(*arguments->command), exit_done);
    const auto& group = arguments->operands;
    return write_stdout(group.empty() ? help() : help(group.front()), exit_done);
  }
  take_large_pages();
  if (arguments->print_profile) return print_profile(*arguments);
  return arguments->command->run(*arguments);
}

int fail(const std::string& what, ExitCode code) {
  complain({{shortlist::Severity::error, {}, 0, 0, what, {}, {}}});
  return code;
}

}  // namespace

int main(int count, char** words) {
  fill_descriptors();
  set_signals();
  try {
    return run({words + (count > 0 ? 1 : 0), words + count});
  } catch (const std::bad_alloc&) {
    return fail("there is not enough memory", exit_io);
  } catch (const std::exception& error) {
    return fail(std::string("a fault of this program: ") + error.what(), exit_bug);
  }
}
