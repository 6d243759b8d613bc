#pragma once
// What stands behind the opaque types of shortlist.h.

#include "shortlist.h"
#include "shortlist/model.hpp"
#include "shortlist/profile.hpp"
#include "shortlist/rank.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

// Views only, so that the one for a memory that is used up needs none; see call.cpp.
struct shortlist_error {
  shortlist_code code = SHORTLIST_OK;
  const shortlist_diagnostic* diagnostics = nullptr;
  std::size_t count = 0;
};

namespace shortlist::capi {

// Diagnostics with what they print as, and the views of both.
class Said : public shortlist_error {
 public:
  Said(shortlist_code kind, Diagnostics said);
  Said(const Said&) = delete;
  Said& operator=(const Said&) = delete;

 private:
  Diagnostics diagnostics_;
  std::vector<std::string> texts_;
  std::vector<shortlist_diagnostic> views_;
};

}  // namespace shortlist::capi

struct shortlist_rule_base {
  explicit shortlist_rule_base(shortlist::RuleBase loaded)
      : value(std::move(loaded)), warnings(SHORTLIST_OK, value.warnings()) {}

  shortlist::RuleBase value;
  shortlist::capi::Said warnings;
};

// A profile is compiled against one rule base and means nothing with another.
struct shortlist_profile {
  shortlist_profile(shortlist::RuleBase rules, shortlist::Profile parsed)
      : rule_base(std::move(rules)),
        value(std::move(parsed)),
        warnings(SHORTLIST_OK, value.warnings()) {}

  shortlist::RuleBase rule_base;
  shortlist::Profile value;
  shortlist::capi::Said warnings;
};

struct shortlist_ranking {
  explicit shortlist_ranking(shortlist::Ranking ranked) : value(std::move(ranked)) {}

  shortlist::Ranking value;
};

struct shortlist_text {
  explicit shortlist_text(std::string text) : value(std::move(text)) {}

  std::string value;
};
