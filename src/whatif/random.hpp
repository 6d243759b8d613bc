#pragma once
// Counter-based random numbers: every number is a function of the seed and of its own coordinates,
// so that any part of a run can be drawn anywhere, in any order, by vectors of any width.
//
//     uniform({.seed = 1, .draw = 7, .dimension = 2, .purpose = Purpose::weights})  // < 2^31
//
// The function is ARS of Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3"
// (SC 2011): rounds of AES under a key schedule that only adds. They found 5 rounds to pass every
// test of TestU01 and recommend 7, which are taken here. Processors do a round in one instruction
// for four draws, or sixteen; this header is the same function in plain C++.

#include <array>
#include <cstddef>
#include <cstdint>

namespace shortlist::whatif {

using Words = std::array<std::uint32_t, 4>;

constexpr int ars_rounds = 7;

Words ars(const Words& counter, const Words& key, int rounds = ars_rounds);

// The keys of the rounds: rounds + 1 of them, the first the key itself.
template <std::size_t rounds>
constexpr std::array<Words, rounds + 1> ars_keys(const Words& key) {
  std::array<Words, rounds + 1> keys{};
  std::uint64_t low = key[0] | std::uint64_t{key[1]} << 32U;
  std::uint64_t high = key[2] | std::uint64_t{key[3]} << 32U;
  for (Words& each : keys) {
    each = {static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(low >> 32U),
            static_cast<std::uint32_t>(high), static_cast<std::uint32_t>(high >> 32U)};
    low += 0x9E3779B97F4A7C15U;   // the golden ratio
    high += 0xBB67AE8584CAA73BU;  // sqrt(3) - 1
  }
  return keys;
}

// What numbers are drawn for; those of different purposes are independent.
enum class Purpose : std::uint32_t { weights = 0, values = 1, region = 2 };

struct Coordinates {
  std::uint64_t seed = 1;
  std::uint64_t draw = 0;
  std::uint32_t dimension = 0;
  Purpose purpose = Purpose::weights;
};

// Four neighbouring draws share the words of one call: draw i takes word i mod 4 of the counter
// (i / 4 low, i / 4 high, dimension, purpose).
std::uint32_t random_word(const Coordinates& at);

// 31 bits: uniform on 0 .. 2^31 - 1.
inline std::uint32_t uniform(const Coordinates& at) { return random_word(at) >> 1U; }

}  // namespace shortlist::whatif
