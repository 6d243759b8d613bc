#pragma once
// Ranks the families of a rule base against a profile, with a reason for every rank.
//
//     shortlist::Ranking ranking = shortlist::rank(rule_base, profile, {});
//     for (const auto& family : ranking.ranking) use(family.rank, family.name, family.score);
//
// Guarantees: a family's score depends on no other family; contributions, added in order, give the
// score to the last bit; with a fact unknown the score is an interval that holds every score the
// fact could lead to. O(candidates x needs).

#include "shortlist/model.hpp"
#include "shortlist/profile.hpp"
#include "shortlist/result.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist {

// `unknown`: some completion of the unknown facts meets the need and some other does not.
enum class Verdict { met, partly, unmet, unknown };

// Best first. `to_verify`: a must (or an exclude rule) hangs on an unknown.
enum class Status { qualified, to_verify, excluded };

// Which end of the interval stands for the score where facts are unknown.
enum class UnknownPolicy { low, mid, high };

struct RankOptions {
  std::vector<std::string> only{};  // family ids, names or aliases; empty: all
  UnknownPolicy unknown = UnknownPolicy::low;
};

struct FactValue {
  std::string id;
  std::string title;
  std::string text;  // for people: "131,072 tokens"
  Datum value;
  std::optional<double> error{};  // one standard error of a number, where its source states one
};

// What a less trusted source says differently.
struct Conflict {
  std::string fact;
  std::string source;
  std::string text;
  Datum value;
};

// The policy that a need comes from, and the exception that lets this family pass, where it would
// not meet the need by itself.
struct PolicyException {
  std::string approver;
  std::string reason;
  std::string expires;  // ISO 8601
};
struct PolicyNote {
  std::string title;
  std::string file;
  std::optional<PolicyException> exception;
};

struct NeedResult {
  std::string need_id;
  std::string criterion;
  std::string title;
  bool must = false;
  Verdict verdict = Verdict::unknown;
  double value = 0;  // partial value in [0, 1] under the unknown policy
  double value_low = 0;
  double value_high = 0;
  double weight = 0;  // normalised: the weights of a ranking sum to 1 (or are all 0)
  double contribution = 0;
  Record need;  // the keys as the profile states them
  std::vector<FactValue> facts;
  std::string reason;
  std::string because;  // the buyer's own words
  std::vector<std::string> sources;
  std::vector<Conflict> conflicts;
  std::vector<std::string> rules;  // ids of the rules that had an effect on it
  std::optional<PolicyNote> policy;
};

// Something to ask the vendor: a fact no source states, or a key of [use] the profile leaves out.
struct Question {
  std::string need_id;  // empty for an exclude rule
  std::string fact;
  std::string text;
};

// A rule that fired and what it says.
struct RuleNote {
  std::string id;
  std::string effect;  // "infer languages", "exclude", "warn", "reweigh safety x 2"
  std::string because;
};

struct RankedFamily {
  int rank = 0;
  std::string family;
  std::string name;
  std::optional<std::string> variant;
  std::string variant_name;
  std::optional<std::string> quantisation;
  Status status = Status::qualified;
  double score = 0;
  double score_low = 0;
  double score_high = 0;
  int rank_best = 0;
  int rank_worst = 0;
  std::vector<NeedResult> criteria;  // in the profile's order
  std::vector<std::string> obligations;
  std::vector<std::string> warnings;
  std::vector<Question> questions;
  std::vector<RuleNote> rules;
  std::vector<std::string> unasked;     // default needs that read what no source states
  std::vector<std::string> weights_at;  // where the weights of this variant are
  std::vector<std::string> start;       // commands that start it
  std::vector<std::string> disputed;    // variants that only less trusted sources list
};

// One change of the profile. `key` of need `need_id` goes from `from` to `to`.
struct Change {
  std::string need_id;
  std::string key;
  Datum from;
  Datum to;

  bool operator==(const Change&) const = default;
};

struct FailedMust {
  std::optional<std::string> need_id;  // or
  std::optional<std::string> rule;
  Record need;
  std::vector<FactValue> facts;
  std::string reason;
  bool by_default = false;  // the rule base asks it where the profile is silent
};

struct ExcludedFamily {
  RankedFamily standing;  // rank 0
  std::vector<FailedMust> failures;
  // None where a rule, or what is asked by default, excludes every variant.
  std::optional<std::vector<Change>> relaxation;
  std::optional<std::string> readmitted;  // the variant that the relaxation readmits
  std::string readmitted_name;

  // Whether it fails a must that the rule base asks where the profile is silent.
  SHORTLIST_EXPORT bool left_out_by_default() const;
};

// What could put another family first. All but `once_verified` hold each status as it is; nothing
// readmits the excluded but a change of the profile. Families are ids, as ranked; in a ranking of
// variants these are those of variants.
struct FirstPlace {
  bool level = false;  // the next of its status has as many points: tie_break decides

  // Some other weights put another of its status first, the facts as they count today. Needs of
  // weight 0 keep it, the others keep some. None: not settled, which takes a first family of
  // several variants, each better at something (WeightAnalysis::any_weights settles it).
  std::optional<bool> weights;

  // At today's weights, other families of its status that unknown facts could put first: those of
  // `rank_best` 1, and those that could be by another variant than the one they stand by, or by a
  // fact that tie_break reads.
  std::vector<std::string> unknown_facts;

  // Other weights and unknown facts together; true where either alone does.
  std::optional<bool> both;

  // At today's weights, families to verify that could come first once it is known what qualifies:
  // where none is known to, all of the others.
  std::vector<std::string> once_verified;
};

struct Ranking {
  std::string profile_title;
  std::string profile_file;
  std::string rule_base_title;
  Fingerprint rule_base_fingerprint;
  std::vector<std::pair<std::string, double>> weights;  // by need id, as used
  std::vector<RuleNote> reweighed;
  std::vector<RankedFamily> ranking;
  std::vector<ExcludedFamily> excluded;  // in the same order: status, fewest failures, score
  bool by_variant = false;    // each entry is a variant, and a family has one for each of its own
  bool clear_winner = false;  // the first's interval lies above every other family's of its status
  std::optional<FirstPlace> first_place;  // none where every family is excluded

  // At least one family has status qualified.
  SHORTLIST_EXPORT bool qualified() const;
};

// Fails (usage) when `options.only` names an unknown family.
SHORTLIST_EXPORT Result<Ranking> rank(const RuleBase& rule_base, const Profile& profile,
                                      const RankOptions& options);

// The same of every variant by itself, at its best quantisation: what `rank` does not say of those
// that do not stand for their family.
SHORTLIST_EXPORT Result<Ranking> rank_variants(const RuleBase& rule_base, const Profile& profile,
                                               const RankOptions& options);

}  // namespace shortlist
