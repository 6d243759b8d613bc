#include "whatif/checkpoint.hpp"

#include "base/atomic_file.hpp"
#include "whatif/shard.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace shortlist::whatif {

namespace {

Result<std::optional<std::string>> read_all(int descriptor, const std::string& path) {
  std::string text;
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t count = read(descriptor, buffer.data(), buffer.size());
    if (count == 0) return text;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return tl::unexpected(io_failure(path, "cannot read the file", errno));
    text.append(buffer.data(), static_cast<std::size_t>(count));
    if (text.size() > most_bytes)
      return tl::unexpected(io_failure(path, "cannot read the file", EFBIG));
  }
}

}  // namespace

Result<std::optional<std::string>> read_document(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) return std::nullopt;
  if (descriptor < 0) return tl::unexpected(io_failure(path, "cannot read the file", errno));
  auto text = read_all(descriptor, path);
  close(descriptor);
  return text;
}

tl::expected<void, Failure> resume(SampleRun& run, const std::string& path) {
  auto text = read_document(path);
  if (!text) return tl::unexpected(std::move(text.error()));
  if (!*text) return {};
  auto before = read_shard(**text, path);
  if (!before) return tl::unexpected(std::move(before.error()));
  std::string other = difference(*before, run);
  if (other.empty() && before->shard != run.shard) other = "the shard";
  if (!other.empty())
    return tl::unexpected(Failure{FailureKind::data,
                                  {{Severity::error,
                                    path,
                                    0,
                                    0,
                                    "this checkpoint is of another run: " + other + " differs",
                                    "name another file, or remove this one to start afresh",
                                    {}}}});
  run.next = before->next;
  run.tally = std::move(before->tally);
  return {};
}

tl::expected<void, Failure> save(const SampleRun& run, const std::string& path) {
  return write_file(path, write_shard(run));
}

}  // namespace shortlist::whatif
