// Facts, named sets, and items that stand for each other.

#include "base/text.hpp"
#include "load/entries.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

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
  if (reader.need("type") != nullptr)
    fact.type = static_cast<FactType>(reader.choice("type", types).value_or(3));
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
  reader.finish();
  if (fact.type == FactType::level && fact.levels.size() < 2)
    context.problems.error(fact.where, "a level fact has to name its levels, lowest first",
                           "add levels = [\"...\", \"...\"]");
  if (fact.type != FactType::level && !fact.levels.empty())
    context.problems.error(reader.where("levels"), "only a fact of type level has levels");
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

void copy_labels(Context& context, const Entries& entries) {
  auto& facts = context.rules.vocabulary.facts;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Node* const of = entries[i]->find("labels_of");
    if (of == nullptr || of->type != Node::Type::text) continue;
    const auto from = std::find_if(facts.begin(), facts.end(), [&](const Fact& fact) {
      return equal_folded(fact.id, of->text);
    });
    if (from == facts.end())
      context.problems.dangling(of->where, "there is no fact '" + of->text + "'");
    else
      facts[i].labels.insert(from->labels.begin(), from->labels.end());
  }
}

// Flattens sets that name sets, depth first.
class Flattener {
 public:
  Flattener(Context& context, const Entries& entries) : context_(context) {
    for (const Node* entry : entries) {
      Reader reader(*entry, "a [[set]]", context.problems);
      const std::string id = reader.id();
      reader.need("items");
      Raw raw{id, reader.words("items").value_or(std::vector<std::string>{}), reader.where("items"),
              false};
      reader.finish();
      by_id_.emplace(fold(id), raw_.size());
      raw_.push_back(std::move(raw));
    }
  }

  std::vector<model::NamedSet> run() {
    std::vector<model::NamedSet> sets;
    for (std::size_t i = 0; i < raw_.size(); ++i) {
      model::NamedSet set{raw_[i].id, {}, raw_[i].where};
      std::vector<std::string> trail;
      flatten(i, set.items, trail);
      sets.push_back(std::move(set));
    }
    return sets;
  }

 private:
  struct Raw {
    std::string id;
    std::vector<std::string> words;
    Where where;
    bool reported = false;
  };

  void flatten(std::size_t index, std::vector<model::Item>& into, std::vector<std::string>& trail) {
    Raw& raw = raw_[index];
    const std::string key = fold(raw.id);
    if (std::find(trail.begin(), trail.end(), key) != trail.end()) {
      if (!raw.reported)
        context_.problems.error(raw.where, "the set '@" + raw.id + "' contains itself",
                                "take out the name that closes the circle");
      raw.reported = true;
      return;
    }
    trail.push_back(key);
    for (const std::string& word : raw.words) {
      if (!word.starts_with('@')) {
        const model::Item item = model::make_item(word);
        if (std::find(into.begin(), into.end(), item) == into.end()) into.push_back(item);
        continue;
      }
      const auto found = by_id_.find(fold(word.substr(1)));
      if (found != by_id_.end()) {
        flatten(found->second, into, trail);
      } else if (trail.size() == 1) {
        std::vector<std::string> known;
        for (const Raw& each : raw_) known.push_back("@" + each.id);
        context_.problems.dangling(raw.where, "there is no set '" + word + "'",
                                   did_you_mean(word, known));
      }
    }
    trail.pop_back();
  }

  Context& context_;
  std::vector<Raw> raw_;
  std::map<std::string, std::size_t> by_id_;
};

}  // namespace

void read_vocabulary(Context& context, const Entries& facts, const Entries& sets,
                     const Entries& same) {
  auto& vocabulary = context.rules.vocabulary;
  for (const Node* entry : facts) vocabulary.facts.push_back(read_fact_entry(context, *entry));
  copy_labels(context, facts);
  add_derived(context);
  vocabulary.sets = Flattener(context, sets).run();
  for (const Node* entry : same) {
    Reader reader(*entry, "a [[same]]", context.problems);
    model::Same one{model::make_item(reader.id()), {}, reader.where("id")};
    reader.need("members");
    for (const auto& member : reader.words("members").value_or(std::vector<std::string>{}))
      one.members.push_back(model::make_item(member));
    reader.finish();
    vocabulary.same.push_back(std::move(one));
  }
  vocabulary.index();
}

}  // namespace shortlist::load
