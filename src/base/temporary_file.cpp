#include "base/temporary_file.hpp"

#include "base/file_access.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <dirent.h>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace shortlist {

namespace {

constexpr std::string_view prefix = ".shortlist-";
constexpr int most_entries = 4096;  // of a folder that are looked at for leftovers

std::filesystem::path folder_of(const std::filesystem::path& target) {
  return target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
}

// Takes digits off the front, as many as a number of 64 bits has.
bool take_number(std::string_view& text) {
  constexpr std::size_t most_digits = 20;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(digits);
  return digits > 0 && digits <= most_digits;
}

bool is_temporary_name(std::string_view name) {
  if (!name.starts_with(prefix)) return false;
  name.remove_prefix(prefix.size());
  if (!take_number(name) || !name.starts_with('-')) return false;
  name.remove_prefix(1);
  return take_number(name) && name.empty();
}

// A plain file of ours with no other name.
bool is_ours(const struct stat& file) {
  return S_ISREG(file.st_mode) && file.st_uid == geteuid() && file.st_nlink == 1;
}

// Removes what a killed run left. Whoever has the lock is the only one who may: between opening and
// locking it the file could have become that of another run, so it is looked at once more.
void remove_leftover(int folder, const char* name) {
  struct stat named {};
  if (fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) != 0 || !is_ours(named)) return;
  const int descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return;
  struct stat opened {};
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0 && fstat(descriptor, &opened) == 0 &&
      fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 && is_ours(named) &&
      named.st_dev == opened.st_dev && named.st_ino == opened.st_ino)
    unlinkat(folder, name, 0);
  close(descriptor);
}

void remove_leftovers(const std::filesystem::path& target) {
  DIR* const folder = opendir(folder_of(target).c_str());
  if (folder == nullptr) return;
  for (int i = 0; i < most_entries; ++i) {
    const dirent* const entry = readdir(folder);  // NOLINT(concurrency-mt-unsafe): a stream of ours
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (is_temporary_name(name) && name != target.filename().native())
      remove_leftover(dirfd(folder), entry->d_name);
  }
  closedir(folder);
}

// Whether a new file is locked and still there, or cannot be locked at all here. False: a run that
// looks for leftovers was quicker.
bool keep(int descriptor, const std::filesystem::path& path) {
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) return errno != EWOULDBLOCK;
  struct stat file {};
  return lstat(path.c_str(), &file) == 0;
}

// A file system may tell only on closing that it could not write. A second descriptor of the same
// file tells it too, and the lock lasts.
int flush(int descriptor) {
  // One that cannot flush (EINVAL) has done what it can.
  if (fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP) return errno;
  const int second = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  return second < 0 || close(second) != 0 ? errno : 0;
}

}  // namespace

std::string temporary_name() {
  std::uint64_t number = 0;
  if (getentropy(&number, sizeof number) != 0) number = 0;  // good for one file at a time
  return std::string(prefix) + std::to_string(getpid()) + "-" + std::to_string(number);
}

TemporaryFile::TemporaryFile(std::filesystem::path target) : target_(std::move(target)) {
  constexpr int attempts = 100;
  remove_leftovers(target_);
  for (int i = 0; i < attempts; ++i) {
    path_ = folder_of(target_) / temporary_name();
    descriptor_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                       S_IRUSR | S_IWUSR);
    there_ = descriptor_ >= 0 && keep(descriptor_, path_);
    if (there_) return;
    error_ = descriptor_ >= 0 ? EEXIST : errno;
    if (descriptor_ >= 0) close(std::exchange(descriptor_, -1));
    if (error_ != EEXIST) return;
  }
}

TemporaryFile::~TemporaryFile() {
  if (there_) unlink(path_.c_str());
  if (descriptor_ >= 0) close(descriptor_);
}

int TemporaryFile::replace_target() {
  if (const int error = flush(descriptor_); error != 0) return error;
  if (const int error = take_access(descriptor_, target_); error != 0) return error;
  if (rename(path_.c_str(), target_.c_str()) != 0) return errno;
  there_ = false;
  return 0;
}

}  // namespace shortlist
