#pragma once
// Shards added up one after the other: memory for one, whatever their number.
//
//     Merge merge;
//     for (...) merge.add({file, text});
//     auto analysis = merge.whole();

#include "shortlist/whatif.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace shortlist::whatif {

struct SampleRun;

class Merge {
 public:
  Merge();
  ~Merge();
  Merge(const Merge&) = delete;
  Merge& operator=(const Merge&) = delete;

  void add(const ShardText& shard);

  // Fails as whatif_merge does. Once.
  Result<SampleAnalysis> whole();

 private:
  struct Piece {
    std::string name;
    int shard = 1;
  };

  void add_run(const ShardText& shard);
  void check_cover();

  std::unique_ptr<SampleRun> sum_;  // of those of one run with the first, which `first_` names
  std::string first_;
  int front_ = 0;              // the lowest shard, whose inputs the whole has
  std::vector<Piece> pieces_;  // that could be read
  bool one_run_ = true;
  std::optional<Failure> too_many_;  // ties, of the shards together
  Diagnostics unread_;
  Diagnostics wrong_;
};

}  // namespace shortlist::whatif
