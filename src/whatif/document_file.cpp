#include "whatif/document_file.hpp"

#include "shortlist/file.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <unistd.h>

namespace shortlist::whatif {

namespace {

Result<std::optional<std::string>> read_all(int descriptor, const std::string& path) {
  std::string text;
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t count = read(descriptor, buffer.data(), buffer.size());
    if (count == 0) return text;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return io_failure(path, "cannot read the file", errno);
    text.append(buffer.data(), static_cast<std::size_t>(count));
    if (text.size() > most_bytes) return io_failure(path, "cannot read the file", EFBIG);
  }
}

}  // namespace

Result<std::optional<std::string>> read_document(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) return std::nullopt;
  if (descriptor < 0) return io_failure(path, "cannot read the file", errno);
  auto text = read_all(descriptor, path);
  close(descriptor);
  return text;
}

}  // namespace shortlist::whatif
