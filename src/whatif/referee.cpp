#include "whatif/referee.hpp"

#include "whatif/random.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace shortlist::whatif {

namespace {

const UnknownCell* first_unknown(const KernelPlan& plan, int row) {
  const UnknownCell* begin = plan.unknown.data();
  return std::lower_bound(begin, begin + plan.unknown.size(), row,
                          [](const UnknownCell& cell, int of) { return cell.row < of; });
}

}  // namespace

double score(const KernelPlan& plan, int competitor, const DrawAt& at) {
  const Competitor& one = plan.competitors[static_cast<std::size_t>(competitor)];
  const UnknownCell* cell = first_unknown(plan, one.first);
  const UnknownCell* end = plan.unknown.data() + plan.unknown.size();
  double best = -std::numeric_limits<double>::infinity();
  for (int row = one.first; row < one.last; ++row) {
    double sum = 0;
    for (int column = 0; column < plan.columns; ++column) {
      const std::size_t cell_at = plan.at(row, column);
      double value = plan.low[cell_at];
      if (cell != end && cell->row == row && cell->column == column) {
        const std::uint32_t drawn = uniform({at.seed, at.draw, cell->dimension, Purpose::values});
        value += plan.width[cell_at] * (drawn * 0x1p-31);
        ++cell;
      }
      sum += at.weights[column] * 0x1p-31 * value;
    }
    best = std::max(best, sum);
  }
  return best;
}

void order(const KernelPlan& plan, const DrawAt& at, std::vector<Scored>& run) {
  for (Scored& each : run) each.score = score(plan, each.competitor, at);
  const auto first = [](const Scored& a, const Scored& b) {
    return a.score != b.score ? a.score > b.score : a.competitor < b.competitor;
  };
  // What ties comes by number already.
  if (!std::is_sorted(run.begin(), run.end(), first)) std::sort(run.begin(), run.end(), first);
}

}  // namespace shortlist::whatif
