#pragma once
// Arrays that begin where whole vectors may be loaded from.

#include <cstddef>
#include <memory>
#include <new>

namespace shortlist::whatif {

inline constexpr std::align_val_t vector_alignment{128};

template <class Number>
struct FreeAligned {
  void operator()(Number* all) const { operator delete[](all, vector_alignment); }
};

template <class Number>
using Aligned = std::unique_ptr<Number[], FreeAligned<Number>>;

// Not initialised.
template <class Number>
Aligned<Number> allocate_aligned(std::size_t count) {
  return Aligned<Number>(
      static_cast<Number*>(operator new[](count * sizeof(Number), vector_alignment)));
}

}  // namespace shortlist::whatif
