#include "whatif/region.hpp"

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "model/find_family.hpp"
#include "whatif/comparison.hpp"
#include "whatif/winning_index.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace shortlist::whatif {

namespace {

using Eigen::Index;

// Comparisons and needs together: whether a comparison says more than the others is a program of
// its own for each.
constexpr std::size_t most_compared = 150;

// Columns by stated weight, the heaviest first; equal weights together.
std::vector<std::vector<int>> slices(const std::vector<double>& weights) {
  std::vector<int> order(weights.size());
  std::iota(order.begin(), order.end(), 0);
  const auto weight = [&](int column) { return weights[static_cast<std::size_t>(column)]; };
  std::stable_sort(order.begin(), order.end(),
                   [&](int left, int right) { return weight(left) > weight(right); });
  std::vector<std::vector<int>> slices;
  for (const int column : order) {
    if (slices.empty() || weight(slices.back().front()) > weight(column)) slices.emplace_back();
    slices.back().push_back(column);
  }
  return slices;
}

struct Bounds {
  std::vector<double> low;
  std::vector<double> high;
};

Bounds bounds(const std::vector<double>& weights, double within) {
  Bounds bounds;
  for (const double weight : weights) {
    bounds.low.push_back(std::max(0.0, (1 - within) * weight));
    bounds.high.push_back(std::min(1.0, (1 + within) * weight));
  }
  return bounds;
}

Units units(const std::vector<double>& weights, bool up) {
  Units units;
  for (const double weight : weights) {
    const double exact = std::ldexp(weight, weight_bits);
    units.push_back(static_cast<std::int64_t>(up ? std::ceil(exact) : std::floor(exact)));
  }
  return units;
}

Box box(const Bounds& bounds) {
  Box box{units(bounds.low, true), units(bounds.high, false)};
  for (std::size_t i = 0; i < box.low.size(); ++i) {
    box.low[i] = std::min(box.low[i], all_units - 1);
    box.high[i] = std::clamp(box.high[i], box.low[i], all_units - 1);
  }
  return box;
}

class Maker {
 public:
  Maker(const Contest& contest, const SampleOptions& options)
      : weights_(contest.weights), options_(options) {}

  Result<Region> make(const std::vector<Comparison>& comparisons) {
    region_.words = words(comparisons);
    add_base_rows();
    const std::size_t base = rows_.size();
    // A row without a negative number holds everywhere.
    for (const Comparison& each : comparisons)
      if (std::any_of(each.row.begin(), each.row.end(), [](double c) { return c < 0; }))
        rows_.push_back(each.row);
    const bool bare = rows_.size() == base;
    if (!bare || weights_.size() == 1)
      if (auto fault = check(comparisons, base)) return std::move(*fault);
    if (weights_.size() == 1) return region_;
    if (!bare)
      choose();
    else if (options_.region == WeightRegion::order)
      region_.way = Region::Part{Ordered{slices(weights_)}, {}};
    else if (options_.region == WeightRegion::bounds)
      if (auto fault = hold_within()) return std::move(*fault);
    return region_;
  }

 private:
  std::string words(const std::vector<Comparison>& comparisons) const {
    std::string text = "any";
    if (options_.region == WeightRegion::order) text = "order";
    if (options_.region == WeightRegion::bounds) text = "bounds " + number_text(options_.within);
    for (const Comparison& each : comparisons) text += "; " + each.text;
    return text;
  }

  void add_base_rows() {
    const std::size_t columns = weights_.size();
    if (options_.region == WeightRegion::order) {
      const auto all = slices(weights_);
      for (std::size_t i = 1; i < all.size(); ++i)
        for (const int heavy : all[i - 1])
          for (const int light : all[i]) {
            auto& row = rows_.emplace_back(columns, 0.0);
            row[static_cast<std::size_t>(heavy)] = 1;
            row[static_cast<std::size_t>(light)] = -1;
          }
    }
    if (options_.region == WeightRegion::bounds) {
      const Bounds limit = bounds(weights_, options_.within);
      for (std::size_t i = 0; i < columns; ++i) {
        rows_.emplace_back(columns, -limit.low[i])[i] += 1;
        rows_.emplace_back(columns, limit.high[i])[i] -= 1;
      }
    }
  }

  Polytope polytope(const std::vector<std::vector<double>>& rows) const {
    Polytope polytope;
    polytope.rows.resize(static_cast<Index>(rows.size()), static_cast<Index>(weights_.size()));
    for (std::size_t row = 0; row < rows.size(); ++row)
      polytope.rows.row(static_cast<Index>(row)) =
          Eigen::Map<const Eigen::RowVectorXd>(rows[row].data(), polytope.rows.cols());
    return polytope;
  }

