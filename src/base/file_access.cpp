#include "base/file_access.hpp"

#include "base/temporary_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <cstddef>
#include <sys/xattr.h>
#endif

namespace shortlist {

namespace fs = std::filesystem;

namespace {

constexpr mode_t everything = 07777;
constexpr mode_t permissions = 0777;
constexpr mode_t of_owner = 0700;

// The owner first, since changing it may take permissions away. Only root can give files away; a
// group can be given by its members.
mode_t give(int descriptor, const struct stat& old) {
  if (fchown(descriptor, old.st_uid, old.st_gid) == 0) return old.st_mode & everything;
  const mode_t mode = old.st_mode & permissions;
  if (fchown(descriptor, static_cast<uid_t>(-1), old.st_gid) == 0) return mode;
  // Members of the old group are others now, and others may be members of the new one.
  const mode_t both = mode & mode >> 3U & 07U;
  return (mode & of_owner) | both << 3U | both;
}

// The access list of the old file, or none where it had none: the folder may have given one. False
// where that cannot be done.
bool give_access_list(int descriptor, const fs::path& old) {
#ifdef __linux__
  constexpr const char* name = "system.posix_acl_access";
  constexpr std::size_t largest = 65'536;  // bytes of a value, on Linux
  std::string list(largest, '\0');
  const ssize_t size = lgetxattr(old.c_str(), name, list.data(), list.size());
  if (size >= 0)
    return fsetxattr(descriptor, name, list.data(), static_cast<std::size_t>(size), 0) == 0;
  if (errno == ENOTSUP || errno == ENOSYS) return true;
  return errno == ENODATA && (fremovexattr(descriptor, name) == 0 || errno == ENODATA);
#else
  return descriptor >= 0 && !old.empty();
#endif
}

// What a new file gets depends on the umask, which cannot be asked for without changing it for all
// threads, and on lists of the folder: an empty file tells. One without a name where there can be.
int usual_mode(const fs::path& folder, mode_t& mode) {
  constexpr mode_t usual = 0666;
  std::string path;
  int descriptor = -1;
#ifdef O_TMPFILE
  descriptor = open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, usual);
#endif
  if (descriptor < 0) {
    path = (folder / temporary_name()).string();
    descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, usual);
  }
  if (descriptor < 0) return errno;
  struct stat file {};
  const int error = fstat(descriptor, &file) == 0 ? 0 : errno;
  mode = file.st_mode & permissions;
  if (!path.empty()) unlink(path.c_str());
  close(descriptor);
  return error;
}

}  // namespace

int take_access(int descriptor, const fs::path& target) {
  struct stat old {};
  mode_t mode = 0;
  if (lstat(target.c_str(), &old) == 0 && S_ISREG(old.st_mode)) {
    mode = give(descriptor, old);
    if (!give_access_list(descriptor, target)) mode &= of_owner;
  } else if (const int error =
                 usual_mode(target.has_parent_path() ? target.parent_path() : fs::path("."), mode);
             error != 0) {
    return error;
  }
  return fchmod(descriptor, mode) == 0 ? 0 : errno;
}

}  // namespace shortlist
