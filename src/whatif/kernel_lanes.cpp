#include "whatif/kernel_lanes.hpp"

#include "whatif/counter.hpp"
#include "whatif/processor.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

// Highway compiles the rest of this file once for each of the targets below and this is how it is
// told which: plain C++ as the base, AVX2, AVX-512 without and with its later parts (AES on whole
// vectors).
#define HWY_BASELINE_TARGETS HWY_SCALAR
#define HWY_BROKEN_EMU128 1  // which newer compilers would take for the base in place of it
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | (1LL << 14))  // bit 14: SSE2, in Highway 1.1
#define HWY_WANT_AVX3_DL
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "whatif/kernel_lanes.cpp"
// clang-format off: what is compiled for each target comes after this.
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

#include "whatif/lanes/strips.hpp"

#include <vector>

#if HWY_ONCE

namespace shortlist::whatif {

namespace {

struct Kind {
  Simd simd;
  std::string_view name;
  bool (*available)();
  RunLanes run;
};

bool always() { return true; }

// The widest last; of two that are the same kind the better last.
constexpr Kind kinds[] = {
    {Simd::scalar, "scalar", always, &N_SCALAR::run},
#if HWY_TARGETS & HWY_NEON
    {Simd::neon, "neon", always, &N_NEON::run},
#endif
#if HWY_TARGETS & HWY_AVX2
    {Simd::avx2, "avx2", has_avx2, &N_AVX2::run},
#endif
#if HWY_TARGETS & HWY_AVX3
    {Simd::avx512, "avx512", has_avx512, &N_AVX3::run},
#endif
#if HWY_TARGETS & HWY_AVX3_DL
    {Simd::avx512, "avx512", has_later_avx512, &N_AVX3_DL::run},
#endif
};

}  // namespace

std::vector<Simd> available_simd() {
  std::vector<Simd> all;
  for (const Kind& kind : kinds)
    if (kind.available() && (all.empty() || all.back() != kind.simd)) all.push_back(kind.simd);
  return all;
}

Simd chosen_simd() {
  static const Simd chosen = [] {
    const char* wanted = std::getenv("SHORTLIST_SIMD");
    Simd widest = Simd::scalar;
    for (const Kind& kind : kinds) {
      if (!kind.available()) continue;
      if (wanted != nullptr && kind.name == wanted) return kind.simd;
      widest = kind.simd;
    }
    return widest;
  }();
  return chosen;
}

RunLanes run_lanes(Simd simd) {
  RunLanes run = kinds[0].run;
  for (const Kind& kind : kinds)
    if (kind.simd == simd && kind.available()) run = kind.run;
  return run;
}

}  // namespace shortlist::whatif

#endif
