#pragma once
// The vectors a run may use. All count the same; the narrow ones are for older machines and tests.

#include <vector>

namespace shortlist::whatif {

enum class Simd { scalar, neon, avx2, avx512 };

// What this machine and this build have, the narrowest first; scalar is always there.
std::vector<Simd> available_simd();

// The widest; or what the environment variable SHORTLIST_SIMD names (scalar, neon, avx2, avx512),
// where that is available: any other value changes nothing. Read once.
Simd chosen_simd();

}  // namespace shortlist::whatif
