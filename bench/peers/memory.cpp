#include "peers/memory.hpp"

namespace peers {

using shortlist::Geometry;
using shortlist::KvType;

double llmfit_kv_bytes(const Geometry& geometry, double tokens, KvType type) {
  const auto heads = static_cast<double>(geometry.sliding_kv_heads > 0 ? geometry.sliding_kv_heads
                                                                       : geometry.kv_heads);
  const auto dim = static_cast<double>(geometry.sliding_head_dim > 0 ? geometry.sliding_head_dim
                                                                     : geometry.head_dim);
  const double element = type == KvType::f16 ? 2 : type == KvType::q4_0 ? 0.5 : 1;
  return 2 * static_cast<double>(geometry.layers) * heads * dim * tokens * element;
}

double llm_checker_kv_bytes(double active_parameters, double tokens) {
  return 8e-6 * (active_parameters / 1e9) * tokens * 1e9;
}

double whichllm_kv_bytes(double parameters, double tokens) {
  return parameters / 1e9 * (tokens / 1024) * 0.5 * 1024 * 1024;
}

}  // namespace peers
