#pragma once
// What would change a ranking: exact sensitivity to weights, values and needs, and, for what has no
// closed form, sampled weights.
//
//     auto analysis = shortlist::whatif_weights(rule_base, profile, {});
//     for (const auto& need : analysis->criteria) use(need.need_id, need.low, need.high);
//
// All of it ranks as `rank` does: status, score, tie_break. The excluded take no part, and a family
// to verify never passes a qualified one. At weights w a family stands by the best at w of its
// alternatives of its status. Needs of weight 0 keep it. Fails (usage) on unknown names, on weights
// that are all 0, and where every family is excluded.

#include "shortlist/rank.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shortlist {

// Which inputs a result is of.
struct Inputs {
  std::string profile_title;
  std::string profile_file;
  std::string rule_base_title;
  Fingerprint rule_base_fingerprint;

  bool operator==(const Inputs&) const = default;
};

struct FamilyName {
  std::string id;
  std::string name;
  Status status = Status::qualified;

  bool operator==(const FamilyName&) const = default;
};

// --- weights, exact ------------------------------------------------------------------------------

// The order of the families while a weight lies in (from, to). Adjacent orders differ.
struct WeightSegment {
  double from = 0;
  double to = 0;
  std::vector<std::string> order;  // family ids
};

// How much better the fact of the nearest other family would have to be for it to tie for first.
struct ValueThreshold {
  std::string family;
  double value = 0;         // partial value today
  double needed = 0;        // partial value that ties, at most 1
  Datum fact;               // today's, and the least that would do; monostate where the criterion
  Datum fact_needed;        // has no number to say it with
  std::string needed_text;  // for people: "512K tokens"; empty where fact_needed is
};

// One weight varied, the others in proportion (Mareschal 1988). Weights are normalised.
struct WeightStability {
  std::string need_id;
  std::string title;
  double weight = 0;
  double low = 0;  // closed interval round `weight` in whose interior the winner stays first
  double high = 1;
  std::optional<std::string> below;  // who leads just outside; none at 0 and at 1
  std::optional<std::string> above;
  std::vector<WeightSegment> segments;  // with WeightOptions::criterion: all of [0, 1]
  std::optional<ValueThreshold> threshold;

  // Triantaphyllou & Sanchez (1997): the smallest change of this weight alone, in percent of it,
  // that moves the first place, or any place. None where no feasible change does.
  std::optional<double> percent_top;
  std::optional<double> percent_any;
  bool critical = false;  // no other need has a smaller percent_top
};

// Where the critical need's weight changes the first place, on its nearer side.
struct TippingPoint {
  std::string need_id;
  double weight = 0;
  double limit = 0;    // beyond which `family` leads
  bool rises = false;  // the limit is above the weight
  std::string family;

  bool operator==(const TippingPoint&) const = default;
};

struct WeightAnalysis {
  Inputs inputs;
  FamilyName winner;
  std::vector<FamilyName> families;  // that take part, as ranked
  std::optional<TippingPoint>
      tipping;  // of all needs; none where no weight alone changes the first
  std::vector<WeightStability> criteria;
  // Whether any weights put another first, several of them moved at once. None: not settled, since
  // more than 16 alternatives would each take a program of its own.
  std::optional<bool> any_weights;
  std::optional<std::string> together;  // the family that they put first where no weight alone does
};

struct WeightOptions {
  RankOptions rank{};
  std::string criterion{};  // a need id, or a criterion id for all its needs: gives segments
};

// O(R log R) for each need, R alternatives; segments O(P log P), P crossings of families. Fails
// (usage) too on segments whose orders come to more than 5 million places.
SHORTLIST_EXPORT Result<WeightAnalysis> whatif_weights(const RuleBase& rule_base,
                                                       const Profile& profile,
                                                       const WeightOptions& options);

// --- flips, exact --------------------------------------------------------------------------------

// The nearest weights at which a family is at least tied for first.
struct Flip {
  double distance = 0;
  std::vector<std::pair<std::string, double>> weights;  // by need id, normalised
};

