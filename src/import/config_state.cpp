// What the layers of a configuration keep that neither attend to everything nor to a window. All of
// them have a matrix for each value head, as wide as a key and a value, and most the last inputs of
// a convolution over keys, queries and values: so a state-space layer, whose groups are keys, is
// stated by the same keys as gated linear attention.

#include "import/config_layers.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace shortlist::importing {

namespace {

// The heads of a state-space layer (Mamba-2), or a head for each channel (Mamba).
void read_state_space(ConfigKeys& keys, Geometry& geometry) {
  const std::int64_t inner = keys.or_zero({"mamba_expand", "expand"}) * geometry.hidden_size;
  geometry.linear_key_head_dim = keys.or_zero({"mamba_d_state", "ssm_state_size"});
  geometry.linear_conv_kernel = keys.or_zero({"mamba_d_conv", "conv_kernel"});
  const auto heads = keys.count({"mamba_n_heads", "mamba_num_heads"});
  if (!heads) {
    geometry.linear_value_heads = inner;
    geometry.linear_value_head_dim = 1;
    return;
  }
  geometry.linear_key_heads = keys.or_zero({"mamba_n_groups", "n_groups"});
  geometry.linear_value_heads = *heads;
  if (const std::string stated = keys.text("mamba_d_head"); stated != "auto")
    geometry.linear_value_head_dim = keys.or_zero({"mamba_d_head", "mamba_head_dim"});
  else if (*heads > 0 && inner % *heads == 0)
    geometry.linear_value_head_dim = inner / *heads;
}

}  // namespace

void read_state(ConfigKeys& keys, Geometry& geometry) {
  if (keys.has({"mamba_d_state", "ssm_state_size"})) return read_state_space(keys, geometry);
  if (keys.has({"conv_L_cache"})) {
    // A short convolution alone: its last inputs, in four bytes each.
    const std::int64_t kept = std::max<std::int64_t>(keys.or_zero({"conv_L_cache"}) - 1, 0);
    geometry.state_bytes = static_cast<double>(geometry.linear_layers) * static_cast<double>(kept) *
                           static_cast<double>(geometry.hidden_size) * 4;
    return;
  }
  if (keys.has({"attn_type_list"})) {
    geometry.linear_key_heads = geometry.linear_value_heads = geometry.q_heads;
    geometry.linear_key_head_dim = geometry.linear_value_head_dim = geometry.head_dim;
    return;
  }
  if (keys.has({"linear_attn_config"})) {
    geometry.linear_key_heads = geometry.linear_value_heads =
        keys.or_zero({"linear_attn_config.num_heads"});
    geometry.linear_key_head_dim = geometry.linear_value_head_dim =
        keys.or_zero({"linear_attn_config.head_dim"});
    geometry.linear_conv_kernel = keys.or_zero({"linear_attn_config.short_conv_kernel_size"});
    return;
  }
  geometry.linear_key_heads = keys.or_zero({"linear_num_key_heads"});
  geometry.linear_value_heads = keys.or_zero({"linear_num_value_heads"});
  geometry.linear_key_head_dim = keys.or_zero({"linear_key_head_dim"});
  geometry.linear_value_head_dim = keys.or_zero({"linear_value_head_dim"});
  geometry.linear_conv_kernel = keys.or_zero({"linear_conv_kernel_dim"});
  const bool whole = geometry.linear_key_heads > 0 && geometry.linear_value_head_dim > 0 &&
                     geometry.linear_conv_kernel > 0;
  if (!whole) geometry.linear_value_heads = 0;
}

}  // namespace shortlist::importing
