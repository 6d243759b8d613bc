// Weights of a region, block by block: as many draws as are asked for where each stands alone, a
// block at a time where each is a few steps from the one before.

#include "whatif/region.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::whatif {

namespace {

// Of a region that takes one in 256, as all must, none misses so often.
constexpr int most_misses = 1'000'000;

void put(std::span<const std::int32_t> draw, std::size_t at, std::size_t count,
         std::span<std::int32_t> weights) {
  for (std::size_t column = 0; column < draw.size(); ++column)
    weights[column * count + at] = draw[column];
}

class Proposals final : public WeightSource {
 public:
  Proposals(Region::Part part, std::uint64_t seed) : part_(std::move(part)), seed_(seed) {}

  void fill(std::uint64_t first, int count, std::span<std::int32_t> weights) const override {
    const auto draws = static_cast<std::size_t>(count);
    std::vector<std::int32_t> draw(weights.size() / draws);
    for (std::size_t i = 0; i < draws; ++i) {
      Stream stream(seed_, first + i);
      int misses = 0;
      while (!propose(part_.proposal, stream, draw) || !inside(part_.rows, draw))
        if (++misses == most_misses) throw std::logic_error("a region takes none of its proposals");
      put(draw, i, draws, weights);
    }
  }

 private:
  Region::Part part_;
  std::uint64_t seed_;
};

class Walks final : public WeightSource {
 public:
  Walks(std::shared_ptr<const Trail> trail, std::uint64_t seed)
      : trail_(std::move(trail)), seed_(seed) {}

  void fill(std::uint64_t first, int count, std::span<std::int32_t> weights) const override {
    const auto draws = static_cast<std::size_t>(count);
    const std::size_t columns = weights.size() / draws;
    if (block_.empty() || first / draws_per_block != at_) walk(first / draws_per_block, columns);
    const auto from = static_cast<std::size_t>(first % draws_per_block);
    for (std::size_t i = 0; i < draws; ++i)
      put(std::span(block_).subspan((from + i) * columns, columns), i, draws, weights);
  }

 private:
  void walk(std::uint64_t block, std::size_t columns) const {
    at_ = block;
    block_.resize(draws_per_block * columns);
    Walk walk(*trail_, Stream(seed_, block));
    for (std::size_t i = 0; i < draws_per_block; ++i)
      walk.next(std::span(block_).subspan(i * columns, columns));
  }

  std::shared_ptr<const Trail> trail_;
  std::uint64_t seed_;
  mutable std::vector<std::int32_t> block_;  // [draw * columns + column]
  mutable std::uint64_t at_ = 0;
};

}  // namespace

std::unique_ptr<WeightSource> weight_source(const Region& region, std::uint64_t seed) {
  if (const auto* part = std::get_if<Region::Part>(&region.way))
    return std::make_unique<Proposals>(*part, seed);
  if (const auto* trail = std::get_if<std::shared_ptr<const Trail>>(&region.way))
    return std::make_unique<Walks>(*trail, seed);
  return nullptr;
}

}  // namespace shortlist::whatif