struct FlipAnalysis {
  Inputs inputs;
  FamilyName family;
  FamilyName winner;                                    // at the stated weights
  std::vector<std::pair<std::string, double>> weights;  // those, by need id, normalised
  bool possible = false;
  bool only_level = false;   // possible, but no weights put it before all others
  std::string reason;        // one sentence
  std::optional<Flip> l1;    // sum of absolute changes
  std::optional<Flip> l2;    // Euclidean
  std::optional<Flip> linf;  // largest absolute change
  // Where none can: weights, summing to 1, of families that together beat each alternative of this
  // one whatever the weights of the needs. Empty where its status is the reason.
  std::vector<std::pair<std::string, double>> beaten_by;
  // Family ids: first, or tied for it, at some weights, as ranked. None above 1,000 families or
  // 250,000 values (alternatives times needs), since each is a program of its own:
  // `RankOptions::only` names those of interest.
  std::optional<std::vector<std::string>> potentially_optimal;
};

// Fails (usage) on an unknown family too, and above 500,000 values: alternatives times needs.
SHORTLIST_EXPORT Result<FlipAnalysis> whatif_flip(const RuleBase& rule_base, const Profile& profile,
                                                  const std::string& family,
                                                  const RankOptions& options);

// --- one key of one need, exact ------------------------------------------------------------------

// Where the key lies between `from` and `to`, both among it unless open; or, where it takes single
// values (a word, a list of items), at `from`, which equals `to`. Whole numbers and dates: the next
// range starts one further. Other numbers: it starts where this one ends, and one of the two is
// open there. Bytes are numbers, dates ISO 8601 text; a list that is not stated is monostate.
struct ValueRange {
  Datum from;
  Datum to;
  std::string from_text;  // for people
  std::string to_text;
  bool from_open = false;
  bool to_open = false;

  bool operator==(const ValueRange&) const = default;
};

// Over which the ranking stays the same.
struct NeedSegment : ValueRange {
  std::vector<std::string> order;      // family ids, as ranked
  std::vector<std::string> qualified;  // those of `order` that qualify, its front
  std::vector<std::string> excluded;   // as the rule base has them

  bool operator==(const NeedSegment&) const = default;
};

struct StatusCounts {
  std::size_t qualified = 0;
  std::size_t to_verify = 0;

  bool operator==(const StatusCounts&) const = default;
};

// Over which one family is first.
struct NeedLead : ValueRange {
  std::string family;  // empty: every one is excluded
  StatusCounts at_from;
  StatusCounts at_to;

  bool operator==(const NeedLead&) const = default;
};

// Over which the status of one family stays the same.
struct NeedStatus : ValueRange {
  std::string family;
  Status status = Status::excluded;

  bool operator==(const NeedStatus&) const = default;
};

struct NeedOptions {
  RankOptions rank{};
  bool leaders = false;  // leave out whole orders
};

struct NeedAnalysis {
  Inputs inputs;
  std::string path;   // "context.at_least"
  std::string title;  // of the criterion
  std::string unit;   // after a number, for people: "tokens"
  bool numeric = false;
  Datum stated;  // what the profile says; monostate: nothing
  std::string stated_text;
  std::vector<FamilyName> families;  // all that are judged, as they stand today
  // Of numbers adjacent ones differ; else one a value.
  std::vector<NeedLead> leads;
  // Whole orders. None where they are left out: of a number that leaders alone were asked of, or
  // whose orders come to more than 5 million places.
  std::optional<std::vector<NeedSegment>> segments;
  // Where orders are left out: each family's, one family after the other, as the rule base has
  // them.
  std::vector<NeedStatus> statuses;
};

// `sweep` is NEED.KEY=FROM..TO for a number or a date; NEED.KEY=+ITEM,-ITEM for a list, where each
// step adds or removes one more; NEED.KEY=WORD,WORD for a word or a flag, and =* for all there are,
// devices by memory. The ranking is exact at each value, by no grid: breakpoints are found to the
// last integer, or the last bit. Scores that differ by less than 10^-12 tie as in `rank`, and how
// rounding makes them do so from one double to the next is not followed.
//
// Fails (usage) on an unknown need, key or word, where part of a range makes no valid need, and on
// more than 1,000 words or steps, or orders of these of more than 5 million places; not where every
// family is excluded. Leaders: O(A log A) for A alternatives, a few breakpoints of
// facts each. Orders: O(C (C + F log F) + X), C the values of facts in the range, F families, X
// crossings of scores.
SHORTLIST_EXPORT Result<NeedAnalysis> whatif_need(const RuleBase& rule_base, const Profile& profile,
                                                  const std::string& sweep,
                                                  const NeedOptions& options);

// --- weights, sampled ----------------------------------------------------------------------------

enum class WeightRegion {
  any,     // uniform on the simplex
  order,   // uniform where a weight that is stated larger is larger
  bounds,  // uniform where each weight is within a share of the stated one
};

