// The kernel against the oracle on the same draws, count by count, with every kind of vector; and
// against exact shares.

#include "whatif/kernel.hpp"

#include "oracle/sampling.hpp"
#include "unit/whatif/hand_made.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <ostream>
#include <random>
#include <span>
#include <sstream>
#include <string>
#include <vector>

namespace shortlist::whatif {

std::ostream& operator<<(std::ostream& out, Simd simd) {
  constexpr const char* names[] = {"scalar", "neon", "avx2", "avx512"};
  return out << names[static_cast<std::size_t>(simd)];
}

}  // namespace shortlist::whatif

namespace {

using namespace shortlist::whatif;
using shortlist::test::hand_made;

// A contest of random values; what is not named is plain: known values, a row a family, all
// qualified, nothing equal.
struct Shape {
  int families = 1;
  int columns = 1;
  std::uint64_t begin = 0;
  std::uint64_t end = 1;
  int rows = 1;          // a family has 1 .. rows
  double unknown = 0;    // share of the cells
  int qualified = -1;    // families; all
  double twins = 0;      // share of the families that have the rows of the one before
  double borrowed = 0;   // share of the rows that are also the next family's
  double apart = 1;      // values differ by so much at most
  bool sourced = false;  // weights of a source, not uniform
};

std::ostream& operator<<(std::ostream& out, const Shape& s) {
  return out << s.families << " x " << s.columns << ", draws " << s.begin << " .. " << s.end
             << ", rows " << s.rows << ", unknown " << s.unknown << ", qualified " << s.qualified
             << ", twins " << s.twins << ", borrowed " << s.borrowed << ", apart " << s.apart
             << (s.sourced ? ", sourced" : "");
}

class Dice {
 public:
  double fraction() { return static_cast<double>(twister_() >> 11U) * 0x1p-53; }
  bool happens(double share) { return fraction() < share; }
  int up_to(int most) { return 1 + static_cast<int>(twister_() % static_cast<unsigned>(most)); }

