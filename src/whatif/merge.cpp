#include "base/text.hpp"
#include "model/find_family.hpp"
#include "whatif/shard.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace shortlist {

namespace {

using namespace whatif;

struct Piece {
  std::string name;
  SampleRun run;
};

Diagnostic error(const std::string& file, std::string message, std::string suggestion = {}) {
  return {Severity::error, file, 0, 0, std::move(message), std::move(suggestion), {}};
}

std::string of(int shard, int shards) {
  return std::to_string(shard) + " of " + std::to_string(shards);
}

// "2, 3 and 7", or the first of them and how many more.
std::string some(const std::vector<int>& numbers) {
  constexpr std::size_t most = 12;
  std::vector<std::string> words;
  for (std::size_t i = 0; i < std::min(numbers.size(), most); ++i)
    words.push_back(std::to_string(numbers[i]));
  if (numbers.size() > most) words.push_back(std::to_string(numbers.size() - most) + " more");
  return listed(words);
}

// Shards that are there twice, or not at all; `pieces` in order of shards.
void check_cover(const std::vector<Piece>& pieces, Diagnostics& wrong) {
  std::vector<int> missing;
  int expected = 1;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const int shard = pieces[i].run.shard;
    if (i > 0 && shard == pieces[i - 1].run.shard) {
      wrong.push_back(error(pieces[i].name, "this is shard " + of(shard, pieces[i].run.shards) +
                                                ", and so is " + pieces[i - 1].name));
      continue;
    }
    for (; expected < shard; ++expected) missing.push_back(expected);
    expected = shard + 1;
  }
  const int shards = pieces.front().run.shards;
  for (; expected <= shards; ++expected) missing.push_back(expected);
  if (missing.empty()) return;
  const std::string what = missing.size() == 1 ? "shard " : "shards ";
  wrong.push_back(error({}, what + some(missing) + " of " + std::to_string(shards) +
                                (missing.size() == 1 ? " is" : " are") + " missing"));
}

// Everything that keeps the pieces from being one run.
Diagnostics check(std::vector<Piece>& pieces) {
  Diagnostics wrong;
  bool one_run = true;
  for (const Piece& piece : pieces) {
    const std::string what = difference(pieces.front().run, piece.run);
    if (!what.empty()) {
      one_run = false;
      wrong.push_back(error(piece.name, "this shard is of another run than " + pieces.front().name +
                                            ": " + what + " differs"));
    }
    if (!finished(piece.run))
      wrong.push_back(error(piece.name, "this shard is not finished",
                            "it is a checkpoint: the command that wrote it goes on from there"));
  }
  if (!one_run) return wrong;
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& left, const Piece& right) {
    return left.run.shard < right.run.shard;
  });
  check_cover(pieces, wrong);
  return wrong;
}

}  // namespace

Result<SampleAnalysis> whatif_merge(const std::vector<ShardText>& shards) {
  if (shards.empty()) return tl::unexpected(model::usage("there are no shards to merge"));
  std::vector<Piece> pieces;
  Diagnostics wrong;
  for (const ShardText& shard : shards) {
    auto run = read_shard(shard.text, shard.name);
    if (run)
      pieces.push_back({shard.name, std::move(*run)});
    else
      for (Diagnostic& each : run.error().diagnostics) wrong.push_back(std::move(each));
  }
  // Where some could not be read it is not known which are missing.
  if (wrong.empty()) wrong = check(pieces);
  if (!wrong.empty()) return tl::unexpected(Failure{FailureKind::data, std::move(wrong)});

  SampleRun whole = std::move(pieces.front().run);
  for (std::size_t i = 1; i < pieces.size(); ++i) whole.tally.add(pieces[i].run.tally);
  whole.shard = 1;
  whole.shards = 1;
  whole.next = blocks(whole).second;
  return analyse(whole);
}

}  // namespace shortlist
