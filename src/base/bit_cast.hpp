#pragma once
// std::bit_cast, which not every C++ library has that compiles this: that of emscripten 3.1.6 has
// it not.

#include <cstring>
#include <type_traits>

namespace shortlist {

// The bits of one type as another of the same size.
template <class To, class From>
To bit_cast(const From& from) {
  static_assert(sizeof(To) == sizeof(From) && std::is_trivially_copyable_v<To> &&
                std::is_trivially_copyable_v<From>);
  To to;
  std::memcpy(&to, &from, sizeof(To));
  return to;
}

}  // namespace shortlist
