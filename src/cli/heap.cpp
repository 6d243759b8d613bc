#include "cli/heap.hpp"

#include <cstdint>
#include <cstdlib>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

namespace shortlist::cli {

void take_large_pages() {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  constexpr int piece = 64 << 20;  // of addresses
  constexpr std::uintptr_t page = std::uintptr_t{2} << 20U;
  constexpr std::size_t more_than_there_is = 127U << 10U;  // and less than is mapped by itself
  mallopt(M_TOP_PAD, piece);
  mallopt(M_TRIM_THRESHOLD, piece);
  void* const first = std::malloc(more_than_there_is);
  const auto begin = (reinterpret_cast<std::uintptr_t>(first) + page - 1) & ~(page - 1);
  const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0)) & ~(page - 1);
  std::free(first);
  // Where it fails, or another allocator is at work, all goes on as it would have.
  if (begin < end && end - begin <= std::uintptr_t{piece})
    static_cast<void>(madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE));
#endif
}

}  // namespace shortlist::cli
