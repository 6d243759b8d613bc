// [[claims]]: what one more source says of a family that stands elsewhere.

#include "load/families.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace shortlist::load {

namespace {

using model::Family;
using model::Source;
using model::Variant;

constexpr std::size_t most_sources = 1'000;

// One entry, with the words that say where it belongs.
struct Added {
  const Node* node = nullptr;
  std::string family;
  std::string source;
  std::string variant;
};

Added added(const Node* node) {
  const auto text = [](const Node* from, const char* key) {
    const Node* const value = from == nullptr ? nullptr : from->find(key);
    return value == nullptr ? std::string{} : fold(value->text);
  };
  return {node, text(node, "family"), text(node->find("source"), "id"), text(node, "variant")};
}

class Adder {
 public:
  Adder(Context& context, FamilyReader& reader)
      : context_(context), reader_(reader), families_(context.rules.families) {}

  void add(const Node& node) {
    Reader reader(node, "a [[claims]]", context_.problems);
    const std::string family_id = reader.required_text("family");
    const auto variant_id = reader.text("variant");
    reader.need("source");
    reader.need("facts");
    const Node* const source_node = reader.table("source");
    const Node* const facts = reader.table("facts");
    reader.finish();
    if (family_id.empty() || source_node == nullptr || facts == nullptr) return;
    const int index = families_.find(family_id);
    if (index < 0)
      return context_.problems.dangling(
          reader.where("family"), "there is no family '" + family_id + "'",
          suggest(context_.problems, family_id, context_.rules.families));
    Family& family = context_.rules.families[static_cast<std::size_t>(index)];
    const model::SourceIndex source = find_source(family, *source_node);
    if (source < 0) return;
    if (!variant_id) return reader_.claims(*facts, source, family.claims);
    const auto variant =
        std::find_if(family.variants.begin(), family.variants.end(),
                     [&](const Variant& each) { return equal_folded(each.id, *variant_id); });
    if (variant == family.variants.end())
      return context_.problems.dangling(reader.where("variant"),
                                        "the family has no variant '" + *variant_id + "'",
                                        suggest(context_.problems, *variant_id, family.variants));
    auto& listed = variant->listed_by;
    if (std::find(listed.begin(), listed.end(), source) == listed.end()) listed.push_back(source);
    reader_.claims(*facts, source, variant->claims);
  }

 private:
  // The source of that id, which has to be the same source, or a new one; -1 when it is wrong.
  model::SourceIndex find_source(Family& family, const Node& node) {
    const int before = context_.problems.errors();
    Source source = reader_.source(node);
    if (source.id.empty() || context_.problems.errors() > before) return -1;
    const auto known =
        std::find_if(family.sources.begin(), family.sources.end(),
                     [&](const Source& each) { return equal_folded(each.id, source.id); });
    const auto index = static_cast<model::SourceIndex>(known - family.sources.begin());
    if (known == family.sources.end()) {
      if (family.sources.size() >= most_sources) {
        context_.problems.error(source.where, "a family has at most 1,000 sources");
        return -1;
      }
      family.sources.push_back(std::move(source));
      return index;
    }
    if (equal_folded(known->kind, source.kind) && agrees(known->title, source.title) &&
        agrees(known->url, source.url) && (!source.as_of || known->as_of == source.as_of))
      return index;
    context_.problems.error(source.where, "the family has another source '" + source.id + "'",
                            "give this one an id of its own, or state it alike");
    return -1;
  }

  static bool agrees(const std::string& known, const std::string& stated) {
    return stated.empty() || known == stated;
  }

  Context& context_;
  FamilyReader& reader_;
  Index families_;
};

}  // namespace

void add_claims(Context& context, FamilyReader& reader, const Entries& entries) {
  // Which file an entry stands in carries no meaning, so neither does the order of the entries.
  std::vector<Added> sorted;
  sorted.reserve(entries.size());
  for (const Node* entry : entries) sorted.push_back(added(entry));
  std::stable_sort(sorted.begin(), sorted.end(), [](const Added& left, const Added& right) {
    return std::tie(left.family, left.source, left.variant) <
           std::tie(right.family, right.source, right.variant);
  });
  Adder adder(context, reader);
  for (const Added& each : sorted) adder.add(*each.node);
}

}  // namespace shortlist::load
