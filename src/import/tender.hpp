#pragma once
// A tender in OCDS, as the needs of a profile. Requirements and award criteria are matched by id
// alone: that of a need ("context", "language#2"), which may name one key of it
// ("context.at_least"). What has no counterpart is a note.

#include "load/load.hpp"
#include "model/rule_base.hpp"
#include "shortlist/import.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shortlist::importing {

struct TenderNeed {
  int criterion = -1;
  std::string name;         // as requirements call it: "language#2"
  std::string requirement;  // id of the first that states it
  std::string title;        // of the tender's criterion
  bool must = true;
  std::optional<double> rank;  // of its award criterion, where those have an order
  load::Node table;            // the keys of the need, with their places in the tender
};

struct Tender {
  std::vector<TenderNeed> needs;
  std::vector<std::string> notes;
};

// What an id in a tender names: no criterion is -1.
struct NeedName {
  int criterion = -1;
  std::string need;
  std::string key;  // empty: the need as a whole
};
NeedName need_named(const model::RuleBase& rules, const std::string& id);

// Text, or a whole number in digits; empty where there is neither.
std::string id_of(const load::Node& object);
std::string text_of(const load::Node& object, std::string_view key);

// "lot A", "criterion in line 12" where it has no id.
std::string called(const std::string& kind, const load::Node& object);

// The objects in a list; anything else that stands there is a problem.
std::vector<const load::Node*> objects_in(const load::Node& object, std::string_view key,
                                          Problems& problems);

// Notes the members of an object that nothing is made of.
void note_rest(const load::Node& object, const std::string& what,
               std::initializer_list<std::string_view> known, std::vector<std::string>& notes);

void state(TenderNeed& need, std::string key, load::Node value);

// tender.criteria to needs.
void read_requirements(const model::RuleBase& rules, const load::Node& tender, Tender& into,
                       Problems& problems);

// The award criteria of the tender's first lot that has some, to weights or an order.
void read_award_criteria(const model::RuleBase& rules, const load::Node& tender, Tender& into,
                         Problems& problems);

// Whether a JSON document is a release, or a package of them.
bool is_release(const load::Node& document);

// Fails with every error that was found, at its place in the text.
Result<Import> import_tender(const model::RuleBase& rules, const load::Text& text,
                             const load::Node& document, Problems& problems);

}  // namespace shortlist::importing
