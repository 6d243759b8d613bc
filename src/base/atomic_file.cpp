// What is written goes to a temporary file (base/temporary_file.hpp), which is flushed before it is
// renamed: else a crash could leave the new name on an empty file. Signals that end the process
// wait until the temporary file is gone.

#include "base/temporary_file.hpp"
#include "shortlist/file.hpp"

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <optional>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace shortlist {

namespace fs = std::filesystem;

// Holds back the signals that people and shells end programs with.
class HoldSignals {
 public:
  HoldSignals() {
    sigset_t ending;
    sigemptyset(&ending);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaddset(&ending, signal);
    pthread_sigmask(SIG_BLOCK, &ending, &before_);
  }
  ~HoldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  HoldSignals(const HoldSignals&) = delete;
  HoldSignals& operator=(const HoldSignals&) = delete;

 private:
  sigset_t before_{};
};

namespace {

// Where a chain of links ends, whether or not anything stands there; nothing where it has no end.
std::optional<fs::path> follow(fs::path path) {
  constexpr int longest_chain = 40;
  for (int i = 0; i < longest_chain; ++i) {
    std::error_code error;
    const fs::path next = fs::read_symlink(path, error);
    if (error) return path;
    path = next.is_absolute() ? next : path.parent_path() / next;
  }
  return std::nullopt;
}

bool below_dev(const std::string& path) {
  return path.starts_with("/dev/") || path.starts_with("/proc/");
}

}  // namespace

// Either a new file beside the target, or what is no plain file.
struct FileInPieces::State {
  Signals signals = Signals::let_through;
  std::optional<HoldSignals> hold;
  std::optional<TemporaryFile> temporary;
  fs::path target;
  int plain = -1;
  bool reader_gone = false;

  int descriptor() const { return temporary ? temporary->descriptor() : plain; }

  // These give 0, or the errno of what failed.
  int open_plainly(const std::string& path) {
    plain = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    return plain < 0 ? errno : 0;
  }
  int open_beside(bool exists) {
    // A rename asks only the folder; the wish of a file that is read-only is honoured all the same.
    if (exists && faccessat(AT_FDCWD, target.c_str(), W_OK, AT_EACCESS) != 0) return errno;
    if (signals == Signals::held) hold.emplace();
    temporary.emplace(target);
    return temporary->is_open() ? 0 : temporary->error();
  }
};

FileInPieces::FileInPieces(std::string path, Signals signals)
    : path_(std::move(path)), state_(std::make_unique<State>()) {
  state_->signals = signals;
}

FileInPieces::~FileInPieces() {
  if (state_->plain >= 0) close(state_->plain);
}

bool FileInPieces::as_it_comes() const { return state_->plain >= 0; }
bool FileInPieces::reader_gone() const { return state_->reader_gone; }

Result<void> FileInPieces::result(int error) {
  if (error == EPIPE) state_->reader_gone = true;
  if (error != 0) return io_failure(path_, "cannot write the file", error);
  return {};
}

Result<void> FileInPieces::open() {
  struct stat found {};
  const bool exists = stat(path_.c_str(), &found) == 0;
  if (!exists && errno != ENOENT) return result(errno);
  if (exists && S_ISDIR(found.st_mode)) return result(EISDIR);
  if (path_.empty() || path_.ends_with('/')) return result(path_.empty() ? ENOENT : EISDIR);
  if (below_dev(path_) || (exists && !S_ISREG(found.st_mode)))
    return result(state_->open_plainly(path_));
  const auto target = follow(path_);
  if (!target) return result(ELOOP);
  state_->target = *target;
  return result(state_->open_beside(exists));
}

Result<void> FileInPieces::write(std::string_view piece) {
  return result(write_all(state_->descriptor(), piece));
}

Result<void> FileInPieces::commit() {
  if (state_->temporary) return result(state_->temporary->replace_target());
  const int descriptor = std::exchange(state_->plain, -1);
  return result(close(descriptor) == 0 ? 0 : errno);
}

Failure io_failure(const std::string& file, const std::string& what, int error) {
  const std::string reason = std::error_code(error, std::generic_category()).message();
  return {FailureKind::io, {{Severity::error, file, 0, 0, what + ": " + reason, {}, {}}}};
}

int write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = write(descriptor, content.data(), content.size());
    if (written >= 0) {
      content.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      pollfd ready{descriptor, POLLOUT, 0};
      if (poll(&ready, 1, -1) < 0 && errno != EINTR) return errno;
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

Result<void> write_file(const std::string& path, std::string_view content) {
  FileInPieces file(path, FileInPieces::Signals::held);
  if (auto opened = file.open(); !opened) return opened;
  if (auto written = file.write(content); !written) return written;
  return file.commit();
}

}  // namespace shortlist
