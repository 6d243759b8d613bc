#pragma once
// The loaded rule base, as a handle that is cheap to copy and safe to share between threads: it is
// never changed after loading. What it holds is read through `list` and through rank, explain and
// compare.

#include "shortlist/result.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist {

namespace model {
class Catalogue;
}

// A set of items as a source states it. `open`: what it leaves out is unknown, not absent.
struct Items {
  std::vector<std::string> items;
  bool open = false;

  bool operator==(const Items&) const = default;
};

struct Several;

// A value that crosses the boundary of the library: a fact, or a key of a need as stated.
// monostate is "unknown". Numbers are in the fact's unit; dates are ISO 8601 text; levels are
// their names. Only `compare` has Several.
using Datum = std::variant<std::monostate, bool, double, std::string, Items, Several>;

// Two or more distinct values of one fact, of one type: those of variants that differ.
struct Several {
  std::vector<Datum> values;

  bool operator==(const Several& other) const { return values == other.values; }
};

// Named values in a fixed order.
using Record = std::vector<std::pair<std::string, Datum>>;

// The fingerprint of a rule base (RuleBase::fingerprint), which most that carry one never show: it
// is taken when it is first read.
class SHORTLIST_EXPORT Fingerprint {
 public:
  Fingerprint() = default;
  Fingerprint(std::string text) : text_(std::move(text)) {}
  Fingerprint(const char* text) : text_(text) {}
  Fingerprint(std::shared_ptr<const model::Catalogue> catalogue)
      : catalogue_(std::move(catalogue)) {}

  const std::string& text() const;
  bool operator==(const Fingerprint& other) const { return text() == other.text(); }

 private:
  std::shared_ptr<const model::Catalogue> catalogue_;
  std::string text_;
};

class SHORTLIST_EXPORT RuleBase {
 public:
  explicit RuleBase(std::shared_ptr<const model::Catalogue> catalogue);

  const std::string& title() const;

  // The date that ages are counted to, ISO 8601. Never the clock.
  std::string as_of() const;

  // SHA-256, in hexadecimal, of the loaded entries in canonical form: equal for equal content,
  // whatever the files are called and however they are laid out. O(size) on the first call.
  Fingerprint fingerprint() const;

  // What loading found worth saying, though not wrong.
  const Diagnostics& warnings() const;

  // Entries that a later rule-base folder put in place of an earlier one: "family gemma-4".
  const std::vector<std::string>& replaced() const;

  // For the library's own stages.
  const model::Catalogue& catalogue() const { return *catalogue_; }
  std::shared_ptr<const model::Catalogue> shared_catalogue() const { return catalogue_; }

 private:
  std::shared_ptr<const model::Catalogue> catalogue_;
};

// A table of what the rule base holds. Each item starts with its "id".
struct Listing {
  std::string what;
  std::vector<Record> items;
};

// The kinds of entry that `list` takes: families, variants, criteria, ...
SHORTLIST_EXPORT const std::vector<std::string>& listable();

// Entries of one kind, in order of declaration. Fails (usage) on a kind that is not in listable().
SHORTLIST_EXPORT Result<Listing> list(const RuleBase& rule_base, std::string_view what);

// Ids of the families that the words name, in their order: each by an id, name or alias, without
// case, blanks, hyphens and underscores, or by words of one that no other family has too. Fails
// (usage) on words that name none, or several.
SHORTLIST_EXPORT Result<std::vector<std::string>> family_ids(const RuleBase& rule_base,
                                                             const std::vector<std::string>& words);

struct ReviewOptions {
  bool thorough = false;             // each source and each term, too
  std::optional<std::string> stale;  // a date, ISO 8601: what is dated before it is stale
};

// What loading does not warn of: rules that can never apply, criteria that read what nobody states,
// families unknown on most criteria, licences of no family, and with `stale` families of which
// every source is stale; and, when `thorough`, sources that are undated or stale (without `stale`:
// a year older than the rule base), and terms that licences do not state. O(rules x variants).
// Fails (usage) where `stale` is no date.
SHORTLIST_EXPORT Result<Diagnostics> review(const RuleBase& rule_base,
                                            const ReviewOptions& options = {});

}  // namespace shortlist