struct SampleOptions {
  RankOptions rank{};
  std::uint64_t samples = 100'000;  // of the whole run, at most 10^13
  std::uint64_t seed = 1;
  int threads = 0;  // 0: as many as the machine has
  int shard = 1;    // of `shards`: this run draws only its part
  int shards = 1;
  WeightRegion region = WeightRegion::any;
  double within = 0.5;                     // for bounds
  std::vector<std::string> comparisons{};  // "language >= 2 context": linear, between need ids
  // A file to resume from where it exists, rewritten every second or so and at the end. The caller
  // removes it when the result is safe; a finished one gives it again at once.
  std::string checkpoint{};
  // Called now and then, by the thread that called, with the samples done; false stops the run.
  // What it throws ends the run too, and reaches the caller: the result, and what the checkpoint
  // does not have yet, is lost.
  std::function<bool(std::uint64_t done, std::uint64_t of)> progress{};
  // Fails (usage) where the run would take more than some seconds, 8 x 10^9 steps: for who did not
  // choose `samples`. Steps of each sample are an eighth of the values, which are alternatives
  // times needs, and an eighth of the pairs of families that are counted; regions of weights and
  // unknown values take more.
  bool only_if_quick = false;
};

// SMAA-2 (Lahdelma & Salminen 2001; Tervonen & Lahdelma 2007).
struct SampleAnalysis {
  Inputs inputs;
  std::uint64_t samples = 0;
  std::uint64_t seed = 1;
  std::string weights;  // the region in words: "any", "order", "bounds 0.5", comparisons
  int shard = 1;
  int shards = 1;
  bool interrupted = false;          // progress said so; the rest is of the samples done
  std::vector<FamilyName> families;  // as ranked at the stated weights
  std::vector<std::string> needs;    // ids, all of the profile
  std::vector<std::vector<double>> acceptability;                   // [family][rank - 1]
  std::vector<std::optional<std::vector<double>>> central_weights;  // [family][need]
  // Of first rank at the central weights; none of any family where interrupted.
  std::vector<std::optional<double>> confidence;
  // Pairwise winning indices, [i][j]: P(i before j) + P(tie) / 2. Exact, by Varsi's recursion
  // (1973), where both families have a single alternative without unknown values and the weights
  // are uniform on a simplex of at most 64 needs: any, an order without ties, comparisons that
  // leave one. Else the share of the samples.
  std::vector<std::vector<double>> pairwise;
  std::vector<std::vector<std::string>> unknown;  // [family]: need ids whose value is drawn
  double effective_samples = 0;                   // below `samples` where draws are not independent
  // The largest of any acceptability; where all draws agree some 1 / effective_samples.
  double standard_error = 0;
};

// The same options give the same result to the last bit, whatever `threads`, and whether or not
// the run was stopped and resumed. Time: O(R K + F log^2 F) a sample for F families, R
// alternatives and K needs, F^2 where pairs are counted; O(F^2 K^2) once where they are not.
// Memory: families^2 counts a thread, nothing that grows with the samples. Fails (usage) on
// numbers out of bounds, on comparisons that cannot be read and where no weights satisfy them,
// above 2,000 families, where comparisons and needs are together above 150, and where ties come
// in more than 5 x 10^7 / families^2 sizes; (data) on a checkpoint of another run, (io) where it
// cannot be written.
SHORTLIST_EXPORT Result<SampleAnalysis> whatif_sample(const RuleBase& rule_base,
                                                      const Profile& profile,
                                                      const SampleOptions& options);

// One part of a run, to be drawn elsewhere: its counts as a JSON document, as they stood where
// `interrupted`. Fails as whatif_sample does.
struct SampleShard {
  std::string text;
  bool interrupted = false;
};
SHORTLIST_EXPORT Result<SampleShard> whatif_sample_shard(const RuleBase& rule_base,
                                                         const Profile& profile,
                                                         const SampleOptions& options);

// The whole run from all its shards, in any order: equal to the last bit to the run in one piece.
// Fails (data), with everything that is wrong, on texts that are no shards or damaged, on shards of
// different runs, and on those that are missing, doubled or not finished.
struct ShardText {
  std::string name;  // of the file, for messages
  std::string text;
};
SHORTLIST_EXPORT Result<SampleAnalysis> whatif_merge(const std::vector<ShardText>& shards);

// The same from files, of which one is in memory at a time. Fails (io) where any cannot be read.
SHORTLIST_EXPORT Result<SampleAnalysis> whatif_merge_files(const std::vector<std::string>& paths);

}  // namespace shortlist
