// [[family]] and [[claims]]: who says what of which variant.

#include "base/text.hpp"
#include "load/entries.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace shortlist::load {

namespace {

using model::Claim;
using model::Family;
using model::Source;
using model::Variant;

model::SourceIndex find_source(const Family& family, std::string_view id) {
  const auto found = std::find_if(family.sources.begin(), family.sources.end(),
                                  [&](const Source& each) { return equal_folded(each.id, id); });
  return found == family.sources.end()
             ? -1
             : static_cast<model::SourceIndex>(found - family.sources.begin());
}

class FamilyReader {
 public:
  explicit FamilyReader(Context& context) : context_(context) {
    for (const auto& criterion : context.rules.criteria)
      if (criterion.kind == model::Kind::licence) licence_facts_.insert(criterion.fact);
    for (const auto& licence : context.rules.licences) licence_ids_.push_back(licence.id);
  }

  Source source(const Node& node) {
    Reader reader(node, "a source", context_.problems);
    Source source;
    source.id = reader.id();
    source.where = reader.where("id");
    source.kind = reader.required_text("kind");
    source.title = reader.text("title").value_or("");
    source.url = reader.text("url").value_or("");
    source.as_of = reader.date("as_of");
    reader.finish();
    const auto& trust = context_.rules.trust;
    const auto trusted = [&](const std::string& word) {
      return std::any_of(trust.begin(), trust.end(),
                         [&](const std::string& each) { return equal_folded(each, word); });
    };
    if (!source.kind.empty() && !trusted(source.kind) && !trusted(source.id))
      context_.problems.dangling(
          reader.where("kind"), "the source kind '" + source.kind + "' is not in [rule_base] trust",
          did_you_mean(source.kind, trust));
    return source;
  }

  // fact = value, ...; of one source.
  void claims(const Node& table, model::SourceIndex source, std::vector<Claim>& into) {
    for (const Member& member : table.members) {
      const model::FactIndex fact = context_.vocabulary().find_fact(member.key);
      if (fact < 0) {
        context_.problems.dangling(member.where, "there is no fact '" + member.key + "'",
                                   did_you_mean(member.key, context_.vocabulary().fact_ids()));
        continue;
      }
      if (context_.fact(fact).derived != model::Derived::none) {
        context_.problems.error(
            member.where, "'" + member.key + "' is derived from the variants and not claimed");
        continue;
      }
      auto value = read_value(context_, fact, member.value);
      if (!value) continue;
      if (licence_facts_.contains(fact)) check_licences(*value, member.value.where);
      into.push_back({fact, source, std::move(*value), member.where});
    }
  }

  Family family(const Node& node) {
    Reader reader(node, "a [[family]]", context_.problems);
    Family family;
    family.id = reader.id();
    family.where = reader.where("id");
    family.name = reader.text("name").value_or(family.id);
    family.aliases = reader.words("aliases").value_or(std::vector<std::string>{});
    if (const auto* sources = reader.list_of_tables("source"))
      for (const Node& each : *sources) {
        Source one = source(each);
        if (find_source(family, one.id) >= 0)
          context_.problems.error(one.where, "the family has a source '" + one.id + "' already");
        family.sources.push_back(std::move(one));
      }
    if (const Node* table = reader.table("claims"))
      each_source(*table, family, [&](const Node& facts, model::SourceIndex source) {
        claims(facts, source, family.claims);
      });
    if (const auto* variants = reader.list_of_tables("variant"))
      for (const Node& each : *variants) family.variants.push_back(variant(each, family));
    reader.finish();
    return family;
  }

