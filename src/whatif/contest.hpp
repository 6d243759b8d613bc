#pragma once
// The families that compete for ranks, as numbers: what every what-if works on.
//
// A row is an alternative, a column a need of positive weight. A family has rows of its own, those
// of its alternatives that share its status, and stands at weights w by the best of them at w.

#include "decide/decide.hpp"
#include "shortlist/result.hpp"
#include "shortlist/whatif.hpp"
#include "whatif/matrix.hpp"

#include <string>
#include <utility>
#include <vector>

namespace shortlist::whatif {

struct Contestant {
  FamilyName name;
  int first = 0;  // its rows are [first, last)
  int last = 0;
};

struct Contest {
  std::vector<std::string> need_ids;    // all of the profile
  std::vector<int> columns;             // need of each column
  std::vector<double> weights;          // by column, positive, summing to 1
  std::vector<Contestant> contestants;  // as ranked: qualified, then to verify
  int qualified = 0;                    // how many of them, from the front
  Matrix low;                           // rows x columns, the ends of the partial values
  Matrix high;
  Matrix value;                                          // under the unknown policy
  std::vector<int> family_of;                            // contestant of each row
  std::vector<int> tie_place;                            // of each row in tie_break, over all rows
  std::vector<const decide::Alternative*> alternatives;  // of each row, in the decision

  int rows() const { return static_cast<int>(family_of.size()); }

  // Contestants of one status are [group_begin, group_end); a family never leaves its group.
  std::pair<int, int> group_of(int contestant) const {
    return contestant < qualified ? std::pair{0, qualified}
                                  : std::pair{qualified, static_cast<int>(contestants.size())};
  }
};

// Fails (usage) where no family takes part or no weight is positive. Rows that another row of the
// same family makes useless (no better on any need, whatever the unknowns) are left out.
Result<Contest> contest(const model::Profile& profile, const decide::Decision& decision,
                        UnknownPolicy unknown);

// What a what-if starts from.
struct Start {
  Inputs inputs;
  decide::Decision decision;
  Contest contest;
};
Result<Start> start(const RuleBase& rule_base, const Profile& profile, const RankOptions& options);

}  // namespace shortlist::whatif
