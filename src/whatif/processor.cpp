// Highway's own library knows as much, but to load it costs each start of the command as much time
// as all else together: it measures the clock.

#include "whatif/processor.hpp"

namespace shortlist::whatif {

#if defined(__x86_64__)

// Whatever has AVX2 has F16C, and whatever has VPCLMULQDQ has VAES; clang 14 cannot ask for these.
bool has_avx2() {
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
         __builtin_cpu_supports("bmi2") != 0 && __builtin_cpu_supports("fma") != 0 &&
         __builtin_cpu_supports("pclmul") != 0 && __builtin_cpu_supports("aes") != 0;
}

bool has_avx512() {
  return has_avx2() && __builtin_cpu_supports("avx512f") != 0 &&
         __builtin_cpu_supports("avx512cd") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
         __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512bw") != 0;
}

bool has_later_avx512() {
  return has_avx512() && __builtin_cpu_supports("vpclmulqdq") != 0 &&
         __builtin_cpu_supports("gfni") != 0 && __builtin_cpu_supports("avx512vbmi") != 0 &&
         __builtin_cpu_supports("avx512vbmi2") != 0 && __builtin_cpu_supports("avx512vnni") != 0 &&
         __builtin_cpu_supports("avx512bitalg") != 0 &&
         __builtin_cpu_supports("avx512vpopcntdq") != 0;
}

#else

bool has_avx2() { return false; }
bool has_avx512() { return false; }
bool has_later_avx512() { return false; }

#endif

}  // namespace shortlist::whatif
