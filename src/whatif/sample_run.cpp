#include "whatif/sample_run.hpp"

#include "base/quantity.hpp"
#include "model/find_family.hpp"
#include "whatif/confidence.hpp"
#include "whatif/kernel.hpp"
#include "whatif/winning_index.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

namespace shortlist::whatif {

namespace {

double number(const Wide& wide) {
  return std::ldexp(static_cast<double>(wide.high), 64) + static_cast<double>(wide.low);
}

class Summary {
 public:
  explicit Summary(const SampleRun& run) : run_(run), tally_(run.tally) {}

  // Samples in which the family had the rank, ties split.
  double mass(std::size_t family, std::size_t rank) const {
    double sum = 0;
    for (const auto& [tied, counts] : tally_.by_share)
      sum += static_cast<double>(counts.ranks[family * families() + rank]) / tied;
    return sum;
  }

  std::vector<double> acceptability(std::size_t family) const {
    std::vector<double> row;
    for (std::size_t rank = 0; rank < families(); ++rank)
      row.push_back(mass(family, rank) / samples());
    return row;
  }

  // By column; nothing where the family was never first.
  std::optional<std::vector<double>> central(std::size_t family) const {
    const double first = mass(family, 0);
    if (first <= 0) return std::nullopt;
    const auto columns = static_cast<std::size_t>(tally_.columns);
    std::vector<double> weights(columns, 0.0);
    for (const auto& [tied, counts] : tally_.by_share)
      for (std::size_t column = 0; column < columns; ++column)
        weights[column] +=
            std::ldexp(number(counts.weights[family * columns + column]) / tied, -weight_bits);
    for (double& each : weights) each /= first;
    return weights;
  }

  // Exact where there is a closed form, else as counted.
  std::vector<std::vector<double>> pairwise(int threads) const {
    const std::vector<bool> closed = have_closed_form(run_.contest, run_.simplex);
    auto index = closed_winning_indices(run_.contest, run_.simplex, threads);
    for (std::size_t i = 0; i < families(); ++i) {
      for (std::size_t j = 0; j < families(); ++j)
        if (!closed[i] || !closed[j])
          index[i][j] = static_cast<double>(tally_.halves[i * families() + j]) / 2 / samples();
      index[i][i] = 0.5;
    }
    return index;
  }

  // Where draws hang together: by how much the first ranks of whole blocks, which do not, vary more
  // than those of as many single draws would (batch means). All families' variances together, since
  // each alone is uncertain. One where there are too few blocks to tell.
  double effective_samples() const {
    if (!run_.dependent) return static_cast<double>(tally_.samples);
    const double batches = static_cast<double>(run_.next - blocks(run_).first);
    if (batches < 2) return 1;
    double single = 0;
    double seen = 0;
    for (std::size_t family = 0; family < families(); ++family) {
      double first = 0;
      for (const auto& [tied, counts] : tally_.by_share)
        first += static_cast<double>(counts.ranks[family * families()]);
      const double share = first / samples();
      single += share * (1 - share);
      seen += std::max(0.0, number(tally_.squares[family]) - first * first / batches);
    }
    if (single <= 0) return samples();
    seen *= batches / (batches - 1) / (samples() * samples());
    return seen * samples() <= single ? samples() : std::max(1.0, single / seen);
  }

 private:
  std::size_t families() const { return static_cast<std::size_t>(tally_.families); }
  double samples() const { return std::max(1.0, static_cast<double>(tally_.samples)); }

  const SampleRun& run_;
  const Tally& tally_;
};

// What draws that all agree say of a share by Laplace's rule of succession: the standard deviation
// of Beta(draws + 1, 1), what is known of it after a uniform prior. Some 1 / draws, and never none.
double least_error(double draws) { return std::sqrt((draws + 1) / (draws + 3)) / (draws + 2); }

// Ids of the needs on which a row of the family has an interval.
std::vector<std::string> unknown(const Contest& contest, const Contestant& family) {
  std::vector<std::string> needs;
  for (std::size_t column = 0; column < contest.columns.size(); ++column) {
    const auto at = static_cast<Eigen::Index>(column);
    bool open = false;
    for (int row = family.first; row < family.last; ++row)
      open = open || contest.low(row, at) < contest.high(row, at);
    if (open) needs.push_back(contest.need_ids[static_cast<std::size_t>(contest.columns[column])]);
  }
  return needs;
}

std::vector<double> by_need(const Contest& contest, const std::vector<double>& by_column) {
  std::vector<double> weights(contest.need_ids.size(), 0.0);
  for (std::size_t column = 0; column < by_column.size(); ++column)
    weights[static_cast<std::size_t>(contest.columns[column])] = by_column[column];
  return weights;
}

}  // namespace

Failure too_many_ties(const TooManyTies& ties) {
  const auto families = static_cast<std::size_t>(ties.families);
  const std::size_t sizes = most_tie_counts / families / families;
  return model::usage(number_text(ties.families) + " families tie in more than " +
                          number_text(static_cast<double>(sizes)) +
                          " sizes, as 2, as 3 and so on, which are too many to count apart",
                      "name fewer families with --only");
}

std::pair<std::uint64_t, std::uint64_t> blocks(const SampleRun& run) {
  const std::uint64_t all = (run.samples + draws_per_block - 1) / draws_per_block;
  const auto shards = static_cast<std::uint64_t>(run.shards);
  const auto begin = [&](int shard) {
    const auto before = static_cast<std::uint64_t>(shard - 1);
    return all / shards * before + std::min(all % shards, before);
  };
  return {begin(run.shard), begin(run.shard + 1)};
}

std::uint64_t samples_in(const SampleRun& run, std::uint64_t first, std::uint64_t last) {
  const auto draws = [&](std::uint64_t block) {
    return std::min(run.samples, block * draws_per_block);
  };
  return draws(last) - draws(first);
}

bool finished(const SampleRun& run) { return run.next >= blocks(run).second; }

SampleAnalysis analyse(const SampleRun& run, int threads, const std::function<bool()>& going) {
  const Summary summary(run);
  SampleAnalysis analysis;
  analysis.inputs = run.inputs;
  analysis.samples = run.samples;
  analysis.seed = run.seed;
  analysis.weights = run.weights;
  analysis.shard = run.shard;
  analysis.shards = run.shards;
  analysis.interrupted = !finished(run);
  analysis.needs = run.contest.need_ids;
  analysis.effective_samples = summary.effective_samples();
  const double draws = std::max(1.0, analysis.effective_samples);
  analysis.standard_error = least_error(draws);
  analysis.pairwise = summary.pairwise(threads);
  std::vector<std::optional<std::vector<double>>> central;
  for (std::size_t family = 0; family < run.contest.contestants.size(); ++family) {
    analysis.families.push_back(run.contest.contestants[family].name);
    analysis.unknown.push_back(unknown(run.contest, run.contest.contestants[family]));
    analysis.acceptability.push_back(summary.acceptability(family));
    central.push_back(summary.central(family));
    analysis.central_weights.emplace_back();
    if (central.back()) analysis.central_weights.back() = by_need(run.contest, *central.back());
    for (const double p : analysis.acceptability.back())
      analysis.standard_error =
          std::max(analysis.standard_error, std::sqrt(std::max(0.0, p * (1 - p)) / draws));
  }
  std::optional<Confidence> sure;
  if (!analysis.interrupted) sure = confidence(run.contest, central, run.seed, threads, going);
  analysis.interrupted = !sure;
  analysis.confidence = sure.value_or(Confidence(central.size()));
  return analysis;
}

}  // namespace shortlist::whatif
