#pragma once
// Where sampled weights lie, and what draws them there: uniformly, and exactly where the region's
// shape allows, else by hit-and-run.
//
//     auto region = make_region(contest, options);
//     auto source = weight_source(*region, options.seed);  // one for each thread
//
// Draw i depends on the region, the seed and i alone; of a walk on the seed and the block of i.
// Which way of drawing is taken depends on the region alone.

#include "whatif/kernel.hpp"
#include "whatif/proposal.hpp"
#include "whatif/walk.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

namespace shortlist::whatif {

struct Region {
  std::string words;  // "any", "order", "bounds 0.5"; comparisons after it: "any; a >= b; a <= 0.3"

  // Uniform on the simplex, which the kernel draws by itself; proposals, those outside `rows` drawn
  // again; or a walk.
  struct Everywhere {};
  struct Part {
    Proposal proposal;
    Matrix rows;
  };
  std::variant<Everywhere, Part, std::shared_ptr<const Trail>> way;
  double tries = 1;  // of a part, for a draw, about

  // Whether neighbouring draws hang together, so that a sample is worth less than one.
  bool dependent() const { return way.index() == 2; }
};

// Fails (usage) on comparisons that cannot be read, on more than 150 of them and needs together, on
// a share that is not in (0, 1], and where no weights satisfy everything, or only such as have no
// room to be drawn from.
Result<Region> make_region(const Contest& contest, const SampleOptions& options);

// The corners of a region that is a simplex, one a row, by column; none of any other, and of one of
// more than most_closed_needs columns.
Matrix simplex(const Region& region, const Contest& contest);

// Null where the kernel draws by itself. Holds on to the region; for one thread.
std::unique_ptr<WeightSource> weight_source(const Region& region, std::uint64_t seed);

}  // namespace shortlist::whatif
