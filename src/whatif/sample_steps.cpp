#include "whatif/sample_steps.hpp"

#include "whatif/confidence.hpp"
#include "whatif/winning_index.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <variant>

namespace shortlist::whatif {

namespace {

// Of the weights of one sample.
double drawing(const Region& region, double needs) {
  if (const auto* const part = std::get_if<Region::Part>(&region.way)) {
    const bool sorts = !std::holds_alternative<Box>(part->proposal);
    const bool mixes = std::holds_alternative<Corners>(part->proposal);
    return region.tries * needs *
           (2 * static_cast<double>(part->rows.rows()) + (mixes ? 8 * needs : 0) +
            (sorts ? 60 + 19 * std::log2(needs + 1) : 62));
  }
  if (const auto* const trail = std::get_if<std::shared_ptr<const Trail>>(&region.way))
    return 8 * needs * (needs + static_cast<double>((*trail)->rows.rows()));
  return 8 * needs;
}

}  // namespace

double sample_steps(const Contest& contest, const Region& region, std::uint64_t samples) {
  const auto families = static_cast<double>(contest.contestants.size());
  const auto needs = static_cast<double>(contest.columns.size());
  const auto unknown = static_cast<double>((contest.low.array() != contest.high.array()).count());
  const double scoring = contest.rows() * needs / 8 + families + unknown;
  const auto closed = have_closed_form(contest, simplex(region, contest));
  const auto exact = static_cast<double>(std::count(closed.begin(), closed.end(), true));
  const double whole =
      drawing(region, needs) + scoring + (families * families - exact * exact) / 16;
  const double once = exact * exact * needs * needs / 3;
  const double confidence = unknown > 0 ? families * confidence_draws * scoring : 0;
  return static_cast<double>(samples) * whole + once + confidence;
}

}  // namespace shortlist::whatif
