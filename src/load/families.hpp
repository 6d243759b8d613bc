#pragma once
// Families, their sources and what these say of them.

#include "load/entries.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace shortlist::load {

// Names without case and what they stand for: for looking up what a file can hold thousands of.
class Index {
 public:
  Index() = default;
  template <class Entries>
  explicit Index(const Entries& entries) {
    int position = 0;
    for (const auto& entry : entries) positions_.emplace(fold(entry.id), position++);
  }

  // The position of the name in the order of adding; false when it is there already.
  bool add(std::string_view name) {
    return positions_.emplace(fold(name), static_cast<int>(positions_.size())).second;
  }
  // -1 when there is none.
  int find(std::string_view name) const {
    const auto found = positions_.find(fold(name));
    return found == positions_.end() ? -1 : found->second;
  }

 private:
  std::unordered_map<std::string, int> positions_;
};

class FamilyReader {
 public:
  explicit FamilyReader(Context& context);

  model::Family family(const Node& node);
  model::Source source(const Node& node);

  // fact = value, ...; of one source.
  void claims(const Node& table, model::SourceIndex source, std::vector<model::Claim>& into);

  // Sorts what was said of one family or variant by fact, then source. One source that says a fact
  // twice is a problem.
  void settle(std::vector<model::Claim>& claims);

  // same_as, once every family is there.
  void link_geometry();

 private:
  template <class Use>
  void each_source(const Node& table, const Index& sources, const model::Family& family, Use use);
  model::Variant variant(const Node& node, const Index& sources, const model::Family& family);
  void files(const Node& sizes, model::SourceIndex source, model::Variant& variant);
  void architecture(const Node& node, const Index& sources, model::Variant& variant);
  void check_licences(const model::Value& value, Where where);
  void check_quantisation(const model::Value& value, Where where);

  struct SameAs {
    std::string variant;  // the id it is stated of
    std::string other;
    Where where;
  };

  Context& context_;
  std::unordered_set<model::FactIndex> licence_facts_;
  Index licences_;
  Index quantisations_;
  model::FactIndex native_quantisation_;
  std::vector<SameAs> same_as_;
};

// What is stated of a model's size and attention by several claims: each contradiction and each
// number that no model has is a problem.
void check_scale(const model::RuleBase& rules, Problems& problems);

// [[claims]]: sources, new or known, and what they say of families that stand elsewhere.
void add_claims(Context& context, FamilyReader& reader, const Entries& entries);

}  // namespace shortlist::load
