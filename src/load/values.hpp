#pragma once
// Values, conditions and lists as the entries of a rule base state them.

#include "load/reader.hpp"
#include "model/rule_base.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::load {

// What readers look things up in, and where they say what is wrong.
struct Lookup {
  const model::RuleBase& rules;
  Problems& problems;
  std::set<model::FactIndex> unsure = {};  // facts whose type is not known: values are not judged
  std::size_t items = 0;                   // of all lists so far

  const model::Vocabulary& vocabulary() const { return rules.vocabulary; }
  const model::Fact& fact(model::FactIndex index) const {
    return rules.vocabulary.facts[static_cast<std::size_t>(index)];
  }
};

// A value of the fact's type; a problem and nothing when the node is none.
std::optional<model::Value> read_value(Lookup& context, model::FactIndex index, const Node& node);

// A place on the fact's axis: a number, a date in days, the position of a level.
std::optional<double> read_position(Lookup& context, model::FactIndex index, const Node& node);

// A list of items, sets expanded, codes checked.
std::optional<std::vector<model::Item>> read_items(Lookup& context, const Node& node,
                                                   model::Match match);

// The fact named by a key; a problem and -1 when there is none.
model::FactIndex read_fact(Lookup& context, Reader& reader, std::string_view key);

// Purposes that the set `purposes` of the rule base does not hold are problems, where there is one.
void check_purposes(Lookup& context, const std::vector<model::Item>& purposes, Where where);

// The words in braces of a sentence; those that are not `known` are problems.
void check_placeholders(Lookup& context, const std::string& sentence, Where where,
                        const std::vector<std::string>& known);

// when = { ... }
std::optional<model::Condition> read_condition(Lookup& context, const Node& node);

}  // namespace shortlist::load
