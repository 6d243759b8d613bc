#include "cli/batch_streams.hpp"

#include "cli/exit_code.hpp"
#include "cli/long_run.hpp"
#include "cli/output.hpp"
#include "shortlist/text.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <cstddef>
#include <cstdint>
#include <poll.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace shortlist::cli {

namespace {

// A file that is read as it comes, so that a stop is heard while none does.
class Stream {
 public:
  explicit Stream(std::string path)
      : path_(std::move(path)),
        descriptor_(path_ == "-" ? STDIN_FILENO : open(path_.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Stream() {
    if (descriptor_ > STDERR_FILENO) close(descriptor_);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  Failure failure() const { return io_failure(path_, "cannot read the file", errno); }

  // 0 at the end and where a stop is asked for.
  Result<std::size_t> read(char* into, std::size_t most) const {
    constexpr int moment = 50;  // milliseconds
    while (!StopSignals::came()) {
      pollfd ready{descriptor_, POLLIN, 0};
      const int answer = poll(&ready, 1, moment);
      if (answer == 0 || (answer < 0 && errno == EINTR)) continue;
      if (answer < 0) return failure();
      const ssize_t got = ::read(descriptor_, into, most);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR && errno != EAGAIN) return failure();
    }
    return 0;
  }

 private:
  std::string path_;
  int descriptor_;
};

std::string count_of(std::uint64_t count, const std::string& what) {
  return number_text(static_cast<double>(count)) + " " + what + (count == 1 ? "" : "s");
}

void warn(const std::string& file, std::string message, std::string suggestion) {
  complain({{Severity::warning, file, 0, 0, std::move(message), std::move(suggestion), {}}});
}

int stopped(const Arguments& arguments, const BatchSummary& summary, bool kept) {
  const std::string after = "stopped after " + count_of(summary.written, "line");
  if (kept)
    warn(arguments.operands[0], after,
         "--from-line " + std::to_string(arguments.from_line + summary.written) + " goes on");
  else
    warn(*arguments.output, after + ", which are lost",
         "lines on stdout stay: --from-line goes on after them");
  return exit_interrupted;
}

}  // namespace

Result<BatchSource> batch_source(const std::string& operand) {
  std::error_code error;
  if (operand != "-" && std::filesystem::is_directory(operand, error))
    return profile_folder(operand);
  if (operand.ends_with(".toml") || operand.ends_with(".json"))
    return usage_failure(
        "'batch' reads a folder or JSON Lines, and '" + operand + "' is one profile",
        "'rank' ranks against one");
  auto stream = std::make_shared<Stream>(operand);
  if (!stream->is_open()) return stream->failure();
  auto lines = profile_lines(
      operand, [stream](char* into, std::size_t most) { return stream->read(into, most); });
  // A line that a stop has cut short is no profile.
  return [lines = std::move(lines)]() -> Result<std::optional<BatchProfile>> {
    auto profile = lines();
    if (StopSignals::came()) return std::optional<BatchProfile>{};
    return profile;
  };
}

BatchLines::BatchLines(const Arguments& arguments) {
  if (!goes_to_stdout(arguments)) file_ = std::make_unique<FileInPieces>(*arguments.output);
}

Result<void> BatchLines::open() {
  if (file_) return file_->open();
  return {};
}

bool BatchLines::write(std::string_view lines) {
  if (file_) {
    auto written = file_->write(lines);
    gone_ = file_->reader_gone();
    if (!written && !gone_) failure_ = std::move(written.error());
  } else if (const int error = write_all(STDOUT_FILENO, lines); error == EPIPE) {
    gone_ = true;
  } else if (error != 0) {
    failure_ = io_failure("stdout", "cannot write", error);
  }
  return !gone_ && !failure_;
}

int BatchLines::finish() {
  if (!file_) return exit_done;
  const auto committed = file_->commit();
  return committed ? exit_done : complain(committed.error());
}

void give_memory_back() {
#ifdef __GLIBC__
  constexpr int block = 256 << 10;  // bytes; what is larger is a mapping of its own
  mallopt(M_MMAP_THRESHOLD, block);
  mallopt(M_TRIM_THRESHOLD, 4 * block);
  mallopt(M_ARENA_MAX, static_cast<int>(std::max(std::thread::hardware_concurrency(), 1U)));
#endif
}

int finish_batch(const Arguments& arguments, const BatchSummary& summary, BatchLines& lines) {
  if (lines.gone()) return exit_io;
  if (lines.failure()) return complain(*lines.failure());
  if (summary.stopped) return stopped(arguments, summary, lines.kept());
  const int code = lines.finish();
  if (code == exit_done && summary.wrong > 0)
    warn(arguments.operands[0],
         count_of(summary.wrong, "profile") + " of " +
             number_text(static_cast<double>(summary.written)) +
             (summary.wrong == 1 ? " is" : " are") + " wrong",
         "the lines with \"error\" say why");
  return code;
}

}  // namespace shortlist::cli
