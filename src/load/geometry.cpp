// [family.variant.architecture]: the counts that a KV cache is computed from.

#include "base/geometry_keys.hpp"
#include "load/families.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace shortlist::load {

namespace {

constexpr double most = 1e9;  // of anything counted here

std::int64_t count(Reader& reader, std::string_view key) {
  const auto number = reader.number_within(key, 0, most);
  if (!number) return 0;
  if (*number != std::floor(*number))
    reader.problems().error(reader.where(key), "'" + std::string(key) + "' is a whole number");
  return static_cast<std::int64_t>(*number);
}

}  // namespace

model::Geometry read_geometry(Reader& reader) {
  model::Geometry geometry;
  geometry.where = reader.where();
  reader.need("layers");
  reader.need("source");
  geometry.source = reader.text("source").value_or("");
  for (const GeometryKey& each : geometry_keys) geometry.*each.count = count(reader, each.key);
  const std::int64_t others =
      geometry.sliding_layers + geometry.linear_layers + geometry.shared_kv_layers;
  if (reader.find("full_layers") == nullptr) geometry.full_layers = geometry.layers - others;
  if (geometry.full_layers < 0 || geometry.full_layers + others != geometry.layers)
    reader.problems().error(reader.where("layers"),
                            "layers is not the sum of full, sliding, linear and shared layers",
                            "full_layers may be left out: it is what the others leave");
  const bool latent = geometry.mla_kv_lora_rank > 0;
  if (geometry.full_layers > 0 && !latent && (geometry.kv_heads == 0 || geometry.head_dim == 0) &&
      reader.find("kv_bytes_per_token") == nullptr)
    reader.problems().error(reader.where(), "full attention layers need kv_heads and head_dim");
  if (geometry.sliding_layers > 0 && geometry.sliding_window == 0)
    reader.problems().error(reader.where("sliding_layers"), "sliding layers need sliding_window");
  geometry.state_bytes = reader.number_within("state_bytes", 0, 1e15);
  geometry.kv_bytes_per_token = reader.number_within("kv_bytes_per_token", 0, 1e12);
  return geometry;
}

// A variant may have the geometry of another, which may have that of a third: each chain is
// followed to its end, and every variant on the way given what stands there.
void FamilyReader::link_geometry() {
  if (same_as_.empty()) return;
  std::unordered_map<std::string, model::Variant*> variants;
  std::vector<std::string> ids;
  for (model::Family& family : context_.rules.families)
    for (model::Variant& variant : family.variants) {
      variants.emplace(fold(variant.id), &variant);
      ids.push_back(variant.id);
    }
  std::unordered_map<std::string, const SameAs*> open;  // by the variant it is stated of
  for (const SameAs& same : same_as_) open.emplace(fold(same.variant), &same);
  for (const SameAs& same : same_as_) {
    std::vector<const SameAs*> chain;
    std::string at = fold(same.variant);
    for (auto next = open.find(at); next != open.end(); next = open.find(at)) {
      chain.push_back(next->second);
      at = fold(next->second->other);
      open.erase(next);
    }
    if (chain.empty()) continue;
    const auto end = variants.find(at);
    const bool circle = std::any_of(chain.begin(), chain.end(), [&](const SameAs* each) {
      return equal_folded(each->variant, at);
    });
    for (const SameAs* each : chain) {
      if (end != variants.end() && end->second->geometry)
        variants.at(fold(each->variant))->geometry = end->second->geometry;
      else if (each != chain.back())
        continue;  // one word is enough for a chain
      else if (circle)
        context_.problems.error(each->where, "same_as leads round in a circle");
      else
        context_.problems.dangling(
            each->where, "same_as names no variant that has a geometry: '" + each->other + "'",
            suggest(context_.problems, each->other, ids));
    }
  }
}

}  // namespace shortlist::load
