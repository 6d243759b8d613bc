#include "whatif/merge.hpp"

#include "base/text.hpp"
#include "model/find_family.hpp"
#include "shortlist/file.hpp"
#include "shortlist/result.hpp"
#include "whatif/document_file.hpp"
#include "whatif/shard.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <utility>

namespace shortlist {

namespace whatif {

namespace {

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

}  // namespace

Merge::Merge() = default;
Merge::~Merge() = default;

void Merge::add(const ShardText& shard) {
  try {
    add_run(shard);
  } catch (const TooManyTies& ties) {
    if (!too_many_) too_many_ = too_many_ties(ties);
  }
}

// Adds what keeps it from being part of one run with those before to what is wrong.
void Merge::add_run(const ShardText& shard) {
  auto run = read_shard(shard.text, shard.name);
  if (!run) {
    for (Diagnostic& each : run.error().diagnostics) unread_.push_back(std::move(each));
    return;
  }
  pieces_.push_back({shard.name, run->shard});
  const std::string what = sum_ ? difference(*sum_, *run) : "";
  if (!what.empty()) {
    one_run_ = false;
    wrong_.push_back(error(
        shard.name, "this shard is of another run than " + first_ + ": " + what + " differs"));
  }
  if (!finished(*run))
    wrong_.push_back(error(shard.name, "this shard is not finished",
                           "it is a checkpoint: the command that wrote it goes on from there"));
  if (!sum_) {
    first_ = shard.name;
    front_ = run->shard;
    sum_ = std::make_unique<SampleRun>(std::move(*run));
  } else if (what.empty()) {
    sum_->tally.add(run->tally);
    if (run->shard < front_) {
      front_ = run->shard;
      sum_->inputs = std::move(run->inputs);
    }
  }
}

Result<SampleAnalysis> Merge::whole() {
  if (pieces_.empty() && unread_.empty()) return model::usage("there are no shards to merge");
  // Where some could not be read it is not known which are missing.
  if (!unread_.empty()) return Failure{FailureKind::data, std::move(unread_)};
  if (one_run_) check_cover();
  if (too_many_) return std::move(*too_many_);
  if (!wrong_.empty()) return Failure{FailureKind::data, std::move(wrong_)};
  sum_->shard = 1;
  sum_->shards = 1;
  sum_->next = blocks(*sum_).second;
  try {
    return analyse(*sum_);
  } catch (const TooManyTies& ties) {
    return too_many_ties(ties);
  }
}

// Shards that are there twice, or not at all.
void Merge::check_cover() {
  std::stable_sort(pieces_.begin(), pieces_.end(),
                   [](const Piece& left, const Piece& right) { return left.shard < right.shard; });
  const int shards = sum_->shards;
  std::vector<int> missing;
  int expected = 1;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const int shard = pieces_[i].shard;
    if (i > 0 && shard == pieces_[i - 1].shard) {
      wrong_.push_back(error(pieces_[i].name, "this is shard " + of(shard, shards) +
                                                  ", and so is " + pieces_[i - 1].name));
      continue;
    }
    for (; expected < shard; ++expected) missing.push_back(expected);
    expected = shard + 1;
  }
  for (; expected <= shards; ++expected) missing.push_back(expected);
  if (missing.empty()) return;
  const std::string what = missing.size() == 1 ? "shard " : "shards ";
  wrong_.push_back(error({}, what + some(missing) + " of " + std::to_string(shards) +
                                 (missing.size() == 1 ? " is" : " are") + " missing"));
}

}  // namespace whatif

Result<SampleAnalysis> whatif_merge(const std::vector<ShardText>& shards) {
  whatif::Merge merge;
  for (const ShardText& shard : shards) merge.add(shard);
  return merge.whole();
}

Result<SampleAnalysis> whatif_merge_files(const std::vector<std::string>& paths) {
  whatif::Merge merge;
  Diagnostics unread;
  for (const std::string& path : paths) {
    auto text = whatif::read_document(path);
    if (text && *text) {
      merge.add({path, std::move(**text)});
      continue;
    }
    const Failure failure =
        text ? io_failure(path, "cannot read the file", ENOENT) : std::move(text.error());
    append(unread, failure);
  }
  if (!unread.empty()) return Failure{FailureKind::io, std::move(unread)};
  return merge.whole();
}

}  // namespace shortlist
