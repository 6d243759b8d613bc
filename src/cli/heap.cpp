#include "cli/heap.hpp"

#include <cstddef>
#include <cstdlib>
#include <malloc.h>
#include <memory>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

namespace shortlist::cli {

#if defined(__GLIBC__) && defined(MADV_HUGEPAGE) && defined(MADV_POPULATE_WRITE)

namespace {

constexpr std::size_t large_page = std::size_t{2} << 20U;

// Where it fails all goes on as it would have.
void advise(void* begin, std::size_t size, int advice) {
  static_cast<void>(madvise(begin, size, advice));
}

}  // namespace

void take_large_pages() {
  constexpr int piece = 512 << 20;  // of addresses
  constexpr int later = 1 << 20;
  constexpr int largest = 32 << 20;
  constexpr std::size_t more_than_there_is = 1U << 20U;
  mallopt(M_TRIM_THRESHOLD, 2 * piece);
  mallopt(M_MMAP_THRESHOLD, largest);  // what is larger is mapped by itself
  auto* const begin = static_cast<char*>(sbrk(0));
  mallopt(M_TOP_PAD, piece);
  ::operator delete(::operator new(more_than_there_is, std::nothrow));
  mallopt(M_TOP_PAD, later);
  const auto grown = static_cast<char*>(sbrk(0)) - begin;
  // Not where addresses are limited, nor where malloc is somebody else's.
  if (grown < piece) return;
  auto size = static_cast<std::size_t>(grown);
  void* first = begin;
  if (std::align(large_page, large_page, first, size) == nullptr) return;
  advise(begin, static_cast<std::size_t>(grown) - size, MADV_POPULATE_WRITE);
  advise(first, size - size % large_page, MADV_HUGEPAGE);
}

#else

void take_large_pages() {}

#endif

}  // namespace shortlist::cli
