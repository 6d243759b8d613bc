#pragma once
// The caches of other programs, by the formulas they publish; of f16 unless it says otherwise.

#include "base/geometry.hpp"

namespace peers {

// 2 x layers x KV heads x head dimension x tokens x bytes of an element, every layer alike, in the
// numbers that a model's configuration names first: those of its sliding layers, where it has some.
// kv_cache_gb in llmfit-core/src/models.rs, https://github.com/AlexsJones/llmfit
double llmfit_kv_bytes(const shortlist::Geometry& geometry, double tokens, shortlist::KvType type);

// 8 bytes for a thousand parameters and a token, of a mixture those that are active.
// src/models/deterministic-selector.js, https://github.com/Pavelevich/llm-checker
double llm_checker_kv_bytes(double active_parameters, double tokens);

// Half a MiB for 10^9 parameters and 1024 tokens. estimate_kv_cache in
// src/local_llm_checker/engine/vram.py @a6e0fd2a, https://github.com/Andyyyy64/whichllm
double whichllm_kv_bytes(double parameters, double tokens);

}  // namespace peers
