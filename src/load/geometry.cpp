// [family.variant.architecture]: the counts that a KV cache is computed from.

#include "base/geometry_keys.hpp"
#include "base/quantity.hpp"
#include "load/families.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::load {

namespace {

constexpr std::int64_t most_layers = 100'000;
constexpr double most_parameters = 1e15;

std::int64_t count(Reader& reader, std::string_view key) {
  const auto number = reader.number_within(key, 0, most_counted);
  if (!number) return 0;
  if (*number != std::floor(*number))
    reader.problems().error(reader.where(key), "'" + std::string(key) + "' is a whole number");
  return static_cast<std::int64_t>(*number);
}

// Heads in groups that share one: as many in each.
void check_groups(Reader& reader, const char* key, std::int64_t heads, std::int64_t groups) {
  if (heads == 0 || groups == 0 || heads % groups == 0) return;
  reader.problems().error(reader.where(key), std::to_string(heads) + " heads do not divide by " +
                                                 std::to_string(groups) + ", the '" + key + "'");
}

void check_heads(Reader& reader, const model::Geometry& geometry) {
  check_groups(reader, "kv_heads", geometry.q_heads, geometry.kv_heads);
  check_groups(reader, "sliding_kv_heads", geometry.q_heads, geometry.sliding_kv_heads);
  check_groups(reader, "linear_key_heads", geometry.linear_value_heads, geometry.linear_key_heads);
  if (geometry.experts_per_token > geometry.experts)
    reader.problems().error(reader.where("experts_per_token"),
                            "no more experts work on a token than there are: " +
                                std::to_string(geometry.experts_per_token) + " of " +
                                std::to_string(geometry.experts));
  if ((geometry.lookup_rows > 0) != (geometry.lookup_width > 0))
    reader.problems().error(reader.where(geometry.lookup_rows > 0 ? "lookup_rows" : "lookup_width"),
                            "tables of embeddings have lookup_rows and lookup_width");
  if (geometry.mla_rope_dim > 0 && geometry.mla_kv_lora_rank == 0)
    reader.problems().error(reader.where("mla_rope_dim"),
                            "latent attention needs mla_kv_lora_rank too");
  const bool state = geometry.linear_value_heads > 0 && geometry.linear_key_head_dim > 0;
  if (geometry.linear_layers > 0 && !state && !geometry.state_bytes)
    reader.problems().error(
        reader.where("linear_layers"),
        "linear layers need linear_value_heads and linear_key_head_dim, or state_bytes");
}

// The number that a claim states of a fact; nothing for any other claim.
std::optional<double> number_of(const model::Claim& claim, model::FactIndex fact) {
  const auto* const number = claim.fact == fact ? std::get_if<double>(claim.value.get()) : nullptr;
  return number == nullptr ? std::nullopt : std::optional(*number);
}

// How many parameters, how many of them at work, and how many of the text part.
void check_parameters(const model::Vocabulary& vocabulary, const std::vector<model::Claim>& claims,
                      Problems& problems) {
  const model::FactIndex all = vocabulary.find_fact("parameters");
  const model::FactIndex active = vocabulary.find_fact("active_parameters");
  const model::FactIndex text = vocabulary.find_fact("text_parameters");
  std::unordered_map<model::SourceIndex, double> wholes;  // the least that a source states
  for (const model::Claim& claim : claims) {
    for (const model::FactIndex fact : {all, active, text}) {
      const auto number = fact < 0 ? std::nullopt : number_of(claim, fact);
      if (number && (*number < 1 || *number >= most_parameters))
        problems.error(claim.where, "a model has at least 1 parameter, and fewer than 10^15");
    }
    if (const auto whole = all < 0 ? std::nullopt : number_of(claim, all)) {
      const auto [least, added] = wholes.emplace(claim.source, *whole);
      least->second = std::min(least->second, *whole);
    }
  }
  const auto check_part = [&](const model::Claim& claim, model::FactIndex fact, const char* words) {
    const auto part = fact < 0 ? std::nullopt : number_of(claim, fact);
    const auto whole = part ? wholes.find(claim.source) : wholes.end();
    if (whole != wholes.end() && *part > whole->second) problems.error(claim.where, words);
  };
  for (const model::Claim& claim : claims) {
    check_part(claim, active, "of its parameters no more are active than there are");
    check_part(claim, text, "its text part has no more parameters than the whole");
  }
}

}  // namespace

