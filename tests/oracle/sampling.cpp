#include "oracle/sampling.hpp"

#include "whatif/random.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace oracle {

namespace {

using shortlist::whatif::Purpose;
using shortlist::whatif::uniform;

constexpr std::uint64_t whole = std::uint64_t{1} << 31U;
constexpr std::uint64_t block = 4096;

std::vector<double> scores(const Field& field, std::uint64_t seed, std::uint64_t draw,
                           const Weights& weights) {
  std::vector<double> all;
  std::size_t row = 0;
  for (const int rows : field.rows) {
    std::vector<double> own;
    for (int i = 0; i < rows; ++i, ++row) {
      double sum = 0;
      for (std::size_t column = 0; column < weights.size(); ++column) {
        const double low = field.low[row][column];
        const double high = field.high[row][column];
        double value = low;
        if (low < high) {
          const auto cell = static_cast<std::uint32_t>(row * weights.size() + column);
          const std::uint32_t number = uniform({seed, draw, cell, Purpose::values});
          value = low + (high - low) * (number / 2147483648.0);
        }
        sum += weights[column] / 2147483648.0 * value;
      }
      own.push_back(sum);
    }
    all.push_back(*std::max_element(own.begin(), own.end()));
  }
  return all;
}

struct Point {
  double x = 0;
  double y = 0;
};
using Polygon = std::vector<Point>;

// The part where a x + b y + c >= 0.
Polygon cut(const Polygon& polygon, double a, double b, double c) {
  Polygon kept;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point p = polygon[i];
    const Point q = polygon[(i + 1) % polygon.size()];
    const double at_p = a * p.x + b * p.y + c;
    const double at_q = a * q.x + b * q.y + c;
    if (at_p >= 0) kept.push_back(p);
    if ((at_p < 0) != (at_q < 0)) {
      const double t = at_p / (at_p - at_q);
      kept.push_back({p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)});
    }
  }
  return kept;
}

double area(const Polygon& polygon) {
  double twice = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point p = polygon[i];
    const Point q = polygon[(i + 1) % polygon.size()];
    twice += p.x * q.y - p.y * q.x;
  }
  return twice / 2;
}

}  // namespace

Weights uniform_weights(std::uint64_t seed, std::uint64_t draw, int columns) {
  std::vector<std::uint64_t> cuts;
  for (int i = 0; i + 1 < columns; ++i)
    cuts.push_back(uniform({seed, draw, static_cast<std::uint32_t>(i), Purpose::weights}));
  std::sort(cuts.begin(), cuts.end());
  if (!cuts.empty() && cuts.back() == 0) cuts.back() = 1;
  cuts.push_back(whole);
  Weights weights;
  std::uint64_t before = 0;
  for (const std::uint64_t each : cuts) {
    weights.push_back(static_cast<std::uint32_t>(each - before));
    before = each;
  }
  return weights;
}

Counts sample(const Field& field, std::uint64_t seed, std::uint64_t begin, std::uint64_t end,
              const std::function<Weights(std::uint64_t draw)>& weights) {
  const std::size_t families = field.rows.size();
  const std::size_t columns = field.low.front().size();
  Counts counts;
  counts.halves.assign(families, Row(families, 0));
  counts.firsts.assign(families, 0);
  std::vector<std::uint64_t> first_in_block(families, 0);
  std::vector<std::size_t> order(families);
  for (std::uint64_t draw = begin; draw < end; ++draw) {
    const Weights w = weights(draw);
    const std::vector<double> score = scores(field, seed, draw, w);
    const auto later = [&](std::size_t family) {
      return family >= static_cast<std::size_t>(field.qualified);
    };
    const auto before = [&](std::size_t a, std::size_t b) {
      return later(a) != later(b) ? later(b) : score[a] > score[b];
    };
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), before);
    for (std::size_t from = 0, to = 0; from < families; from = to) {
      while (to < families && !before(order[from], order[to])) ++to;
      Shares& shares = counts.by_tied[static_cast<int>(to - from)];
      shares.ranks.resize(families, Row(families, 0));
      shares.weights.resize(families, Row(columns, 0));
      for (std::size_t i = from; i < to; ++i) {
        const std::size_t family = order[i];
        for (std::size_t rank = from; rank < to; ++rank) ++shares.ranks[family][rank];
        if (from == 0) ++first_in_block[family];
        if (from == 0)
          for (std::size_t column = 0; column < columns; ++column)
            shares.weights[family][column] += w[column];
      }
    }
    for (std::size_t a = 0; a < families; ++a)
      for (std::size_t b = 0; b < families; ++b)
        if (a != b) counts.halves[a][b] += before(a, b) ? 2U : before(b, a) ? 0U : 1U;
    if ((draw + 1) % block == 0 || draw + 1 == end)
      for (std::size_t family = 0; family < families; ++family) {
        counts.firsts[family] += first_in_block[family] * first_in_block[family];
        first_in_block[family] = 0;
      }
  }
  return counts;
}

double positive_share(const std::vector<double>& d) {
  std::vector<double> more;
  std::vector<double> less;
  for (const double each : d) (each > 0 ? more : less).push_back(each);
  std::vector<double> a(less.size() + 1, 0.0);
  a.front() = 1;
  for (const double x : more)
    for (std::size_t k = 0; k < less.size(); ++k) {
      const double y = -less[k];
      a[k + 1] = (y * a[k + 1] + x * a[k]) / (x + y);
    }
  return a.back();
}

Table rank_shares(const Table& values) {
  Table shares(values.size(), std::vector<double>(values.size(), 0.0));
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  do {
    // Weights (x, y, 1 - x - y) at which the families stand in this order.
    Polygon polygon{{0, 0}, {1, 0}, {0, 1}};
    for (std::size_t rank = 0; rank + 1 < order.size(); ++rank) {
      const auto& one = values[order[rank]];
      const auto& next = values[order[rank + 1]];
      const double c = one[2] - next[2];
      polygon = cut(polygon, one[0] - next[0] - c, one[1] - next[1] - c, c);
    }
    for (std::size_t rank = 0; rank < order.size(); ++rank)
      shares[order[rank]][rank] += 2 * area(polygon);
  } while (std::next_permutation(order.begin(), order.end()));
  return shares;
}

}  // namespace oracle
