#include "cli/heap.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

namespace shortlist::cli {

#if defined(__GLIBC__) && defined(MADV_HUGEPAGE) && defined(MADV_POPULATE_WRITE)

namespace {

constexpr std::uintptr_t small_page = 4096;
constexpr std::uintptr_t large_page = std::uintptr_t{2} << 20U;

std::uintptr_t rounded_up(std::uintptr_t address, std::uintptr_t page) {
  return (address + page - 1) & ~(page - 1);
}

// Where it fails all goes on as it would have.
void advise(std::uintptr_t begin, std::uintptr_t end, int advice) {
  if (begin < end) static_cast<void>(madvise(reinterpret_cast<void*>(begin), end - begin, advice));
}

}  // namespace

void take_large_pages() {
  constexpr int piece = 512 << 20;  // of addresses
  constexpr int later = 1 << 20;
  constexpr int largest = 32 << 20;
  constexpr std::size_t more_than_there_is = 1U << 20U;
  mallopt(M_TRIM_THRESHOLD, 2 * piece);
  mallopt(M_MMAP_THRESHOLD, largest);  // what is larger is mapped by itself
  mallopt(M_TOP_PAD, piece);
  void* const grown = std::malloc(more_than_there_is);
  mallopt(M_TOP_PAD, later);
  const auto begin = reinterpret_cast<std::uintptr_t>(grown);
  const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0));
  std::free(grown);
  // Not where addresses are limited, nor where malloc is somebody else's.
  if (grown == nullptr || begin >= end || end - begin > std::uintptr_t{piece} + large_page) return;
  const std::uintptr_t first = rounded_up(begin, large_page);
  advise(rounded_up(begin, small_page), first, MADV_POPULATE_WRITE);
  advise(first, end & ~(large_page - 1), MADV_HUGEPAGE);
}

#else

void take_large_pages() {}

#endif

}  // namespace shortlist::cli
