#pragma once
// Sampled ranks, draw by draw and in double: weights as gaps between sorted numbers, sums in the
// order of the columns, a sort, ties found by equality. Only the random numbers are the engine's,
// since draws have to be the same to be compared.
//
// And what sampling should come to, exactly: of a pair at any number of columns, of all ranks where
// there are three.

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace oracle {

using Table = std::vector<std::vector<double>>;

struct Field {
  Table low;              // [row][column]
  Table high;             // drawn between the two
  std::vector<int> rows;  // how many of them each family has, in order
  int qualified = 0;      // families before the others, whatever the weights
};

using Row = std::vector<std::uint64_t>;

struct Shares {
  std::vector<Row> ranks;    // [family][rank]
  std::vector<Row> weights;  // [family][column], in units of 2^-31
};

struct Counts {
  std::map<int, Shares> by_tied;      // how many families tie; 1: none
  std::vector<Row> halves;            // [family][other]: 2 a win, 1 a tie
  std::vector<std::uint64_t> firsts;  // squares of the first ranks in a block of draws, summed
};

using Weights = std::vector<std::uint32_t>;  // by column, in units of 2^-31

// Uniform on the simplex.
Weights uniform_weights(std::uint64_t seed, std::uint64_t draw, int columns);

Counts sample(const Field& field, std::uint64_t seed, std::uint64_t begin, std::uint64_t end,
              const std::function<Weights(std::uint64_t draw)>& weights);

// P(d.w > 0) for w uniform on the simplex, by the recursion of Varsi (1973), which subtracts
// nothing.
double positive_share(const std::vector<double>& d);

// P(rank) of each family for three columns: areas of polygons. [family][rank]
Table rank_shares(const Table& values);

}  // namespace oracle