  // same_as, once every variant is there.
  void link_geometry(std::vector<Family>& families) {
    for (const auto& [variant_id, same] : same_as_) {
      std::string at = variant_id;
      std::set<std::string> seen;
      while (same_as_.contains(at) && seen.insert(at).second) at = fold(same_as_.at(at).text);
      if (same_as_.contains(at)) {
        context_.problems.error(same.where, "same_as leads round in a circle");
        continue;
      }
      const Variant* const from = find_variant(families, at);
      if (from == nullptr || !from->geometry)
        context_.problems.dangling(
            same.where, "same_as names no variant that has a geometry: '" + same.text + "'",
            did_you_mean(same.text, variant_ids(families)));
      else
        find_variant(families, variant_id)->geometry = from->geometry;
    }
  }

 private:
  template <class Use>
  void each_source(const Node& table, const Family& family, Use use) {
    for (const Member& member : table.members) {
      const model::SourceIndex source = find_source(family, member.key);
      if (source < 0) {
        std::vector<std::string> known;
        for (const Source& each : family.sources) known.push_back(each.id);
        context_.problems.error(member.where, "the family has no source '" + member.key + "'",
                                did_you_mean(member.key, known));
      } else if (member.value.type != Node::Type::table) {
        context_.problems.error(
            member.value.where,
            "a table of a source's facts stands here, not " + what_is(member.value));
      } else {
        use(member.value, source);
      }
    }
  }

  void check_licences(const model::Value& value, Where where) {
    for (const auto& item : std::get<model::ItemSet>(value).items)
      if (context_.rules.find_licence(item.text) < 0)
        context_.problems.dangling(where, "there is no licence '" + item.text + "'",
                                   did_you_mean(item.text, licence_ids_));
  }

  Variant variant(const Node& node, const Family& family) {
    Reader reader(node, "a [[family.variant]]", context_.problems);
    Variant variant;
    variant.id = reader.id();
    variant.where = reader.where("id");
    variant.name = reader.text("name").value_or(variant.id);
    if (const Node* table = reader.table("claims"))
      each_source(*table, family, [&](const Node& facts, model::SourceIndex source) {
        variant.listed_by.push_back(source);
        claims(facts, source, variant.claims);
      });
    if (const Node* table = reader.table("files"))
      each_source(*table, family, [&](const Node& sizes, model::SourceIndex source) {
        files(sizes, source, variant);
      });
    if (const Node* table = reader.table("architecture")) architecture(*table, family, variant);
    reader.finish();
    return variant;
  }

  void files(const Node& sizes, model::SourceIndex source, Variant& variant) {
    for (const Member& member : sizes.members) {
      const int quantisation = context_.rules.find_quantisation(member.key);
      const auto bytes = as_number(member.value);
      if (quantisation < 0) {
        std::vector<std::string> known;
        for (const auto& each : context_.rules.quantisations) known.push_back(each.id);
        context_.problems.dangling(member.where, "there is no quantisation '" + member.key + "'",
                                   did_you_mean(member.key, known));
      } else if (!bytes || *bytes <= 0) {
        context_.problems.error(member.value.where, "a file size is a number of bytes above 0");
      } else {
        variant.files.push_back({source, quantisation, *bytes});
      }
    }
  }

  void architecture(const Node& node, const Family& family, Variant& variant) {
    Reader reader(node, "architecture", context_.problems);
    if (const auto same = reader.text("same_as")) {
      same_as_.emplace(fold(variant.id), Same{*same, reader.where("same_as")});
      reader.finish();
      return;
    }
    model::Geometry geometry = read_geometry(reader);
    reader.finish();
    if (!geometry.source.empty() && find_source(family, geometry.source) < 0)
      context_.problems.error(reader.where("source"),
                              "the family has no source '" + geometry.source + "'");
    variant.geometry = std::move(geometry);
  }

  static Variant* find_variant(std::vector<Family>& families, const std::string& key) {
    for (Family& family : families)
      for (Variant& variant : family.variants)
        if (fold(variant.id) == key) return &variant;
    return nullptr;
  }

  static std::vector<std::string> variant_ids(const std::vector<Family>& families) {
    std::vector<std::string> ids;
    for (const Family& family : families)
      for (const Variant& variant : family.variants) ids.push_back(variant.id);
    return ids;
  }

