#include "device/weights.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace shortlist::device {

namespace {

constexpr std::int64_t block = 256;  // weights, of the k-quants

double product(std::initializer_list<std::int64_t> counts) {
  double product = 1;
  for (const std::int64_t count : counts) product *= static_cast<double>(count);
  return product;
}

bool whole(std::int64_t row) { return row % block == 0; }

std::int64_t or_plain_count(std::int64_t stated, std::int64_t plain) {
  return stated != 0 ? stated : plain;
}

std::size_t at(TensorRole role) { return static_cast<std::size_t>(role); }

struct Attention {
  double value = 0;
  double output = 0;
  double other = 0;  // queries and keys
  std::int64_t output_row = 0;
};

// Of the layers of one kind. Layers that share a cache have queries and an output of their own.
Attention attention(const Geometry& geometry, std::int64_t layers, std::int64_t caching,
                    std::int64_t kv_heads, std::int64_t key_dim, std::int64_t value_dim) {
  const std::int64_t hidden = geometry.hidden_size;
  return {product({caching, kv_heads, value_dim, hidden}),
          product({layers, geometry.q_heads, value_dim, hidden}),
          product({layers, geometry.q_heads, key_dim, hidden}) +
              product({caching, kv_heads, key_dim, hidden}),
          geometry.q_heads * value_dim};
}

// What mixes tokens, of all layers.
struct Mixers {
  Attention full;
  Attention sliding;
  double linear = 0;
  double linear_other = 0;

  double all() const {
    return full.value + full.output + full.other + sliding.value + sliding.output + sliding.other +
           linear + linear_other;
  }
};

Mixers mixers_of(const Geometry& geometry) {
  const std::int64_t hidden = geometry.hidden_size;
  const std::int64_t value_dim = or_plain_count(geometry.value_head_dim, geometry.head_dim);
  const bool latent = geometry.mla_kv_lora_rank > 0;
  const Attention full = latent ? Attention{}
                                : attention(geometry, geometry.full_layers, geometry.full_layers,
                                            geometry.kv_heads, geometry.head_dim, value_dim);
  const std::int64_t sliding_dim = or_plain_count(geometry.sliding_head_dim, geometry.head_dim);
  const Attention sliding = attention(
      geometry, geometry.sliding_layers + geometry.shared_kv_layers, geometry.sliding_layers,
      or_plain_count(geometry.sliding_kv_heads, geometry.kv_heads), sliding_dim,
      or_plain_count(geometry.sliding_value_head_dim,
                     geometry.sliding_head_dim != 0 ? sliding_dim : value_dim));
  const std::int64_t linear_key = geometry.linear_key_heads * geometry.linear_key_head_dim;
  const std::int64_t linear_value =
      geometry.linear_value_heads *
      or_plain_count(geometry.linear_value_head_dim, geometry.linear_key_head_dim);
  return {full, sliding, product({geometry.linear_layers, hidden, 2 * linear_key + linear_value}),
          2 * product({geometry.linear_layers, hidden, linear_value})};
}

double bits_of(const Weights& weights, const Mix& mix, TensorRole role) {
  const WeightBits& each = mix.bits[at(role)];
  return weights.whole_rows[at(role)] ? each.bits : each.fallback_bits;
}

// A third of an expert is its last matrix.
double total_bits(const Weights& weights, const Mix& mix) {
  const double experts = mix.experts_apart ? weights.count[at(TensorRole::experts)] : 0;
  auto count = weights.count;
  count[at(TensorRole::experts)] = experts;
  count[at(TensorRole::ffn_down)] -= experts / 3;
  count[at(TensorRole::other)] -= experts * 2 / 3;
  double bits = 0;
  for (std::size_t role = 0; role < tensor_roles; ++role)
    bits += std::max(0.0, count[role]) * bits_of(weights, mix, static_cast<TensorRole>(role));
  return bits;
}

}  // namespace

std::optional<Bounds> expert_weights(const Geometry& geometry, double parameters,
                                     std::optional<double> active) {
  if (geometry.experts == 0 && !active) return std::nullopt;
  // Attention, embedding and tables are no experts; where they are said to take more than all,
  // nobody knows what they take.
  const double others = product({geometry.vocabulary, geometry.hidden_size}) +
                        mixers_of(geometry).all() +
                        product({geometry.lookup_rows, geometry.lookup_width});
  const double most = others < parameters ? parameters - others : parameters;
  if (geometry.experts > 0 && geometry.expert_ffn_size > 0 && geometry.hidden_size > 0) {
    const double stated = 3 * product({geometry.layers, geometry.experts, geometry.expert_ffn_size,
                                       geometry.hidden_size});
    if (stated <= most) return Bounds{stated, stated};
  }
  const double idle = active ? std::clamp(parameters - *active, 0.0, most) : 0;
  if (idle > 0 && geometry.experts > geometry.experts_per_token && geometry.experts_per_token > 0) {
    const auto experts = static_cast<double>(geometry.experts);
    const double all = idle * experts / (experts - static_cast<double>(geometry.experts_per_token));
    return Bounds{std::min(all, most), std::min(all, most)};
  }
  return Bounds{idle, most};
}