void check_scale(const model::RuleBase& rules, Problems& problems) {
  const model::Vocabulary& vocabulary = rules.vocabulary;
  for (const model::Family& family : rules.families) {
    check_parameters(vocabulary, family.claims, problems);
    for (const model::Variant& variant : family.variants) {
      check_parameters(vocabulary, variant.claims, problems);
      if (!variant.geometry || variant.geometry->sliding_layers == 0) continue;
      double longest = 0;
      for (const char* id : {"context_tokens", "extended_context_tokens"}) {
        const model::FactIndex fact = vocabulary.find_fact(id);
        if (fact < 0) continue;
        for (const auto* claims : {&family.claims, &variant.claims})
          for (const model::Claim& claim : *claims)
            longest = std::max(longest, number_of(claim, fact).value_or(0));
      }
      const auto window = static_cast<double>(variant.geometry->sliding_window);
      if (longest > 0 && window > longest)
        problems.error(variant.geometry->where,
                       "the sliding_window of '" + variant.id +
                           "' is longer than any context that a source states: " +
                           number_text(window) + " of " + number_text(longest) + " tokens");
    }
  }
}

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
  const bool counted = reader.find("layers") != nullptr;
  if (counted && (geometry.layers < 1 || geometry.layers > most_layers))
    reader.problems().error(reader.where("layers"),
                            "a model has at least 1 layer, and at most 100,000");
  geometry.tied_embeddings = reader.flag("tied_embeddings");
  geometry.state_bytes = reader.number_within("state_bytes", 0, 1e15);
  geometry.kv_bytes_per_token = reader.number_within("kv_bytes_per_token", 0, 1e12);
  check_heads(reader, geometry);
  return geometry;
}

namespace {

// The geometry of variants whose families were replaced, by id; what is wrong in it nobody is told.
std::unordered_map<std::string, model::Geometry> former_geometry(const Entries& families) {
  std::unordered_map<std::string, model::Geometry> found;
  std::unordered_map<std::string, std::string> same_as;
  Problems unread;
  for (const Node* family : families) {
    const Node* const variants = family->find("variant");
    if (variants == nullptr) continue;
    for (const Node& variant : variants->items) {
      const Node* const id = variant.find("id");
      const Node* const table = variant.find("architecture");
      if (id == nullptr || id->type != Node::Type::text || table == nullptr ||
          table->type != Node::Type::table)
        continue;
      Reader reader(*table, "architecture", unread);
      if (const auto other = reader.text("same_as"))
        same_as[fold(id->text)] = fold(*other);
      else
        found[fold(id->text)] = read_geometry(reader);
    }
  }
  while (!same_as.empty()) {
    std::vector<std::string> chain;
    std::string at = same_as.begin()->first;
    for (auto next = same_as.find(at); next != same_as.end(); next = same_as.find(at)) {
      chain.push_back(std::move(at));
      at = std::move(next->second);
      same_as.erase(next);
    }
    const auto end = found.find(at);
    if (end == found.end()) continue;
    const model::Geometry geometry = end->second;
    for (std::string& id : chain) found.emplace(std::move(id), geometry);
  }
  return found;
}

}  // namespace

// A variant may have the geometry of another, which may have that of a third: each chain is
// followed to its end, and every variant on the way given what stands there.
void FamilyReader::link_geometry(const Entries& former) {
  if (same_as_.empty()) return;
  const auto replaced = former_geometry(former);
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
    const auto before = replaced.find(at);
    for (const SameAs* each : chain) {
      if (end != variants.end() && end->second->geometry)
        variants.at(fold(each->variant))->geometry = end->second->geometry;
      else if (before != replaced.end() && !circle)
        variants.at(fold(each->variant))->geometry =
            std::make_shared<const model::Geometry>(before->second);
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
