#pragma once
// The rule base as somebody who trusts its sources in a certain order sees it: which value of each
// fact is believed, which variants are candidates, and what the other sources say instead.
//
// - What a source says of a variant is its claim on the variant, else its claim on the family.
// - The most trusted source that says anything is believed. Lists that are open say nothing of
//   what they leave out, so the open lists of all sources are joined.
// - A variant is a candidate if a source lists it that may name candidates: one that the rule base
//   says so of, or, where somebody puts sources first, one of the first of these that lists any
//   variant of the family. Variants that only others list are disputed.

#include "model/rule_base.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace shortlist::model {

// Who says what is believed, and who says otherwise.
struct Evidence {
  struct Other {
    SourceIndex source = -1;
    const Value* value = nullptr;
  };

  std::vector<SourceIndex> sources;  // that state the value believed, most trusted first
  std::vector<Other> conflicts;      // most trusted first
  // One standard error of the number believed, as the most trusted of `sources` to state one has
  // it.
  std::optional<double> error{};
};

// A variant as it is seen; `variant` is null for the family itself.
struct Sight {
  const Variant* variant = nullptr;
  bool foremost = false;  // a candidate that the most trusted level that lists any lists
  std::vector<const Value*> believed;  // by FactIndex; null is unknown
};

struct SeenFamily {
  const Family* family = nullptr;
  std::vector<SourceIndex> by_trust;  // sources in use, most trusted first
  std::vector<int> places;            // by source: where it stands in by_trust, if it does
  Sight whole;                        // family claims and derived facts
  std::vector<Sight> candidates;      // in order of the file; derived facts read the foremost
  std::vector<const Variant*> disputed;
};

// Whom to believe before the rule base's own order; ids, "family/id" or kinds. They name the
// candidates too.
struct Trust {
  std::vector<std::string> first;
  std::vector<std::string> only;  // if not empty, no other source is used
};

// What a derived fact is by its base of every candidate: nothing unless each is known.
std::optional<Value> derive(Derived derived, const std::vector<const Value*>& of_candidates);

class Catalogue {
 public:
  // An entry of `trust` that matches no source is a problem. O(sources) where there is one.
  Catalogue(std::shared_ptr<const RuleBase> rule_base, Trust trust, Problems& problems);

  Catalogue(const Catalogue&) = delete;  // Sights point into it
  Catalogue& operator=(const Catalogue&) = delete;

  const RuleBase& rules() const { return *rule_base_; }
  std::shared_ptr<const RuleBase> shared_rules() const { return rule_base_; }
  const Trust& trust() const { return trust_; }
  // Of the rule base; taken once, when first asked for.
  const std::string& fingerprint() const;
  // As RuleBase::families. Seen when first asked for, which takes O(claims): what lists devices
  // needs none of it. Several threads may ask.
  std::span<const SeenFamily> families() const;

  // Computed when asked for: only what is shown needs it. Empty for a derived fact.
  Evidence evidence(const SeenFamily& family, const Sight& sight, FactIndex fact) const;

  // What one source says of one fact; null: nothing.
  static const Value* says(const Family& family, const Variant* variant, SourceIndex source,
                           FactIndex fact);

 private:
  struct Orders;
  void see_all() const;
  void see(SeenFamily& seen, const Orders& orders) const;
  void derive(SeenFamily& seen) const;
  const Value* keep(Value value) const;

  std::shared_ptr<const RuleBase> rule_base_;
  Trust trust_;
  mutable std::once_flag seen_;
  mutable std::vector<SeenFamily> families_;
  mutable std::vector<std::unique_ptr<Value>> joined_;  // joined lists and derived facts
  mutable std::once_flag fingerprinted_;
  mutable std::string fingerprint_;
};

}  // namespace shortlist::model
