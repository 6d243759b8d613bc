#pragma once
// The rule base as loaded: every entry valid by construction, references resolved to positions.

#include "model/called.hpp"
#include "model/criterion.hpp"
#include "model/family.hpp"
#include "model/licence.hpp"
#include "model/name_index.hpp"
#include "model/question.hpp"
#include "model/rule.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shortlist::model {

struct TieBreak {
  FactIndex fact = -1;  // -1: the id of the alternative
  bool descending = false;
};

struct Profile;

struct RuleBase {
  std::string title;
  Date as_of;
  std::vector<std::string> trust;       // source kinds or ids, most trusted first
  std::vector<std::string> candidates;  // of these, whose variants are; empty: of all
  std::vector<TieBreak> tie_break;      // ends in the id
  // Of a bare memory, by DeviceKind: memory and the share of it that can be used, rising, with
  // straight lines between; none: all of it.
  std::array<std::vector<std::pair<double, double>>, 5> usable;
  std::array<Efficiency, 5> efficiency;  // by DeviceKind, of what devices do not state

  Vocabulary vocabulary;
  std::vector<Criterion> criteria;
  std::vector<Row> rows;
  std::shared_ptr<const Profile> defaults;  // musts where a profile has no need of their criterion
  std::vector<Question> questions;          // what `init` asks, in order
  std::vector<Rule> rules;
  std::vector<Licence> licences;
  std::vector<Device> devices;
  std::vector<Quantisation> quantisations;
  std::vector<Runtime> runtimes;
  std::vector<Family> families;  // sorted by folded id, so that file order changes nothing

  // Items that some claim of a fact has, by FactIndex.
  std::vector<ItemSet> said;

  // Items of sets and of [[same]], and those that rules infer, sorted: known, though perhaps held
  // by nobody.
  std::vector<Item> declared;

  // Facts of a family as a whole that rules infer: those that criteria of that scope read, and
  // those that derive from what rules infer.
  std::vector<FactIndex> inferred_of_families;

  Called called;

  std::vector<std::string> files;  // names, by Where::file
  Diagnostics warnings;
  std::vector<std::string> replaced;

  // The needs and criteria, by folded id, of which a rule or a licence reads whether a profile
  // states them, and of which it reads what their lists name.
  std::vector<std::string> read_needs;
  std::vector<std::string> read_lists;

  // -1 when there is none. Linear in the entries that came since they were indexed last.
  int find_criterion(std::string_view id) const;
  int find_licence(std::string_view id) const;
  int find_device(std::string_view id) const;
  int find_quantisation(std::string_view id) const;
  int find_runtime(std::string_view id) const;
  // By id, name or alias.
  int find_family(std::string_view id) const;

  // Once entries were added.
  void index();

 private:
  NameIndex criterion_names_;
  NameIndex licence_names_;
  NameIndex device_names_;
  NameIndex quantisation_names_;
  NameIndex runtime_names_;
  NameIndex family_names_;
};

// Fills RuleBase::called, after `note_said`. O(names).
void note_names(RuleBase& rule_base);

// Fills RuleBase::said, declared and inferred_of_families, and what is read of needs. O(claims).
void note_said(RuleBase& rule_base);

// SHA-256 of the entries in canonical form, in hexadecimal.
std::string fingerprint(const RuleBase& rule_base);

}  // namespace shortlist::model