  // With a single weight, which is 1, a comparison holds or it does not.
  bool roomy(const std::vector<std::vector<double>>& rows) const {
    if (weights_.size() == 1)
      return std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row[0] >= 0; });
    return has_interior(polytope(rows));
  }

  // What is wrong where nothing can be drawn: the fewest comparisons that leave no room.
  std::optional<Failure> check(const std::vector<Comparison>& comparisons, std::size_t base) const {
    if (roomy(rows_)) return std::nullopt;
    std::vector<Comparison> kept = comparisons;
    const auto with = [&](const std::vector<Comparison>& some) {
      std::vector<std::vector<double>> rows(rows_.begin(),
                                            rows_.begin() + static_cast<std::ptrdiff_t>(base));
      for (const Comparison& each : some) rows.push_back(each.row);
      return rows;
    };
    for (std::size_t i = comparisons.size(); i-- > 0;) {
      std::vector<Comparison> fewer = kept;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (!roomy(with(fewer))) kept = std::move(fewer);
    }
    std::vector<std::string> stated;
    stated.reserve(kept.size());
    for (const Comparison& each : kept) stated.push_back("'" + each.text + "'");
    std::string whole = stated.empty() ? "the bounds" : listed(stated);
    if (options_.region == WeightRegion::order) whole += " in the order of the stated weights";
    if (options_.region == WeightRegion::bounds)
      whole += " within " + number_text(options_.within) + " of the stated weights";
    const bool edge =
        weights_.size() > 1 &&
        furthest(polytope(with(kept)), Point::Zero(static_cast<Index>(weights_.size())));
    return model::usage(edge
                            ? "only weights on the edge satisfy " + whole + ": no room to draw from"
                            : "no weights satisfy " + whole,
                        "weights sum to 1, and a need of weight 0 keeps it; state less");
  }

  // The share of proposals that is taken, from a trial that is the same for all seeds.
  static double taken(const Region::Part& part) {
    constexpr int trials = 2000;
    std::vector<std::int32_t> weights(static_cast<std::size_t>(part.rows.cols()));
    Stream stream(0, 0);
    int inside_count = 0;
    for (int i = 0; i < trials; ++i)
      if (propose(part.proposal, stream, weights) && inside(part.rows, weights)) ++inside_count;
    return static_cast<double>(inside_count) / trials;
  }

  // Ten thousand equal weights take one in 70; none do where the bounds are but some units apart
  // and their rounding adds up.
  std::optional<Failure> hold_within() {
    constexpr double least_taken = 1.0 / 256;
    Region::Part part{box(bounds(weights_, options_.within)),
                      Matrix(0, static_cast<Index>(weights_.size()))};
    const double share = taken(part);
    if (share < least_taken)
      return model::usage("within " + number_text(options_.within) +
                              " of the stated weights there is less room than weights are counted "
                              "in",
                          "state a larger share");
    region_.way = std::move(part);
    region_.tries = 1 / share;
    return std::nullopt;
  }

  // The way that wastes least; a walk where all waste much.
  void choose() {
    const Polytope whole = polytope(rows_);
    if (auto corners = simplex_corners(whole)) {
      region_.way = Region::Part{Corners{std::move(*corners)},
                                 Matrix(0, static_cast<Index>(weights_.size()))};
      return;
    }
    const Ranges range = ranges(whole);
    Bounds around;
    for (Index i = 0; i < range.low.size(); ++i) {
      around.low.push_back(std::max(0.0, range.low(i) - 1e-9));
      around.high.push_back(std::min(1.0, range.high(i) + 1e-9));
    }
    std::vector<Proposal> proposals{AboveLow{units(around.low, false)}, box(around)};
    if (options_.region == WeightRegion::order) proposals.emplace_back(Ordered{slices(weights_)});
    double best = 1.0 / 64;
    for (Proposal& each : proposals) {
      Region::Part part{std::move(each), whole.rows};
      const double share = taken(part);
      if (share <= best) continue;
      best = share;
      region_.way = std::move(part);
      region_.tries = 1 / share;
    }
    if (region_.way.index() == 0) region_.way = std::make_shared<const Trail>(whole);
  }

  const std::vector<double>& weights_;
  const SampleOptions& options_;
  Region region_;
  std::vector<std::vector<double>> rows_;
};

// Each corner shares the whole weight among the heaviest columns, one column more than the one
// before. Columns of equal weight have no order, so these are a union of such simplices.
Matrix corners(const Ordered& shape, Index columns) {
  if (static_cast<Index>(shape.slices.size()) < columns) return {};
  Matrix corners = Matrix::Zero(columns, columns);
  for (Index corner = 0; corner < columns; ++corner)
    for (Index place = 0; place <= corner; ++place)
      corners(corner, shape.slices[static_cast<std::size_t>(place)].front()) =
          1 / static_cast<double>(corner + 1);
  return corners;
}

}  // namespace

Matrix simplex(const Region& region, const Contest& contest) {
  const auto columns = static_cast<Index>(contest.columns.size());
  if (columns > most_closed_needs) return {};
  if (std::holds_alternative<Region::Everywhere>(region.way))
    return Matrix::Identity(columns, columns);
  const auto* const part = std::get_if<Region::Part>(&region.way);
  if (part == nullptr || part->rows.rows() > 0) return {};
  if (const auto* const ordered = std::get_if<Ordered>(&part->proposal))
    return corners(*ordered, columns);
  if (const auto* const hull = std::get_if<Corners>(&part->proposal))
    return hull->corners.transpose().cwiseMin(1);
  return {};
}

Result<Region> make_region(const Contest& contest, const SampleOptions& options) {
  constexpr double least_within = 1e-6;
  const bool bounded = options.region == WeightRegion::bounds;
  if (bounded && !(options.within >= least_within && options.within <= 1))
    return model::usage("weights are held within a share of themselves from " +
                        number_text(least_within) + " to 1, not " + number_text(options.within));
  const auto comparisons = parse_comparisons(options.comparisons, contest);
  if (!comparisons) return comparisons.error();
  const std::size_t size = comparisons->size() + contest.columns.size();
  if (!comparisons->empty() && size > most_compared)
    return model::usage("comparisons and the needs of positive weight are together at most " +
                            number_text(most_compared) + ", not " +
                            number_text(static_cast<double>(comparisons->size())) + " and " +
                            number_text(static_cast<double>(contest.columns.size())),
                        "compare fewer, or set the weight of needs that hardly count to 0");
  return Maker(contest, options).make(*comparisons);
}

}  // namespace shortlist::whatif
