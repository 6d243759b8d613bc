#pragma once
// Families, their sources and what these say of them.

#include "load/entries.hpp"
#include "model/name_index.hpp"

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace shortlist::load {

using Index = model::NameIndex;

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

  // same_as, once every family is there: of variants, and of those of families that were replaced.
  void link_geometry(const Entries& former);

 private:
  template <class Use>
  void each_source(const Node& table, const Index& sources, const model::Family& family, Use use);
  model::Variant variant(const Node& node, const Index& sources, const model::Family& family);
  void files(const Node& sizes, model::SourceIndex source, model::Variant& variant);
  void architecture(const Node& node, const Index& sources, model::Variant& variant);
  struct Measured {
    const Node* value = nullptr;
    std::optional<double> error;
  };
  Measured measured(model::FactIndex fact, const Node& node);
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

// Names for the ids that facts which name families hold, as labels of these facts.
void label_families(model::RuleBase& rules);

// [[claims]]: sources, new or known, and what they say of families that stand elsewhere.
void add_claims(Context& context, FamilyReader& reader, const Entries& entries);

}  // namespace shortlist::load
