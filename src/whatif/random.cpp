#include "whatif/random.hpp"

#include <bit>

namespace shortlist::whatif {

namespace {

constexpr std::uint8_t twice(std::uint8_t of) {
  const unsigned x = of;
  return static_cast<std::uint8_t>((x << 1U) ^ ((x >> 7U) * 0x1BU));
}

// The S-box of AES (FIPS 197, 5.1.1): inverses in GF(2^8), found by walking the powers of 3 and of
// 1/3 side by side, under an affine map.
constexpr std::array<std::uint8_t, 256> make_s_box() {
  std::array<std::uint8_t, 256> box{};
  std::uint8_t p = 1;
  std::uint8_t q = 1;
  do {
    p = static_cast<std::uint8_t>(p ^ twice(p));
    q = static_cast<std::uint8_t>(q ^ (q << 1U));
    q = static_cast<std::uint8_t>(q ^ (q << 2U));
    q = static_cast<std::uint8_t>(q ^ (q << 4U));
    if ((q & 0x80U) != 0) q ^= 0x09U;
    box[p] = static_cast<std::uint8_t>(q ^ std::rotl(q, 1) ^ std::rotl(q, 2) ^ std::rotl(q, 3) ^
                                       std::rotl(q, 4) ^ 0x63U);
  } while (p != 1);
  box[0] = 0x63U;
  return box;
}

constexpr auto s_box = make_s_box();

// A byte of the first row through the S-box and MixColumns, as a column; the other rows' are
// rotations of it.
constexpr std::array<std::uint32_t, 256> make_mixed() {
  std::array<std::uint32_t, 256> mixed{};
  for (std::size_t i = 0; i < mixed.size(); ++i) {
    const std::uint32_t once = s_box[i];
    const std::uint32_t two = twice(s_box[i]);
    mixed[i] = two | once << 8U | once << 16U | (two ^ once) << 24U;
  }
  return mixed;
}

constexpr auto mixed = make_mixed();

// The byte that ShiftRows brings to this row of this column.
std::size_t shifted(const Words& state, std::size_t column, unsigned row) {
  return (state[(column + row) % 4] >> (8U * row)) & 0xFFU;
}

void add_key(Words& state, const Words& key) {
  for (std::size_t i = 0; i < 4; ++i) state[i] ^= key[i];
}

// By less than 32 bits. (The parameter of std::rotl is signed in one C++ library only.)
std::uint32_t rotated(std::uint32_t word, unsigned bits) {
  return word << bits | word >> (32U - bits) % 32U;
}

Words middle_round(const Words& state) {
  Words next{};
  for (std::size_t column = 0; column < 4; ++column)
    for (unsigned row = 0; row < 4; ++row)
      next[column] ^= rotated(mixed[shifted(state, column, row)], 8U * row);
  return next;
}

Words last_round(const Words& state) {
  Words next{};
  for (std::size_t column = 0; column < 4; ++column)
    for (unsigned row = 0; row < 4; ++row)
      next[column] |= std::uint32_t{s_box[shifted(state, column, row)]} << (8U * row);
  return next;
}

}  // namespace

Words ars(const Words& counter, const Words& key, int rounds) {
  constexpr std::size_t most = 10;
  const auto keys = ars_keys<most>(key);
  Words state = counter;
  add_key(state, keys[0]);
  for (int i = 1; i <= rounds; ++i) {
    state = i < rounds ? middle_round(state) : last_round(state);
    add_key(state, keys[static_cast<std::size_t>(i)]);
  }
  return state;
}

std::uint32_t random_word(const Coordinates& at) {
  const std::uint64_t four = at.draw / 4;
  const Words counter{static_cast<std::uint32_t>(four), static_cast<std::uint32_t>(four >> 32U),
                      at.dimension, static_cast<std::uint32_t>(at.purpose)};
  const Words key{static_cast<std::uint32_t>(at.seed), static_cast<std::uint32_t>(at.seed >> 32U),
                  0, 0};
  return ars(counter, key)[at.draw % 4];
}

}  // namespace shortlist::whatif