std::optional<Weights> weights_of(const Geometry& geometry, double parameters,
                                  std::optional<double> active) {
  if (geometry.hidden_size == 0 || geometry.vocabulary == 0) return std::nullopt;
  Weights weights;
  const double embedding = product({geometry.vocabulary, geometry.hidden_size});
  const std::int64_t hidden = geometry.hidden_size;
  weights.whole_rows.fill(whole(hidden));
  const auto count = [&](TensorRole role) -> double& { return weights.count[at(role)]; };

  const Mixers mixers = mixers_of(geometry);
  const double mixing = mixers.all();
  weights.lookup = product({geometry.lookup_rows, geometry.lookup_width});
  const bool tied =
      geometry.tied_embeddings.value_or(parameters < 2 * embedding + weights.lookup + mixing);
  const double embeddings = tied ? embedding : 2 * embedding;
  double rest = parameters - embeddings - weights.lookup;
  if (rest < 0) return std::nullopt;
  count(TensorRole::output) = embedding;
  count(TensorRole::embedding) = embeddings - embedding;
  // Tables are stored as the embedding is, and with it as the output where the two are tied.
  weights.lookup_role = tied ? TensorRole::output : TensorRole::embedding;
  count(weights.lookup_role) += weights.lookup;
  if (!whole(geometry.lookup_width)) weights.whole_rows[at(weights.lookup_role)] = false;
  if (mixing <= rest) {
    count(TensorRole::attention_value) = mixers.full.value + mixers.sliding.value;
    count(TensorRole::attention_output) = mixers.full.output + mixers.sliding.output;
    count(TensorRole::linear_attention) = mixers.linear;
    weights.whole_rows[at(TensorRole::attention_output)] =
        whole(mixers.full.output_row) && whole(mixers.sliding.output_row);
    rest -= mixing;
  }
  const bool mixture = geometry.experts > 0;
  const double stated = 3 * product({geometry.layers, hidden, geometry.ffn_size});
  const double feed_forward = !mixture && stated > 0 ? std::min(stated, rest) : rest;
  count(TensorRole::ffn_down) = feed_forward / 3;
  weights.whole_rows[at(TensorRole::ffn_down)] =
      whole(mixture ? geometry.expert_ffn_size : geometry.ffn_size);
  double named = 0;
  for (const double each : weights.count) named += each;
  count(TensorRole::other) = parameters - named;
  if (mixture) {
    const auto bounds = expert_weights(geometry, parameters, active);
    if (bounds->least == bounds->most) count(TensorRole::experts) = std::min(bounds->most, rest);
  }
  return weights;
}

bool tells_apart(const Weights& weights, const Mix& mix) {
  return !mix.experts_apart || weights.count[at(TensorRole::experts)] > 0;
}

double expert_share(const Weights& weights, const Mix& mix, double experts) {
  const auto bits = [&](TensorRole role) { return bits_of(weights, mix, role); };
  const double each = mix.experts_apart
                          ? bits(TensorRole::experts)
                          : bits(TensorRole::ffn_down) / 3 + bits(TensorRole::other) * 2 / 3;
  return std::min(1.0, experts * each / total_bits(weights, mix));
}

double read_share(const Weights& weights, const Mix& mix, double resting) {
  const auto bits = [&](TensorRole role, double count) {
    return count * bits_of(weights, mix, role) / total_bits(weights, mix);
  };
  const double embedding = weights.count[at(TensorRole::embedding)];
  // Tables that are stored as the embedding stand in its count.
  const bool within = weights.lookup_role == TensorRole::embedding;
  const double unread = bits(TensorRole::embedding, embedding) +
                        (within ? 0 : bits(weights.lookup_role, weights.lookup));
  return std::max(0.0, 1 - unread - expert_share(weights, mix, resting));
}

double read_share(const std::optional<Weights>& weights, double parameters, double resting) {
  double unread = resting;
  if (weights) {
    const bool within = weights->lookup_role == TensorRole::embedding;
    unread += weights->count[at(TensorRole::embedding)] + (within ? 0 : weights->lookup);
  }
  return std::max(0.0, 1 - unread / parameters);
}

double share_at_rest(const Geometry& geometry, double parameters, std::optional<double> active) {
  const auto experts = static_cast<double>(geometry.experts);
  const auto chosen = static_cast<double>(geometry.experts_per_token);
  if (chosen > 0 && experts > chosen) return 1 - chosen / experts;
  const auto all = expert_weights(geometry, parameters, active);
  return active && all && all->most > 0 ? std::clamp((parameters - *active) / all->most, 0.0, 1.0)
                                        : 0;
}

double weights_bytes(const Weights& weights, const Mix& mix) {
  return std::ceil(total_bits(weights, mix) / 8);
}

}  // namespace shortlist::device
