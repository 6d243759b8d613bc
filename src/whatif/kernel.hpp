#pragma once
// Draws weights, scores, ranks and counts, block by block, with the widest vectors of the machine.
//
// The result is defined in double: draw i has weights w_k = n_k / 2^31 with integer n_k that depend
// on the seed and on i alone; a family's score is the largest over its rows of the sum, in column
// order, of w_k times the value; families of one status rank by score; equal scores tie. Vectors of
// float only presort: what they cannot tell apart is compared in double, so every vector width and
// the plain loop count the same.

#include "whatif/contest.hpp"
#include "whatif/simd.hpp"
#include "whatif/tally.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace shortlist::whatif {

// Draws of one call stand in blocks of this many; the unit that threads and shards take.
constexpr std::uint64_t draws_per_block = 4096;

// Where weights come from when they are not uniform on the simplex. Called from any thread.
class WeightSource {
 public:
  virtual ~WeightSource() = default;
  // Weights of the draws first .. first + count - 1, in units of 2^-31, [column * count + draw];
  // they sum to 2^31 for each draw. `first` begins a block or lies inside the one asked last.
  virtual void fill(std::uint64_t first, int count, std::span<std::int32_t> weights) const = 0;
};

struct KernelOptions {
  std::uint64_t seed = 1;
  const WeightSource* source = nullptr;  // null: uniform on the simplex
  bool pairwise = true;
  bool closed_pairs = true;  // among them those of families that score by one known row
  bool central = true;
  bool batches = false;        // count squares, a batch a block: runs begin and end with blocks
  std::optional<Simd> simd{};  // an available one; none: chosen_simd()
};

class Kernel {
 public:
  Kernel(const Contest& contest, const KernelOptions& options);
  ~Kernel();
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;

  // Adds the draws begin .. end - 1. Safe to call from several threads, a tally each.
  void run(std::uint64_t begin, std::uint64_t end, Tally& tally) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace shortlist::whatif