  struct Same {
    std::string text;
    Where where;
  };

  Context& context_;
  std::set<model::FactIndex> licence_facts_;
  std::vector<std::string> licence_ids_;
  std::map<std::string, Same> same_as_;  // by folded variant id
};

void check_variant_ids(Context& context) {
  std::map<std::string, std::string> owner;
  for (const Family& family : context.rules.families)
    for (const Variant& variant : family.variants) {
      const auto [at, fresh] = owner.emplace(fold(variant.id), family.id);
      if (!fresh)
        context.problems.error(
            variant.where,
            "the variant id '" + variant.id + "' is taken, in the family '" + at->second + "'",
            "variant ids are unique over all families");
    }
}

// One [[claims]]: a source, new or known, and what it says of a family or a variant.
void add_claims(Context& context, FamilyReader& families, const Node& node) {
  Reader reader(node, "a [[claims]]", context.problems);
  const std::string family_id = reader.required_text("family");
  const auto variant_id = reader.text("variant");
  reader.need("source");
  reader.need("facts");
  const Node* const source_node = reader.table("source");
  const Node* const facts = reader.table("facts");
  reader.finish();
  if (family_id.empty() || source_node == nullptr || facts == nullptr) return;
  const int index = context.rules.find_family(family_id);
  if (index < 0) {
    std::vector<std::string> known;
    for (const Family& each : context.rules.families) known.push_back(each.id);
    context.problems.dangling(reader.where("family"), "there is no family '" + family_id + "'",
                              did_you_mean(family_id, known));
    return;
  }
  Family& family = context.rules.families[static_cast<std::size_t>(index)];
  Source source = families.source(*source_node);
  model::SourceIndex at = find_source(family, source.id);
  if (at < 0) {
    family.sources.push_back(source);
    at = static_cast<model::SourceIndex>(family.sources.size()) - 1;
  } else if (const Source& known = family.sources[static_cast<std::size_t>(at)];
             known.kind != source.kind || known.url != source.url || known.as_of != source.as_of) {
    context.problems.error(source.where, "the family has another source '" + source.id + "'",
                           "give this one an id of its own, or state it alike");
    return;
  }
  if (!variant_id) return families.claims(*facts, at, family.claims);
  const auto variant =
      std::find_if(family.variants.begin(), family.variants.end(),
                   [&](const Variant& each) { return equal_folded(each.id, *variant_id); });
  if (variant == family.variants.end()) {
    std::vector<std::string> known;
    for (const Variant& each : family.variants) known.push_back(each.id);
    context.problems.error(reader.where("variant"),
                           "the family has no variant '" + *variant_id + "'",
                           did_you_mean(*variant_id, known));
    return;
  }
  variant->listed_by.push_back(at);
  families.claims(*facts, at, variant->claims);
}

std::string claims_order(const Node* node) {
  const auto text = [](const Node* from, const char* key) {
    const Node* const value = from == nullptr ? nullptr : from->find(key);
    return value == nullptr ? std::string{} : fold(value->text);
  };
  return text(node, "family") + " " + text(node->find("source"), "id") + " " +
         text(node, "variant");
}

}  // namespace

void read_families(Context& context, const Entries& families, const Entries& claims) {
  FamilyReader reader(context);
  auto& all = context.rules.families;
  for (const Node* entry : families) all.push_back(reader.family(*entry));
  std::sort(all.begin(), all.end(),
            [](const Family& left, const Family& right) { return fold(left.id) < fold(right.id); });
  reader.link_geometry(all);
  check_variant_ids(context);
  // Which file a [[claims]] stands in carries no meaning.
  Entries sorted = claims;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Node* left, const Node* right) {
    return claims_order(left) < claims_order(right);
  });
  for (const Node* entry : sorted) add_claims(context, reader, *entry);
}

}  // namespace shortlist::load
