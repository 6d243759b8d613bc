#pragma once
// The counts of a geometry under the names that a rule base states them by.

#include "base/geometry.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace shortlist {

struct GeometryKey {
  std::string_view key;
  std::int64_t Geometry::*count;
};

// In the order that a reader expects: the model, its layers by kind, what each kind needs.
inline constexpr std::array geometry_keys{
    GeometryKey{"layers", &Geometry::layers},
    GeometryKey{"hidden_size", &Geometry::hidden_size},
    GeometryKey{"vocabulary", &Geometry::vocabulary},
    GeometryKey{"q_heads", &Geometry::q_heads},
    GeometryKey{"kv_heads", &Geometry::kv_heads},
    GeometryKey{"head_dim", &Geometry::head_dim},
    GeometryKey{"value_head_dim", &Geometry::value_head_dim},
    GeometryKey{"full_layers", &Geometry::full_layers},
    GeometryKey{"sliding_layers", &Geometry::sliding_layers},
    GeometryKey{"sliding_window", &Geometry::sliding_window},
    GeometryKey{"sliding_kv_heads", &Geometry::sliding_kv_heads},
    GeometryKey{"sliding_head_dim", &Geometry::sliding_head_dim},
    GeometryKey{"sliding_value_head_dim", &Geometry::sliding_value_head_dim},
    GeometryKey{"shared_kv_layers", &Geometry::shared_kv_layers},
    GeometryKey{"linear_layers", &Geometry::linear_layers},
    GeometryKey{"linear_key_heads", &Geometry::linear_key_heads},
    GeometryKey{"linear_value_heads", &Geometry::linear_value_heads},
    GeometryKey{"linear_key_head_dim", &Geometry::linear_key_head_dim},
    GeometryKey{"linear_value_head_dim", &Geometry::linear_value_head_dim},
    GeometryKey{"linear_conv_kernel", &Geometry::linear_conv_kernel},
    GeometryKey{"mla_kv_lora_rank", &Geometry::mla_kv_lora_rank},
    GeometryKey{"mla_rope_dim", &Geometry::mla_rope_dim},
    GeometryKey{"ffn_size", &Geometry::ffn_size},
    GeometryKey{"experts", &Geometry::experts},
    GeometryKey{"experts_per_token", &Geometry::experts_per_token},
    GeometryKey{"expert_ffn_size", &Geometry::expert_ffn_size},
    GeometryKey{"lookup_rows", &Geometry::lookup_rows},
    GeometryKey{"lookup_width", &Geometry::lookup_width},
};

}  // namespace shortlist
