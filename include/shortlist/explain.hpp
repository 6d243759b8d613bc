#pragma once
// Why a family stands where it stands, why one beats another, and families side by side.

#include "shortlist/rank.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist {

// One need's part of the gap between two families: own - other.
struct GapPart {
  std::string need_id;
  double own = 0;
  double other = 0;
  double difference = 0;
};

struct Comparison {
  std::string family;
  std::string name;
  RankedFamily standing;
  double gap = 0;                      // score of the explained family less that of this one
  std::vector<GapPart> contributions;  // the differences, added in order, give the gap
  std::vector<std::string> argument;   // smallest set of pros that outweighs all cons
                                       // (Labreuche 2011); empty where the gap is not positive
};

// Another variant of the explained family, at its best quantisation, and why it does not stand for
// the family: what it fails, what of it is unknown, or what it has less of.
struct Sibling {
  std::optional<std::string> variant;
  std::string variant_name;
  std::optional<std::string> quantisation;
  Status status = Status::qualified;
  double score = 0;  // under the unknown policy
  double score_low = 0;
  double score_high = 0;
  std::string reason;
};

struct Explanation {
  std::string profile_title;
  std::string profile_file;
  std::string rule_base_title;
  Fingerprint rule_base_fingerprint;
  std::vector<RuleNote> reweighed;
  RankedFamily family;
  std::optional<ExcludedFamily> exclusion;  // when its status is excluded
  std::optional<Comparison> against;
  std::vector<Sibling> siblings;  // the one that would stand next for the family first
};

// Fails (usage) on an unknown family.
SHORTLIST_EXPORT Result<Explanation> explain(const RuleBase& rule_base, const Profile& profile,
                                             const std::string& family,
                                             const std::optional<std::string>& against,
                                             const RankOptions& options);

// A profile with changes applied, as if its file had been edited: what a relaxation leads to.
SHORTLIST_EXPORT Result<Profile> relaxed(const RuleBase& rule_base, const Profile& profile,
                                         const std::vector<Change>& changes);

// What one family has to say in one row of a comparison.
struct ComparisonCell {
  std::string text;
  Datum value;  // Several where variants differ: numbers and dates ascending, others as listed
  std::vector<std::string> sources;
  std::vector<Conflict> conflicts;
  // Of a score, a number without a unit: the sources of each of its values, in their order, and
  // which of all these sources are the vendor's own.
  std::vector<std::vector<std::string>> stated_by;
  std::vector<std::string> vendors;
};

struct ComparisonRow {
  std::string fact;
  std::string title;
  std::string row;                    // the row this fact is grouped in; empty: its own
  std::vector<ComparisonCell> cells;  // in order of `families`
};

struct Advantage {
  std::string criterion;
  std::string reason;  // continues "choose X if you ..."
};

struct FamilyComparison {
  std::string rule_base_title;
  Fingerprint rule_base_fingerprint;
  std::vector<std::string> families;  // ids
  std::vector<std::string> names;
  std::vector<ComparisonRow> rows;             // facts that any of the families has a value of
  std::vector<std::vector<Advantage>> choose;  // in order of `families`
};

// Families side by side. With a profile, only the facts and criteria its needs read.
// Fails (usage) on fewer than two families, more than 500, or an unknown one.
SHORTLIST_EXPORT Result<FamilyComparison> compare(const RuleBase& rule_base,
                                                  const std::vector<std::string>& families,
                                                  const std::optional<Profile>& profile);

}  // namespace shortlist
