#pragma once
// What may be said: the declared facts, the named sets, and which items stand for which.

#include "base/problem.hpp"
#include "model/value.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace shortlist::model {

// Facts, criteria and the rest refer to each other by position, dense from 0.
using FactIndex = int;

// Facts that the engine derives from the claims on a family's candidates. Their ids are reserved.
enum class Derived { none, smallest, largest, longest, in_every };

struct Fact {
  std::string id;
  std::string title;
  FactType type = FactType::text;
  Unit unit = Unit::none;
  std::vector<std::string> levels;  // of a level fact, lowest first
  Match match = Match::exact;
  std::map<std::string, std::string> labels;  // item key -> how it is shown
  bool names_families = false;                // of a text: families and variants, labelled by name
  Derived derived = Derived::none;
  FactIndex base = -1;  // of a derived fact: what it derives from
  Where where;
};

// `@id` wherever a list of items is; `items` are flattened at load.
struct NamedSet {
  std::string id;
  std::vector<Item> items;
  Where where;
};

// The id is met by any member and a member by the id; members do not meet each other.
struct Same {
  Item id;
  std::vector<Item> members;
  Where where;
};

// What items are called beside what stands in claims, and what to write in place of words that name
// none. `of`: "language" and "region", the items of every fact that matches so; "criterion"; "key",
// of a need; else a fact.
struct NamedItems {
  std::string id;
  std::string of;
  std::vector<std::pair<std::string, std::vector<std::string>>> names;  // by item
  std::vector<std::pair<std::string, std::string>> instead;             // by word
  Where where;
};

class Vocabulary {
 public:
  std::vector<Fact> facts;
  std::vector<NamedSet> sets;
  std::vector<Same> same;
  std::vector<NamedItems> names;

  // Call once, after the three above are complete.
  void index();

  // -1 when there is no such fact.
  FactIndex find_fact(std::string_view id) const;
  const NamedSet* find_set(std::string_view id) const;
  std::vector<std::string> fact_ids() const;

  // Replaces each "@id" by the items of that set (and, with Match::region, each word that is a
  // set's id); drops repeats; keeps the order. An unknown set is a problem at `where`.
  std::vector<Item> expand(const std::vector<std::string>& words, Match match, Where where,
                           Problems& problems) const;

  // Whether a claimed item meets a needed one.
  bool meets(const Item& claimed, const Item& needed, Match match) const;

  // Whether some item of the set meets the needed one. O(log items), O(items) with [[same]].
  bool holds(const ItemSet& set, const Item& needed, Match match) const;

  // A claimed item that is near but does not meet: `pt` for a need of `pt-BR`. Null if none.
  const Item* near_miss(const ItemSet& set, const Item& needed, Match match) const;

  // How a value is shown to people: "131,072 tokens", "Chinese, English".
  std::string text(FactIndex fact, const Value& value) const;
  std::string text(FactIndex fact, const Item& item) const;
  Datum datum(FactIndex fact, const Value& value) const;

  // The name of a language by the first fact of languages that has one, else its tag.
  std::string language_name(const Item& tag) const;

 private:
  // Items that stand for `key` by [[same]], itself not among them.
  const std::vector<std::string>* equivalents(const std::string& key) const;

  std::unordered_map<std::string, FactIndex> fact_by_id_;
  std::unordered_map<std::string, int> set_by_id_;
  std::unordered_map<std::string, std::vector<std::string>> equivalents_;
};

}  // namespace shortlist::model
