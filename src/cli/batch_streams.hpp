#pragma once
// Where the profiles of a batch come from, and where its lines go.

#include "cli/arguments.hpp"
#include "shortlist/batch.hpp"
#include "shortlist/file.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace shortlist::cli {

// The profiles of a folder, or of a file of JSON Lines, "-" for standard input. They end where a
// stop is asked for.
Result<BatchSource> batch_source(const std::string& operand);

// Lines to stdout as they come, or to --output: as they come too where that is a pipe or a device,
// else they replace it at the end.
class BatchLines {
 public:
  explicit BatchLines(const Arguments& arguments);

  Result<void> open();
  bool write(std::string_view lines);
  int finish();  // the exit code, when all lines are written

  // Whether what is written stays when the end does not come.
  bool kept() const { return file_ == nullptr || file_->as_it_comes(); }
  bool gone() const { return gone_; }
  const std::optional<Failure>& failure() const { return failure_; }

 private:
  std::unique_ptr<FileInPieces> file_;
  bool gone_ = false;  // the reader of a pipe
  std::optional<Failure> failure_;
};

// What a long line has taken goes back to the system once it is written, where the C library would
// keep it for the next.
void give_memory_back();

// Says how the batch came out, and puts the lines in their place; the exit code.
int finish_batch(const Arguments& arguments, const BatchSummary& summary, BatchLines& lines);

}  // namespace shortlist::cli
