#pragma once
// Which family and variant of a rule base a finding is about.

#include "import/finding.hpp"
#include "model/rule_base.hpp"
#include "shortlist/import.hpp"

#include <string>

namespace shortlist::importing {

struct Place {
  const model::Family* family = nullptr;    // null: a new one
  const model::Variant* variant = nullptr;  // null: a new one
  std::string family_id;
  std::string family_name;
  std::string variant_id;
  std::string variant_name;
};

// A name as an id: what stands after the last slash, in lower case, other letters as hyphens.
std::string id_of(const std::string& name);

// By the options, then by what the file calls the model, each name in its turn, then by what it was
// made from. A family is never guessed from a part of a name. Fails (usage) when nothing names the
// model, and when the options contradict the rule base.
Result<Place> place(const model::RuleBase& rules, const Finding& finding,
                    const ImportOptions& options);

}  // namespace shortlist::importing
