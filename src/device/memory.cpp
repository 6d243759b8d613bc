#include "device/memory.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace shortlist::device {

namespace {

double padded(double cells, double multiple) { return std::ceil(cells / multiple) * multiple; }

double as_double(std::int64_t count) { return static_cast<double>(count); }

// The stated dimension, or the plain one.
double or_plain(std::int64_t stated, std::int64_t plain) {
  return as_double(stated != 0 ? stated : plain);
}

}  // namespace

double element_bytes(KvType type) {
  switch (type) {
    case KvType::q8_0:
      return 34.0 / 32;
    case KvType::q4_0:
      return 18.0 / 32;
    case KvType::fp8:
      return 1;
    case KvType::f16:
      break;
  }
  return 2;
}

double kv_bytes(const Geometry& geometry, const Plan& plan, const Split& split) {
  const double key_bytes = element_bytes(plan.kv);
  const double value_bytes = element_bytes(plan.kv_values);
  const double cells = padded(plan.context * plan.sequences, plan.cell_padding);
  const double key_dim = as_double(geometry.head_dim);
  const double value_dim = or_plain(geometry.value_head_dim, geometry.head_dim);
  const double full =
      geometry.mla_kv_lora_rank > 0
          ? as_double(geometry.mla_kv_lora_rank + geometry.mla_rope_dim) * key_bytes
          : as_double(geometry.kv_heads) * (key_dim * key_bytes + value_dim * value_bytes);
  double bytes = as_double(geometry.full_layers) * full * cells * split.kv_copies;
  if (geometry.sliding_layers > 0) {
    const double window = as_double(geometry.sliding_window) * plan.sequences + plan.batch;
    const double heads = or_plain(geometry.sliding_kv_heads, geometry.kv_heads);
    const double sliding_key_dim = or_plain(geometry.sliding_head_dim, geometry.head_dim);
    const double sliding_value_dim = or_plain(
        geometry.sliding_value_head_dim,
        geometry.sliding_head_dim != 0 ? geometry.sliding_head_dim : geometry.value_head_dim);
    const double values = sliding_value_dim != 0 ? sliding_value_dim : sliding_key_dim;
    bytes += as_double(geometry.sliding_layers) * heads *
             (sliding_key_dim * key_bytes + values * value_bytes) *
             padded(std::min(cells, window), plan.cell_padding) * split.sliding_copies;
  }
  bytes += geometry.kv_bytes_per_token.value_or(0) * cells * split.kv_copies;
  return std::ceil(bytes);
}

double largest_kv_bytes(double parameters, const Plan& plan) {
  constexpr double width_by_layers = 1024.0 / 24;
  const double layers = std::cbrt(parameters / (12 * width_by_layers * width_by_layers));
  const double cells = padded(plan.context * plan.sequences, plan.cell_padding);
  return std::ceil(layers * layers * width_by_layers * cells *
                   (element_bytes(plan.kv) + element_bytes(plan.kv_values)));
}

double state_bytes(const Geometry& geometry, const Plan& plan) {
  const double key_dim = as_double(geometry.linear_key_head_dim);
  const double value_dim = or_plain(geometry.linear_value_head_dim, geometry.linear_key_head_dim);
  const double value_heads = as_double(geometry.linear_value_heads);
  const double matrix = value_heads * key_dim * value_dim;
  const double convolution =
      geometry.linear_conv_kernel > 0
          ? as_double(geometry.linear_conv_kernel - 1) *
                (2 * as_double(geometry.linear_key_heads) * key_dim + value_heads * value_dim)
          : 0;
  const double a_sequence = as_double(geometry.linear_layers) * (matrix + convolution) * 4 +
                            geometry.state_bytes.value_or(0);
  return std::ceil(a_sequence * plan.sequences);
}

std::optional<double> compute_bytes(const Geometry& geometry, const Plan& plan) {
  constexpr double bound = 1.15;
  if (geometry.vocabulary == 0 || geometry.hidden_size == 0) return std::nullopt;
  if (!plan.flash && geometry.q_heads == 0) return std::nullopt;
  const double hidden = as_double(geometry.hidden_size);
  double bytes = 4 * plan.batch * (as_double(geometry.vocabulary) + hidden);
  if (!plan.flash) {
    const double cells = padded(plan.context * plan.sequences, plan.cell_padding);
    bytes =
        std::max(bytes, 4 * plan.batch * (cells * (as_double(geometry.q_heads) + 1) + 4 * hidden));
  }
  return std::ceil(bytes * bound);
}

Split split_of(const Geometry& geometry, double count, bool tensor_parallel) {
  using enum Split::By;
  if (count <= 1) return {};
  const double heads = as_double(geometry.q_heads);
  if (!tensor_parallel || heads == 0 || std::fmod(heads, count) != 0) return {.by = layers};
  const auto copies = [&](double shared) { return std::max(1.0, count / std::max(1.0, shared)); };
  return {tensors, geometry.mla_kv_lora_rank > 0 ? count : copies(as_double(geometry.kv_heads)),
          copies(geometry.linear_layers > 0 ? as_double(geometry.linear_key_heads) : heads),
          copies(or_plain(geometry.sliding_kv_heads, geometry.kv_heads))};
}

double budget_bytes(double memory, double share, double reserve, double count) {
  return std::max(0.0, std::floor((memory * share - reserve) * count));
}

}  // namespace shortlist::device
