#pragma once
// The memory a model takes on a device, part by part, in bytes. Pure arithmetic: geometry and a
// plan in, numbers out. Each part is rounded up to a byte, so that the total is their sum.
//
// KV cache: llama.cpp's layout; fits published llama.cpp and Ollama measurements to their print
// rounding (see tests/unit/device). Compute buffer: 4 ubatch (vocabulary + hidden) with flash
// attention, 15 % added for a bound.

#include "base/geometry.hpp"

#include <optional>

namespace shortlist::device {

// How the model is to be run.
struct Plan {
  double context = 8192;  // tokens a sequence
  double sequences = 1;
  double batch = 512;
  bool flash = true;
  KvType kv = KvType::f16;         // of keys, and of latent vectors
  KvType kv_values = KvType::f16;  // of values
  double cell_padding = 1;         // of the runtime: cells are rounded up to a multiple
};

// Bytes of one cached element: 2 for f16, 34/32 for q8_0, 18/32 for q4_0, 1 for fp8.
double element_bytes(KvType type);

// How several devices share a model. By layers each has some of them, and its part of the cache. By
// tensors each has its part of every layer, where the query heads divide; then its part of the
// key-value heads, but one at least, and all of a latent vector.
struct Split {
  enum class By { one, layers, tensors } by = By::one;
  double kv_copies = 1;       // of the cache of full layers, in all
  double state_copies = 1;    // of the recurrent state
  double sliding_copies = 1;  // of the cache of sliding layers
};
Split split_of(const Geometry& geometry, double count, bool tensor_parallel);

// Keys and values of the attention layers. Sliding layers hold min(context, window x sequences +
// batch) cells; layers that share another's cache hold none; MLA layers hold one latent vector.
double kv_bytes(const Geometry& geometry, const Plan& plan, const Split& split = {});

// Recurrent state of the linear layers, float32, a sequence.
double state_bytes(const Geometry& geometry, const Plan& plan);

// A bound. Nothing where the geometry lacks the vocabulary, the hidden size or, without flash
// attention, the query heads.
std::optional<double> compute_bytes(const Geometry& geometry, const Plan& plan);

// The largest cache that is plausible of a model of which only the parameters are known: a dense
// one whose heads all keep keys and values of their own, of 12 x layers x width^2 parameters
// (Kaplan et al. 2020, Scaling Laws for Neural Language Models, 2.1), of 24 layers for a width of
// 1024 as the narrowest of Brown et al. 2020, Language Models are Few-Shot Learners, table 2.1: the
// narrower, the larger the cache.
double largest_kv_bytes(double parameters, const Plan& plan);

// floor((memory x share - reserve) x count), not below 0.
double budget_bytes(double memory, double share, double reserve, double count);

}  // namespace shortlist::device
