#include "mpi/world.hpp"

#include "cli/long_run.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <climits>
#include <cstddef>
#include <fcntl.h>
#include <mpi.h>
#include <thread>
#include <unistd.h>

namespace shortlist::mpi {

namespace {

constexpr std::chrono::milliseconds pause{1};
constexpr int text_tag = 1;

// Messages are at most so long; a longer text goes in several.
constexpr std::size_t piece = std::size_t{1} << 26U;

bool wait(MPI_Request& request) {
  for (int done = 0;;) {
    MPI_Test(&request, &done, MPI_STATUS_IGNORE);
    if (done != 0) return true;
    if (cli::StopSignals::came()) return false;
    std::this_thread::sleep_for(pause);
  }
}

bool send_bytes(const void* bytes, std::size_t count) {
  MPI_Request request{};
  MPI_Isend(bytes, static_cast<int>(count), MPI_BYTE, 0, text_tag, MPI_COMM_WORLD, &request);
  return wait(request);
}

bool receive_bytes(void* bytes, std::size_t count, int from) {
  MPI_Request request{};
  MPI_Irecv(bytes, static_cast<int>(count), MPI_BYTE, from, text_tag, MPI_COMM_WORLD, &request);
  return wait(request);
}

}  // namespace

World::World(int& count, char**& words) {
  MPI_Init(&count, &words);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &size_);
  MPI_Comm machine{};
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &machine);
  MPI_Comm_size(machine, &here_);
  MPI_Comm_free(&machine);
  if (rank_ == 0) return;
  stderr_ = dup(STDERR_FILENO);
  if (const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC); nowhere >= 0) {
    dup2(nowhere, STDERR_FILENO);
    close(nowhere);
  }
}

World::~World() { MPI_Finalize(); }

std::string World::name() const {
  std::array<char, MPI_MAX_PROCESSOR_NAME> machine{};
  int length = 0;
  MPI_Get_processor_name(machine.data(), &length);
  return "rank " + std::to_string(rank_ + 1) + " of " + std::to_string(size_) + " on " +
         std::string(machine.data(), static_cast<std::size_t>(length));
}

void World::speak() const {
  if (stderr_ >= 0) dup2(stderr_, STDERR_FILENO);
}

std::optional<int> World::smallest(int number) const {
  int least = 0;
  MPI_Request request{};
  MPI_Iallreduce(&number, &least, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD, &request);
  return wait(request) ? std::optional(least) : std::nullopt;
}

bool World::send(std::string_view text) const {
  const std::uint64_t length = text.size();
  if (!send_bytes(&length, sizeof length)) return false;
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
    if (!send_bytes(text.data(), std::min(piece, text.size()))) return false;
  return true;
}

std::optional<std::string> World::receive(int from) const {
  std::uint64_t length = 0;
  if (!receive_bytes(&length, sizeof length, from)) return std::nullopt;
  std::string text(length, '\0');
  for (std::size_t at = 0; at < text.size(); at += piece)
    if (!receive_bytes(text.data() + at, std::min(piece, text.size() - at), from))
      return std::nullopt;
  return text;
}

void World::leave(int code) { _exit(code); }

void World::abort(int code) {
  MPI_Abort(MPI_COMM_WORLD, code);
  _exit(code);
}

}  // namespace shortlist::mpi
