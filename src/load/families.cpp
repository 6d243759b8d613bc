// [[family]]: who says what of which variant.

#include "load/families.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>

namespace shortlist::load {

namespace {

using model::Claim;
using model::Family;
using model::Source;
using model::Variant;

constexpr std::size_t most_parts = 1'000;  // sources, and variants, of one family
constexpr double largest_file_size = 1e15;
constexpr double largest_error = 1e18;  // as of any number

// The tables of a list, as many as a family may have.
std::size_t bounded(const std::vector<Node>& list, const char* what, Problems& problems) {
  if (list.size() <= most_parts) return list.size();
  problems.error(list[most_parts].where, "a family has at most 1,000 " + std::string(what));
  return most_parts;
}

bool is_before(Where one, Where other) {
  const auto order = [](Where place) { return std::tuple{place.file, place.line, place.column}; };
  return order(one) < order(other);
}

// Ids that two variants have, and names by which two families are called.
void check_names(Context& context) {
  std::unordered_map<std::string, std::pair<const Family*, Where>> owners;
  std::unordered_map<std::string, const Family*> called;
  for (const Family& family : context.rules.families) called.emplace(fold(family.id), &family);
  for (const Family& family : context.rules.families) {
    for (const Variant& variant : family.variants) {
      if (variant.id.empty()) continue;
      std::pair<const Family*, Where> second{&family, variant.where};
      const auto [owner, fresh] = owners.emplace(fold(variant.id), second);
      if (fresh) continue;
      auto& first = owner->second;
      if (is_before(second.second, first.second)) std::swap(first, second);
      context.problems.error(
          second.second,
          "the variant id '" + variant.id + "' is taken, in the family '" + first.first->id + "'",
          "variant ids are unique over all families");
    }
    for (const std::string& alias : family.aliases) {
      const auto [other, fresh] = called.emplace(fold(alias), &family);
      if (!fresh && other->second != &family)
        context.problems.error(
            is_before(family.where, other->second->where) ? other->second->where : family.where,
            "the alias '" + alias + "' of '" + family.id + "' names the family '" +
                other->second->id + "' too");
    }
  }
}

}  // namespace

FamilyReader::FamilyReader(Context& context)
    : context_(context),
      licences_(context.rules.licences),
      quantisations_(context.rules.quantisations),
      native_quantisation_(context.rules.vocabulary.find_fact("native_quantisation")) {
  for (const auto& criterion : context.rules.criteria)
    if (criterion.kind == model::Kind::licence) licence_facts_.insert(criterion.fact);
}

Source FamilyReader::source(const Node& node) {
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
  if (!source.kind.empty() && !trust.empty() && !trusted(source.kind) && !trusted(source.id))
    context_.problems.dangling(reader.where("kind"),
                               "the source kind '" + source.kind + "' is not in [rule_base] trust",
                               suggest(context_.problems, source.kind, trust));
  return source;
}

// A number may be { value, error }. Null: it is wrong.
FamilyReader::Measured FamilyReader::measured(model::FactIndex fact, const Node& node) {
  if (node.type != Node::Type::table || context_.fact(fact).type != model::FactType::number)
    return {&node, {}};
  Reader reader(node, "a value with its error", context_.problems);
  const Node* const value = reader.need("value");
  reader.need("error");
  const auto error = reader.number_within("error", 0, largest_error);
  reader.finish();
  if (value == nullptr || !error) return {};
  return {value, error};
}

void FamilyReader::claims(const Node& table, model::SourceIndex source, std::vector<Claim>& into) {
  into.reserve(into.size() + table.members.size());
  for (const Member& member : table.members) {
    const model::FactIndex fact = context_.vocabulary().find_fact(member.key);
    if (fact < 0) {
      context_.problems.dangling(
          member.where, "there is no fact '" + member.key + "'",
          suggest(context_.problems, member.key, context_.vocabulary().facts));
      continue;
    }
    if (context_.fact(fact).derived != model::Derived::none) {
      context_.problems.error(member.where,
                              "'" + member.key + "' is derived from the variants and not claimed");
      continue;
    }
    const auto [node, error] = measured(fact, member.value);
    if (node == nullptr) continue;
    auto value = read_value(context_, fact, *node);
    if (!value) continue;
    if (licence_facts_.contains(fact)) check_licences(*value, member.value.where);
    if (fact == native_quantisation_) check_quantisation(*value, member.value.where);
    into.push_back({fact, source, std::make_shared<const model::Value>(std::move(*value)),
                    member.where, error});
  }
}

void FamilyReader::settle(std::vector<Claim>& claims) {
  const auto order = [](const Claim& claim) { return std::pair{claim.fact, claim.source}; };
  std::stable_sort(claims.begin(), claims.end(), [&](const Claim& left, const Claim& right) {
    return order(left) < order(right);
  });
  for (std::size_t i = 1; i < claims.size(); ++i)
    if (order(claims[i - 1]) == order(claims[i]))
      context_.problems.error(
          claims[i].where,
          "the source says '" + context_.fact(claims[i].fact).id + "' twice of the same");
}

void FamilyReader::check_licences(const model::Value& value, Where where) {
  const auto* const set = std::get_if<model::ItemSet>(&value);
  if (set == nullptr) return;
  for (const auto& item : set->items)
    if (licences_.find(item.key) < 0)
      context_.problems.dangling(where, "there is no licence '" + item.text + "'",
                                 suggest(context_.problems, item.text, context_.rules.licences));
}

void FamilyReader::check_quantisation(const model::Value& value, Where where) {
  const auto* const word = std::get_if<model::Item>(&value);
  if (word != nullptr && quantisations_.find(word->key) < 0)
    context_.problems.dangling(
        where, "there is no quantisation '" + word->text + "'",
        suggest(context_.problems, word->text, context_.rules.quantisations));
}

template <class Use>
void FamilyReader::each_source(const Node& table, const Index& sources, const Family& family,
                               Use use) {
  for (const Member& member : table.members) {
    const model::SourceIndex source = sources.find(member.key);
    if (source < 0)
      context_.problems.error(member.where, "the family has no source '" + member.key + "'",
                              suggest(context_.problems, member.key, family.sources));
    else if (member.value.type != Node::Type::table)
      context_.problems.error(member.value.where, "a table of a source's facts stands here, not " +
                                                      what_is(member.value));
    else
      use(member.value, source);
  }
}

Family FamilyReader::family(const Node& node) {
  Reader reader(node, "a [[family]]", context_.problems);
  Family family;
  family.id = reader.id();
  family.where = reader.where("id");
  family.name = reader.text("name").value_or(family.id);
  family.aliases = reader.words("aliases").value_or(std::vector<std::string>{});
  Index sources;
  if (const auto* list = reader.list_of_tables("source")) {
    const std::size_t count = bounded(*list, "sources", context_.problems);
    for (std::size_t i = 0; i < count; ++i) {
      Source one = source((*list)[i]);
      // One without an id still has its place.
      if (!sources.add(one.id.empty() ? "#" + std::to_string(i) : one.id)) {
        context_.problems.error(one.where, "the family has a source '" + one.id + "' already");
        continue;
      }
      family.sources.push_back(std::move(one));
    }
  }
  if (const Node* table = reader.table("claims"))
    each_source(*table, sources, family, [&](const Node& facts, model::SourceIndex source) {
      claims(facts, source, family.claims);
    });
  if (const auto* list = reader.list_of_tables("variant")) {
    const std::size_t count = bounded(*list, "variants", context_.problems);
    family.variants.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
      family.variants.push_back(variant((*list)[i], sources, family));
  }
  reader.finish();
  return family;
}

Variant FamilyReader::variant(const Node& node, const Index& sources, const Family& family) {
  Reader reader(node, "a [[family.variant]]", context_.problems);
  Variant variant;
  variant.id = reader.id();
  variant.where = reader.where("id");
  variant.name = reader.text("name").value_or(variant.id);
  if (const Node* table = reader.table("claims"))
    each_source(*table, sources, family, [&](const Node& facts, model::SourceIndex source) {
      variant.listed_by.push_back(source);
      claims(facts, source, variant.claims);
    });
  if (const Node* table = reader.table("files"))
    each_source(*table, sources, family, [&](const Node& sizes, model::SourceIndex source) {
      files(sizes, source, variant);
    });
  if (const Node* table = reader.table("architecture")) architecture(*table, sources, variant);
  reader.finish();
  return variant;
}

void FamilyReader::files(const Node& sizes, model::SourceIndex source, Variant& variant) {
  for (const Member& member : sizes.members) {
    const int quantisation = quantisations_.find(member.key);
    const auto bytes = as_number(member.value);
    if (quantisation < 0)
      context_.problems.dangling(
          member.where, "there is no quantisation '" + member.key + "'",
          suggest(context_.problems, member.key, context_.rules.quantisations));
    else if (!bytes || *bytes <= 0 || *bytes > largest_file_size)
      context_.problems.error(member.value.where, "a file size is a number of bytes above 0");
    else
      variant.files.push_back({source, quantisation, *bytes});
  }
}

void FamilyReader::architecture(const Node& node, const Index& sources, Variant& variant) {
  Reader reader(node, "architecture", context_.problems);
  if (reader.find("same_as") != nullptr) {
    if (const auto other = reader.text("same_as"))
      same_as_.push_back({variant.id, *other, reader.where("same_as")});
    return reader.finish();
  }
  model::Geometry geometry = read_geometry(reader);
  reader.finish();
  if (!geometry.source.empty() && sources.find(geometry.source) < 0)
    context_.problems.error(reader.where("source"),
                            "the family has no source '" + geometry.source + "'");
  variant.geometry = std::make_shared<const model::Geometry>(std::move(geometry));
}

void read_families(Context& context, const Entries& families, const Entries& former,
                   const Entries& claims) {
  FamilyReader reader(context);
  auto& all = context.rules.families;
  all.reserve(families.size());
  for (const Node* entry : families) all.push_back(reader.family(*entry));
  std::sort(all.begin(), all.end(),
            [](const Family& left, const Family& right) { return fold(left.id) < fold(right.id); });
  reader.link_geometry(former);
  check_names(context);
  add_claims(context, reader, claims);
  for (Family& family : all) {
    reader.settle(family.claims);
    for (Variant& variant : family.variants) reader.settle(variant.claims);
  }
  check_scale(context.rules, context.problems);
  label_families(context.rules);
}

}  // namespace shortlist::load
