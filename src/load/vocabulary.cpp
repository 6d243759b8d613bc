// Facts, named sets, and items that stand for each other.

#include "base/text.hpp"
#include "load/entries.hpp"
#include "load/sets.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace shortlist::load {

namespace {

using model::Derived;
using model::Fact;
using model::FactType;

struct Reserved {
  const char* id;
  const char* base;
  const char* title;
  FactType type;
  Derived derived;
};

constexpr std::array<Reserved, 4> reserved{{
    {"smallest_parameters", "parameters", "Smallest size", FactType::number, Derived::smallest},
    {"largest_parameters", "parameters", "Largest size", FactType::number, Derived::largest},
    {"longest_context_tokens", "context_tokens", "Longest context window", FactType::number,
     Derived::longest},
    {"inputs_in_every_size", "inputs", "Inputs in every size", FactType::set, Derived::in_every},
}};

constexpr std::size_t most_levels = 1'000;      // of one fact
constexpr std::size_t most_labels = 1'000'000;  // copied: a short file could fill the memory

// What goes with which type.
void check_fact(const Fact& fact, Reader& reader) {
  Problems& problems = reader.problems();
  if (fact.type == FactType::level && fact.levels.size() < 2)
    problems.error(fact.where, "a level fact has to name its levels, lowest first",
                   "add levels = [\"...\", \"...\"]");
  if (fact.type != FactType::level && !fact.levels.empty())
    problems.error(reader.where("levels"), "only a fact of type level has levels");
  if (fact.levels.size() > most_levels)
    return problems.error(reader.where("levels"), "a fact has at most 1,000 levels");
  std::unordered_set<std::string> before;
  for (const std::string& level : fact.levels)
    if (level.empty() || !before.insert(fold(level)).second)
      problems.error(reader.where("levels"), level.empty()
                                                 ? "a level has to have a name"
                                                 : "the level '" + level + "' stands twice");
  if (fact.type != FactType::number && fact.unit != model::Unit::none)
    problems.error(reader.where("unit"), "only a fact of type number has a unit");
  if (fact.type != FactType::text && fact.names_families)
    problems.error(reader.where("names_families"), "only a fact of type text names families");
  const bool words = fact.type == FactType::set || fact.type == FactType::text;
  if (!words && fact.match != model::Match::exact)
    problems.error(reader.where("match"), "only a fact of type set or text has a match");
}

Fact read_fact_entry(Context& context, const Node& node) {
  static const std::vector<std::string> types{"number", "date", "level", "text", "set", "flag"};
  static const std::vector<std::string> units{
      "none", "tokens", "bytes", "parameters", "count", "usd", "tokens-per-second"};
  static const std::vector<std::string> matches{"exact", "language", "region"};
  Reader reader(node, "a [[fact]]", context.problems);
  Fact fact;
  fact.id = reader.id();
  fact.title = reader.text("title").value_or(fact.id);
  fact.where = reader.where("id");
  const auto type = reader.need("type") == nullptr ? std::nullopt : reader.choice("type", types);
  fact.type = static_cast<FactType>(type.value_or(static_cast<int>(FactType::text)));
  if (!type)
    context.unsure.insert(static_cast<model::FactIndex>(context.rules.vocabulary.facts.size()));
  fact.unit = static_cast<model::Unit>(reader.choice("unit", units).value_or(0));
  fact.match = static_cast<model::Match>(reader.choice("match", matches).value_or(0));
  fact.levels = reader.words("levels").value_or(std::vector<std::string>{});
  if (const Node* labels = reader.table("labels"))
    for (const Member& label : labels->members) {
      if (label.value.type == Node::Type::text)
        fact.labels.emplace(fold(label.key), label.value.text);
      else
        reader.wrong(label.value, label.key, "text");
    }
  reader.text("labels_of");
  fact.names_families = reader.flag("names_families").value_or(false);
  reader.finish();
  if (type) check_fact(fact, reader);
  return fact;
}

// The derived facts exist where their base does; an entry of the same id gives a title.
void add_derived(Context& context) {
  auto& facts = context.rules.vocabulary.facts;
  const auto find = [&](const char* id) {
    return std::find_if(facts.begin(), facts.end(),
                        [&](const Fact& fact) { return equal_folded(fact.id, id); });
  };
  for (const Reserved& each : reserved) {
    const auto base = find(each.base);
    auto own = find(each.id);
    const bool derivable = base != facts.end() && base->type == each.type;
    if (own == facts.end() && !derivable) continue;
    if (own != facts.end() && (!derivable || own->type != each.type)) {
      context.problems.error(own->where,
                             "'" + own->id + "' is reserved: it derives from a fact '" + each.base +
                                 "' of the same type",
                             "give the fact another id");
      continue;
    }
    const auto base_index = static_cast<model::FactIndex>(base - facts.begin());
    if (own == facts.end()) {
      Fact fact = *base;
      fact.id = each.id;
      fact.title = each.title;
      facts.push_back(std::move(fact));
      own = facts.end() - 1;
    }
    own->derived = each.derived;
    own->base = base_index;
    own->unit = facts[static_cast<std::size_t>(base_index)].unit;
    own->match = facts[static_cast<std::size_t>(base_index)].match;
    if (own->labels.empty()) own->labels = facts[static_cast<std::size_t>(base_index)].labels;
  }
}

// labels_of takes what that fact states itself, so that the order of the entries means nothing.
void copy_labels(Context& context, const Entries& entries) {
  auto& facts = context.rules.vocabulary.facts;
  std::vector<std::pair<std::size_t, std::size_t>> copies;  // from, to
  std::size_t labels = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Node* const of = entries[i]->find("labels_of");
    if (of == nullptr || of->type != Node::Type::text) continue;
    const auto from = std::find_if(facts.begin(), facts.end(), [&](const Fact& fact) {
      return equal_folded(fact.id, of->text);
    });
    if (from == facts.end())
      context.problems.dangling(of->where, "there is no fact '" + of->text + "'",
                                suggest(context.problems, of->text, facts));
    else if ((labels += from->labels.size()) <= most_labels)
      copies.emplace_back(static_cast<std::size_t>(from - facts.begin()), i);
    else if (labels - from->labels.size() <= most_labels)
      context.problems.error(of->where, "labels_of copies more than 1,000,000 labels");
  }
  std::vector<std::map<std::string, std::string>> own;
  own.reserve(copies.size());
  for (const auto& [from, to] : copies) own.push_back(facts[from].labels);
  for (std::size_t i = 0; i < copies.size(); ++i) facts[copies[i].second].labels.merge(own[i]);
}

}  // namespace

void read_vocabulary(Context& context, const Entries& facts, const Entries& sets,
                     const Entries& same) {
  auto& vocabulary = context.rules.vocabulary;
  for (const Node* entry : facts) vocabulary.facts.push_back(read_fact_entry(context, *entry));
  copy_labels(context, facts);
  add_derived(context);
  vocabulary.sets = flatten_sets(context, sets);
  for (const Node* entry : same) {
    Reader reader(*entry, "a [[same]]", context.problems);
    model::Same one{model::make_item(reader.id()), {}, reader.where("id")};
    reader.need("members");
    const auto members = reader.words("members");
    if (members && members->empty())
      context.problems.error(reader.where("members"), "the list of members is empty");
    for (const auto& member : members.value_or(std::vector<std::string>{}))
      one.members.push_back(model::make_item(member));
    reader.finish();
    vocabulary.same.push_back(std::move(one));
  }
  vocabulary.index();
}

}  // namespace shortlist::load
