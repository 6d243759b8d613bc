#pragma once
// As many random words as a draw asks for, one after the other: what depends on chance how often.

#include "whatif/random.hpp"

#include <cstddef>
#include <cstdint>

namespace shortlist::whatif {

// Words of draw `draw` of purpose `region`.
class Stream {
 public:
  Stream(std::uint64_t seed, std::uint64_t draw) : seed_(seed), draw_(draw) {}

  std::uint32_t word();

  // Uniform on 0 .. size - 1, for size <= 2^32; off by at most size / 2^32 of a value's share.
  std::uint64_t below(std::uint64_t size) { return (word() * size) >> 32U; }

  // Uniform on (0, 1): a multiple of 2^-32, less a half of one.
  double fraction() { return (word() + 0.5) * 0x1p-32; }

 private:
  std::uint64_t seed_;
  std::uint64_t draw_;
  std::uint32_t block_ = 0;
  std::size_t left_ = 0;
  Words words_{};
};

}  // namespace shortlist::whatif
