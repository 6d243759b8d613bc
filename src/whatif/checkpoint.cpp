#include "whatif/checkpoint.hpp"

#include "shortlist/file.hpp"
#include "whatif/document_file.hpp"
#include "whatif/shard.hpp"

#include <utility>

namespace shortlist::whatif {

Result<void> resume(SampleRun& run, const std::string& path) {
  auto text = read_document(path);
  if (!text) return std::move(text.error());
  if (!*text) return {};
  auto before = read_shard(**text, path);
  if (!before) return std::move(before.error());
  std::string other = difference(*before, run);
  if (other.empty() && before->shard != run.shard) other = "the shard";
  if (!other.empty())
    return Failure{FailureKind::data,
                   {{Severity::error,
                     path,
                     0,
                     0,
                     "this checkpoint is of another run: " + other + " differs",
                     "name another file, or remove this one to start afresh",
                     {}}}};
  run.next = before->next;
  run.tally = std::move(before->tally);
  return {};
}

Result<void> save(const SampleRun& run, const std::string& path) {
  return write_file(path, write_shard(run));
}

}  // namespace shortlist::whatif
