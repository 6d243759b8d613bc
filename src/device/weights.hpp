#pragma once
// The size of a model's weights, by what its tensors do. Quantisations keep the output layer,
// values and the last matrix of a feed-forward layer at more bits than the rest, and fall back to
// larger blocks where a row is no multiple of 256 weights: which is why a small model with a large
// vocabulary, or a mixture of narrow experts, takes more bits a weight than others in the same
// quantisation. Source: llama_tensor_get_type in src/llama-quant.cpp of llama.cpp.
//
//     const auto weights = weights_of(geometry, 4.21e9, std::nullopt);
//     const double bytes = weights_bytes(*weights, mix);

#include "base/geometry.hpp"

#include <array>
#include <optional>

namespace shortlist::device {

// Numbers of weights by role, and whether a row of theirs is a multiple of 256. `experts` counts
// apart from the sum: those weights stand under `ffn_down` and `other` too.
struct Weights {
  std::array<double, tensor_roles> count{};
  std::array<bool, tensor_roles> whole_rows{};
  double lookup = 0;  // of these, in tables of which a token reads single rows
  TensorRole lookup_role = TensorRole::embedding;  // as which they are stored
};

// By role; an absent `experts` leaves these to the roles of their matrices.
struct Mix {
  std::array<WeightBits, tensor_roles> bits{};
  bool experts_apart = false;
};

// How many weights stand in the experts of a mixture: exactly where the geometry says, else between
// what is not active and all that are no embeddings. Nothing where the model is no mixture.
struct Bounds {
  double least = 0;
  double most = 0;
};
std::optional<Bounds> expert_weights(const Geometry& geometry, double parameters,
                                     std::optional<double> active);

// Nothing where the geometry lacks the vocabulary or the hidden size. What it does not say of the
// feed-forward layers is what the other tensors leave; a row of unknown length is a whole one.
// Embeddings that are not known to be tied are apart, as long as the parameters suffice for two.
std::optional<Weights> weights_of(const Geometry& geometry, double parameters,
                                  std::optional<double> active);

// Whether all that the mix stores apart is known of the weights.
bool tells_apart(const Weights& weights, const Mix& mix);

// The share of the bytes that so many weights of experts take.
double expert_share(const Weights& weights, const Mix& mix, double experts);

// The share of the bytes that a token reads: all but tables of which it reads single rows, as it
// does of an embedding that is no output layer too, and but the experts that rest.
double read_share(const Weights& weights, const Mix& mix, double resting);

// The same in a file that stores all weights alike; of the weights nothing may be known.
double read_share(const std::optional<Weights>& weights, double parameters, double resting);

// The share of a mixture's experts that a token leaves alone: 1 - chosen / all, where the geometry
// says, else what is not active of all that may be experts. 0: no mixture, or nothing is known.
double share_at_rest(const Geometry& geometry, double parameters, std::optional<double> active);

// Rounded up to a byte.
double weights_bytes(const Weights& weights, const Mix& mix);

}  // namespace shortlist::device
