#pragma once
// What the processor that this runs on can do, of what the kernel is compiled for.

namespace shortlist::whatif {

// The instructions that Highway gives its targets AVX2, AVX3 and AVX3_DL.
bool has_avx2();
bool has_avx512();
bool has_later_avx512();

}  // namespace shortlist::whatif