 private:
  std::mt19937_64 twister_{7};
};

oracle::Field field_of(const Shape& shape) {
  Dice dice;
  oracle::Field field;
  field.qualified = shape.qualified < 0 ? shape.families : shape.qualified;
  const auto add_row = [&](const std::vector<double>& low, const std::vector<double>& high) {
    field.low.push_back(low);
    field.high.push_back(high);
    ++field.rows.back();
  };
  for (int family = 0; family < shape.families; ++family) {
    const std::size_t rows = field.low.size();
    const std::size_t last = rows - (family > 0 ? static_cast<std::size_t>(field.rows.back()) : 0);
    field.rows.push_back(0);
    if (family > 0 && dice.happens(shape.twins)) {
      for (std::size_t row = last; row < rows; ++row)
        add_row(std::vector<double>(field.low[row]), std::vector<double>(field.high[row]));
      continue;
    }
    const int own = dice.up_to(shape.rows);
    for (int i = 0; i < own; ++i) {
      if (family > 0 && dice.happens(shape.borrowed)) {
        add_row(std::vector<double>(field.low[last]), std::vector<double>(field.high[last]));
        continue;
      }
      std::vector<double> low;
      std::vector<double> high;
      for (int column = 0; column < shape.columns; ++column) {
        low.push_back(0.5 + shape.apart * (dice.fraction() - 0.5));
        high.push_back(low.back());
        if (dice.happens(shape.unknown)) high.back() += (1 - high.back()) * dice.fraction();
      }
      add_row(low, high);
    }
  }
  return field;
}

Contest contest_of(const oracle::Field& field) {
  Contest contest =
      hand_made(field.low, std::vector<double>(field.low.front().size(), 1.0), field.rows);
  for (std::size_t row = 0; row < field.high.size(); ++row)
    for (std::size_t column = 0; column < field.high[row].size(); ++column)
      contest.high(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) =
          field.high[row][column];
  contest.qualified = field.qualified;
  return contest;
}

// Weights that depend on the draw in a way of their own: few columns have any, sometimes one all.
oracle::Weights sparse_weights(std::uint64_t draw, int columns) {
  oracle::Weights weights(static_cast<std::size_t>(columns), 0);
  std::uint32_t left = 1U << weight_bits;
  for (std::uint64_t at = draw; left > 0; at = at * 5 + 3) {
    const std::uint32_t part =
        at % 7 == 0
            ? left
            : std::min<std::uint32_t>(left, static_cast<std::uint32_t>(700'000'000U + at % 1000));
    weights[at % weights.size()] += part;
    left -= part;
  }
  return weights;
}

class Sparse final : public WeightSource {
 public:
  void fill(std::uint64_t first, int count, std::span<std::int32_t> weights) const override {
    const auto draws = static_cast<std::size_t>(count);
    const auto columns = static_cast<int>(weights.size() / draws);
    for (std::size_t draw = 0; draw < draws; ++draw) {
      const auto own = sparse_weights(first + draw, columns);
      for (std::size_t column = 0; column < own.size(); ++column)
        weights[column * draws + draw] = static_cast<std::int32_t>(own[column]);
    }
  }
};

constexpr std::uint64_t seed = 11;

// The counts of the oracle as a tally.
Tally tally_of(const oracle::Counts& counts, std::uint64_t samples) {
  const auto columns = counts.by_tied.begin()->second.weights.front().size();
  Tally tally(static_cast<int>(counts.halves.size()), static_cast<int>(columns));
  tally.samples = samples;
  tally.halves.clear();
  for (const auto& row : counts.halves)
    tally.halves.insert(tally.halves.end(), row.begin(), row.end());
  for (std::size_t i = 0; i < counts.firsts.size(); ++i) tally.squares[i].add(counts.firsts[i]);
  for (const auto& [tied, shares] : counts.by_tied) {
    RankCounts& to = tally.share(tied);
    to.ranks.clear();
    for (const auto& row : shares.ranks) to.ranks.insert(to.ranks.end(), row.begin(), row.end());
    std::size_t at = 0;
    for (const auto& row : shares.weights)
      for (const std::uint64_t sum : row) to.weights[at++].add(sum);
  }
  return tally;
}

// Without the shares that nothing has.
Tally trimmed(Tally tally) {
  tally.spread();
  const auto empty = [](const RankCounts& counts) {
    return std::all_of(counts.ranks.begin(), counts.ranks.end(), [](auto n) { return n == 0; });
  };
  std::erase_if(tally.by_share, [&](const auto& share) { return empty(share.second); });
  tally.share(1);
  return tally;
}

void expect_same(const Tally& counted, const Tally& expected) {
  const Tally tally = trimmed(counted);
  BOOST_TEST(tally.samples == expected.samples);
  BOOST_TEST(tally.halves == expected.halves, boost::test_tools::per_element());
  BOOST_TEST((tally.squares == expected.squares));
  BOOST_REQUIRE(tally.by_share.size() == expected.by_share.size());
  for (const auto& [tied, counts] : expected.by_share) {
    BOOST_REQUIRE(tally.by_share.contains(tied));
    BOOST_TEST(tally.by_share.at(tied).ranks == counts.ranks, boost::test_tools::per_element());
    BOOST_TEST((tally.by_share.at(tied).weights == counts.weights));
  }
}

// Shapes on either side of every limit the kernel has.
const std::vector<Shape> shapes{
    // One column, one family, two.
    {.families = 1, .columns = 1, .end = 130},
    {.families = 5, .columns = 1, .end = 130},
    {.families = 3, .columns = 1, .end = 130, .rows = 3, .unknown = 0.5},
    {.families = 1, .columns = 7, .end = 130, .rows = 2, .unknown = 0.3},
    {.families = 2, .columns = 2, .begin = 3, .end = 1000},
    // Runs within a strip, across strips, across blocks.
    {.families = 8, .columns = 6, .begin = 70, .end = 71},
    {.families = 8, .columns = 6, .begin = 63, .end = 65},
    {.families = 8, .columns = 6, .begin = 4090, .end = 4200},
    {.families = 8, .columns = 12, .begin = (1ULL << 34U) - 5, .end = (1ULL << 34U) + 2000},
    // Weights spaced in registers and not.
    {.families = 6, .columns = 25, .end = 300},
    {.families = 6, .columns = 26, .end = 300},
    {.families = 6, .columns = 30, .end = 300, .unknown = 0.1},
    {.families = 6, .columns = 40, .end = 200},
    // Families sorted and counted in each way.
    {.families = 16, .columns = 5, .end = 300},
    {.families = 17, .columns = 5, .end = 300},
    {.families = 32, .columns = 5, .end = 300},
    {.families = 33, .columns = 5, .end = 300},
    {.families = 64, .columns = 5, .end = 200},
    {.families = 65, .columns = 5, .end = 200},
    {.families = 97, .columns = 5, .end = 150},
    {.families = 130, .columns = 5, .end = 150},
    {.families = 160, .columns = 5, .end = 150},
    {.families = 161, .columns = 5, .end = 150},
    {.families = 256, .columns = 4, .end = 100},
    {.families = 257, .columns = 4, .end = 100},
    {.families = 512, .columns = 4, .end = 70},
    {.families = 513, .columns = 4, .end = 70},
    {.families = 600, .columns = 12, .begin = 30, .end = 100},
    {.families = 1030, .columns = 3, .end = 4},
    // Variants, unknown values, two groups, in all mixtures.
    {.families = 8, .columns = 6, .end = 500, .rows = 4},
    {.families = 8, .columns = 6, .end = 500, .unknown = 0.3},
    {.families = 8, .columns = 6, .end = 500, .unknown = 1},
    {.families = 9,
     .columns = 6,
     .begin = 1,
     .end = 500,
     .rows = 4,
     .unknown = 0.3,
     .qualified = 4},
    {.families = 50, .columns = 12, .end = 200, .rows = 3, .unknown = 0.1, .qualified = 30},
    {.families = 10, .columns = 4, .end = 300, .qualified = 1},
    {.families = 10, .columns = 4, .end = 300, .qualified = 0},
    // Ties: of twins always, of families that borrow rows sometimes, of values that are close.
    {.families = 5, .columns = 3, .end = 300, .twins = 1},
    {.families = 12, .columns = 3, .end = 300, .rows = 2, .twins = 0.5, .borrowed = 0.5},
    {.families = 12, .columns = 3, .end = 300, .qualified = 6, .twins = 0.5},
    {.families = 12, .columns = 3, .end = 500, .rows = 3, .borrowed = 0.6},
    {.families = 40,
     .columns = 3,
     .begin = 9,
     .end = 200,
     .rows = 3,
     .qualified = 20,
     .twins = 0.2,
     .borrowed = 0.6},
    {.families = 200, .columns = 3, .end = 70, .rows = 2, .twins = 0.3, .borrowed = 0.5},
    {.families = 12, .columns = 4, .end = 300, .apart = 1e-9},
    {.families = 12, .columns = 4, .end = 300, .rows = 2, .borrowed = 0.3, .apart = 1e-14},
    {.families = 12, .columns = 4, .end = 300, .apart = 1e-15},
    {.families = 4, .columns = 3, .end = 300, .apart = 0},
    {.families = 300, .columns = 3, .begin = 9, .end = 100, .rows = 3, .borrowed = 0.6},
    {.families = 60,
     .columns = 4,
     .end = 200,
     .rows = 2,
     .qualified = 40,
     .twins = 0.2,
     .borrowed = 0.8},
    {.families = 40, .columns = 3, .end = 200, .apart = 1e-16},
    {.families = 12, .columns = 100, .end = 200, .rows = 2, .borrowed = 0.5, .apart = 1e-6},
    // Strips enough to choose anew whose weights are added together; sums that overflow.
    {.families = 6, .columns = 2, .end = 1500},
    {.families = 6, .columns = 3, .begin = 40, .end = 1500},
    {.families = 9, .columns = 5, .end = 1500, .qualified = 4},
    {.families = 40, .columns = 7, .end = 1500},
    {.families = 12, .columns = 9, .end = 1500, .rows = 2, .twins = 0.3, .borrowed = 0.3},
    {.families = 100, .columns = 26, .end = 1000},
    {.families = 7, .columns = 4, .end = 1500, .sourced = true},
    // Weights of a source.
    {.families = 8, .columns = 6, .begin = 5, .end = 500, .sourced = true},
    {.families = 8, .columns = 1, .end = 70, .sourced = true},
    {.families = 20, .columns = 30, .end = 200, .rows = 2, .unknown = 0.2, .sourced = true}};

// d.w > 0 as often as the first of two is before the second.
double first_before_second(const std::vector<double>& d, std::uint64_t samples) {
  const Contest contest = hand_made({d, std::vector<double>(d.size(), 0.0)}, d);
  Tally tally(2, static_cast<int>(d.size()));
  Kernel(contest, {.central = false}).run(0, samples, tally);
  return static_cast<double>(tally.halves[1]) / 2 / static_cast<double>(samples);
}

void expect_share(double share, double expected, std::uint64_t samples) {
  const double error = std::sqrt(expected * (1 - expected) / static_cast<double>(samples));
  BOOST_TEST(std::abs(share - expected) <= 4 * error, share << " is not " << expected);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(whatif_kernel)

BOOST_AUTO_TEST_CASE(counts_are_those_of_the_oracle_whatever_the_vectors) {
  const Sparse source;
  for (const Shape& shape : shapes) {
    const oracle::Field field = field_of(shape);
    const Contest contest = contest_of(field);
    const auto counts = oracle::sample(field, seed, shape.begin, shape.end, [&](auto draw) {
      return shape.sourced ? sparse_weights(draw, shape.columns)
                           : oracle::uniform_weights(seed, draw, shape.columns);
    });
    const Tally expected = tally_of(counts, shape.end - shape.begin);
    for (const Simd simd : available_simd()) BOOST_TEST_CONTEXT(shape << ", " << simd) {
        const Kernel kernel(contest, {.seed = seed,
                                      .source = shape.sourced ? &source : nullptr,
                                      .batches = true,
                                      .simd = simd});
        Tally tally(shape.families, shape.columns);
        kernel.run(shape.begin, shape.end, tally);
        expect_same(tally, expected);
      }
  }
}

// Two weights of 2^31 do not fit 32 bits.
BOOST_AUTO_TEST_CASE(weights_that_are_all_on_one_column_add_up) {
  class Corner final : public WeightSource {
   public:
    void fill(std::uint64_t /*first*/, int count, std::span<std::int32_t> weights) const override {
      std::fill(weights.begin(), weights.end(), 0);
      std::fill_n(weights.begin(), count, static_cast<std::int32_t>(1U << weight_bits));
    }
  };
  const Corner source;
  const Contest contest = hand_made({{0.2, 0.9, 0.1}, {0.7, 0.1, 0.3}}, {1, 1, 1});
  constexpr std::uint64_t samples = 1000;
  for (const Simd simd : available_simd()) BOOST_TEST_CONTEXT(simd) {
      Tally tally(2, 3);
      Kernel(contest, {.source = &source, .simd = simd}).run(0, samples, tally);
      const std::vector<Wide>& weights = tally.by_share.at(1).weights;
      BOOST_TEST((weights[3] == Wide{0, samples << weight_bits}));
      for (const std::size_t other : {0U, 1U, 2U, 4U, 5U}) BOOST_TEST((weights[other] == Wide{}));
    }
}

BOOST_AUTO_TEST_CASE(a_run_is_the_sum_of_its_parts) {
  for (const Shape& shape :
       {Shape{.families = 12, .columns = 5, .end = 9000, .rows = 2, .borrowed = 0.4},
        Shape{.families = 70, .columns = 5, .end = 5000, .unknown = 0.1, .qualified = 30},
        Shape{.families = 9, .columns = 5, .end = 9000, .twins = 0.5, .sourced = true}}) {
    const Contest contest = contest_of(field_of(shape));
    const Sparse source;
    const Kernel kernel(contest,
                        {.seed = seed, .source = shape.sourced ? &source : nullptr, .simd = {}});
    Tally whole(shape.families, shape.columns);
    kernel.run(0, shape.end, whole);
    Tally parts(shape.families, shape.columns);
    for (std::uint64_t begin = 0; begin < shape.end;) {
      const std::uint64_t end = std::min(shape.end, begin + 1 + begin * 3 / 2);
      kernel.run(begin, end, parts);
      begin = end;
    }
    BOOST_TEST((trimmed(parts) == trimmed(whole)), shape);
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_asked_for_is_not_counted_and_changes_nothing_else) {
  const Shape shape{
      .families = 12, .columns = 5, .end = 900, .rows = 2, .twins = 0.3, .borrowed = 0.4};
  const Contest contest = contest_of(field_of(shape));
  Tally all(shape.families, shape.columns);
  Kernel(contest, {}).run(0, shape.end, all);
  Tally ranks(shape.families, shape.columns);
  Kernel(contest, {.pairwise = false, .central = false}).run(0, shape.end, ranks);
  for (const auto& [tied, counts] : all.by_share)
    BOOST_TEST(ranks.by_share.at(tied).ranks == counts.ranks);
  const Tally none(shape.families, shape.columns);
  BOOST_TEST(ranks.halves == none.halves);
  for (const auto& [tied, counts] : ranks.by_share)
    BOOST_TEST((counts.weights == none.by_share.at(1).weights));
}

// Of seven families: 49 counts for each size of a tie.
BOOST_AUTO_TEST_CASE(ties_of_too_many_sizes_are_refused) {
  Tally tally(7, 2);
  tally.most_counts = 150;
  tally.share(2);
  tally.share(3);
  BOOST_CHECK_THROW(tally.share(4), TooManyTies);
  BOOST_CHECK_NO_THROW(tally.share(3));
  Tally more(7, 2);
  more.share(5);
  BOOST_CHECK_THROW(tally.add(more), TooManyTies);
}

// Normalised uniform numbers would be too rarely above a half.
BOOST_AUTO_TEST_CASE(a_weight_exceeds_a_half_as_often_as_it_should) {
  constexpr std::uint64_t samples = 1 << 17;
  for (const std::size_t columns : {2U, 3U, 5U, 8U, 12U}) {
    const auto others = static_cast<double>(columns) - 1;
    for (const std::size_t column : {std::size_t{0}, columns / 2, columns - 1}) {
      std::vector<double> d(columns, 0.0);
      for (double& each : d) each = 0.0;
      d[column] = 1;
      for (double& each : d) each -= 0.5;
      expect_share(first_before_second(d, samples), std::pow(0.5, others), samples);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_closed_form_of_a_pair_is_that_of_a_half) {
  for (const std::size_t columns : {2U, 5U, 20U}) {
    std::vector<double> d(columns, -0.5);
    d[columns / 2] = 0.5;
    BOOST_TEST(oracle::positive_share(d) == std::pow(0.5, static_cast<double>(columns) - 1));
  }
  // Of distinct values: 1 - sum over d_k < 0 of the product over l of d_k / (d_k - d_l).
  const std::vector<double> d{0.7, -0.2, 0.1, -0.9};
  double negative = 0;
  for (std::size_t k = 0; k < d.size(); ++k) {
    double product = d[k] < 0 ? 1 : 0;
    for (std::size_t l = 0; l < d.size(); ++l)
      if (l != k) product *= d[k] / (d[k] - d[l]);
    negative += product;
  }
  BOOST_TEST(std::abs(oracle::positive_share(d) - (1 - negative)) < 1e-15);
}

BOOST_AUTO_TEST_CASE(pairs_are_those_of_the_closed_form_up_to_twenty_columns) {
  constexpr std::uint64_t samples = 1 << 16;
  Dice dice;
  for (int columns = 2; columns <= 20; ++columns) {
    std::vector<double> d;
    for (int i = 0; i < columns; ++i) d.push_back(dice.fraction() - 0.5);
    d.front() = 0.4;
    d.back() = -0.4;
    expect_share(first_before_second(d, samples), oracle::positive_share(d), samples);
  }
}

BOOST_AUTO_TEST_CASE(ranks_at_three_columns_are_those_of_the_exact_polygons) {
  constexpr std::uint64_t samples = 1 << 17;
  const oracle::Table values{{0.9, 0.2, 0.4}, {0.3, 0.8, 0.5}, {0.5, 0.5, 0.7}, {0.6, 0.6, 0.1}};
  const oracle::Table expected = oracle::rank_shares(values);
  Tally tally(4, 3);
  Kernel(hand_made(values, {0.5, 0.3, 0.2}), {}).run(0, samples, tally);
  for (std::size_t family = 0; family < 4; ++family)
    for (std::size_t rank = 0; rank < 4; ++rank)
      expect_share(static_cast<double>(tally.by_share.at(1).ranks[family * 4 + rank]) / samples,
                   expected[family][rank], samples);
}

// 400 recorded draws of weights and of all values, of the data `hansen` of the R package smaa
// 0.3-2, which gives these counts of first ranks, shares of ranks and of pairs, and central
// weights.
BOOST_AUTO_TEST_CASE(recorded_draws_count_as_in_r_smaa) {
  constexpr std::size_t families = 5;
  constexpr std::size_t columns = 6;
  std::ifstream file(SHORTLIST_SOURCE_DIR "/tests/data/smaa/hansen-400.csv");
  std::string line;
  BOOST_REQUIRE(std::getline(file, line));
  Tally tally(families, columns);
  while (std::getline(file, line)) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream fields(line);
    const std::vector<double> numbers{std::istream_iterator<double>(fields), {}};
    BOOST_REQUIRE(numbers.size() == 1 + columns + families * columns);
    oracle::Table values;
    for (std::size_t family = 0; family < families; ++family) {
      const auto own = numbers.begin() + static_cast<std::ptrdiff_t>(1 + (1 + family) * columns);
      values.emplace_back(own, own + columns);
    }
    class Recorded final : public WeightSource {
     public:
      explicit Recorded(const std::vector<double>& numbers) : numbers_(numbers) {}
      void fill(std::uint64_t, int count, std::span<std::int32_t> weights) const override {
        const auto draws = static_cast<std::size_t>(count);
        for (std::size_t at = 0; at < weights.size(); ++at)
          weights[at] =
              static_cast<std::int32_t>(std::lround(std::ldexp(numbers_[1 + at / draws], 31)));
      }

     private:
      const std::vector<double>& numbers_;
    };
    const Recorded source(numbers);
    Kernel(hand_made(values, std::vector<double>(columns, 1)), {.source = &source, .simd = {}})
        .run(0, 1, tally);
  }
  BOOST_REQUIRE(tally.samples == 400);
  BOOST_REQUIRE(tally.by_share.size() == 1);

  const RankCounts& counts = tally.by_share.at(1);
  const std::vector<std::uint64_t> ranks{5,  106, 118, 142, 29, 61, 128, 101, 90, 20, 248, 51, 33,
                                         24, 44,  26,  51,  81, 87, 155, 60,  64, 67, 57,  152};
  BOOST_TEST(counts.ranks == ranks, boost::test_tools::per_element());
  const std::vector<std::uint64_t> wins{0,   151, 70,  276, 219, 249, 0,   114, 282,
                                        275, 330, 286, 0,   324, 295, 124, 118, 76,
                                        0,   188, 181, 125, 105, 212, 0};
  for (std::size_t i = 0; i < wins.size(); ++i) BOOST_TEST(tally.halves[i] == 2 * wins[i]);
  const std::vector<double> central{
      0.19068758802134117, 0.051902363410763375, 0.24938023867938353, 0.11811792680387015,
      0.1478306885080581,  0.2420811945765835,   0.2918162201718507,  0.18758018808970756,
      0.13420504054624074, 0.1406992918749225,   0.12991007276582153, 0.1157891865514568,
      0.08525303378245269, 0.17428364947064456,  0.1747121129997261,  0.17146995805898743,
      0.20217046941725936, 0.19211077627093004,  0.30852782383932364, 0.07148099649008786,
      0.28312639477440843, 0.13009543019331354,  0.0888790348792335,  0.11789031982363309,
      0.2775193323477989,  0.16246614560110326,  0.08671457057149014, 0.25334470888351046,
      0.12138499633674647, 0.09857024625935072};
  for (std::size_t i = 0; i < central.size(); ++i) {
    const auto first = static_cast<double>(counts.ranks[i / columns * families]);
    const double mean = std::ldexp(static_cast<double>(counts.weights[i].low), -31) / first;
    BOOST_TEST(std::abs(mean - central[i]) < 1e-9);
  }
}

BOOST_AUTO_TEST_SUITE_END()
