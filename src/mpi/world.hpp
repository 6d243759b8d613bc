#pragma once
// The ranks of an MPI run, as little of them as the commands need. Whatever waits gives way to a
// request to stop: mpirun sends one to all others when a rank is lost.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shortlist::mpi {

class World {
 public:
  World(int& count, char**& words);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  int rank() const { return rank_; }
  int size() const { return size_; }
  int here() const { return here_; }  // ranks on this machine, which share its processors
  std::string name() const;           // "rank 2 of 4 on node7"

  // What ranks beside the first print goes nowhere, but after this.
  void speak() const;

  // The smallest number that any rank has; none where a stop was asked for.
  std::optional<int> smallest(int number) const;

  // To and from the first rank, whole. False, or none, where a stop was asked for.
  bool send(std::string_view text) const;
  std::optional<std::string> receive(int from) const;

  // Ends the program without waiting for other ranks, which may be gone.
  [[noreturn]] static void leave(int code);

  // Ends all ranks.
  [[noreturn]] static void abort(int code);

 private:
  int rank_ = 0;
  int size_ = 1;
  int here_ = 1;
  int stderr_ = -1;  // what stood there before it was silenced
};

}  // namespace shortlist::mpi
