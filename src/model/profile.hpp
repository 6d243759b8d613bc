#pragma once
// A requirement profile, compiled against a rule base: needs whose keys are typed and checked.

#include "model/rule_base.hpp"
#include "model/use.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace shortlist::model {

// at-least, at-most, range, curve and ladder. Numbers in the fact's unit, dates in days, levels as
// positions. Absent is "not stated", but for `aim`, whose default is filled in.
struct BoundKeys {
  std::optional<double> at_least;
  std::optional<double> at_most;
  std::optional<double> aim;
  bool extended = false;
  std::size_t benchmark = 0;  // of a curve: which of its criterion's
};

// A curve by language.
struct LanguageKeys {
  struct Asked {
    Item language;
    std::vector<std::pair<std::size_t, FactIndex>> facts;  // with their benchmarks, in order
  };
  std::vector<Asked> languages;    // sets are expanded
  std::optional<double> at_least;  // of 100: partial values in per cent
};

// Lists are expanded; absent is "not stated", never empty.
struct CoverageKeys {
  std::optional<std::vector<Item>> all_of;
  std::optional<std::vector<Item>> any_of;
  std::optional<std::vector<Item>> strong;
  std::optional<double> count;
};

struct ChoiceKeys {
  std::optional<std::vector<Item>> one_of;
  std::optional<std::vector<Item>> none_of;
};

struct FlagKeys {
  bool is = true;
};

struct LicenceKeys {
  std::optional<std::vector<Item>> allow;  // licence ids, hub ids, classes
  std::optional<std::vector<Item>> deny;
  std::optional<std::vector<Item>> classes;
  std::optional<std::vector<Item>> refuse;  // obligation ids
};

struct DeviceKeys {
  int device = -1;               // into RuleBase::devices, or
  std::optional<double> memory;  // bytes
  std::optional<DeviceKind> kind;
  double count = 1;
  std::optional<double> context;  // tokens a sequence; absent: what need.context asks for, else 8Ki
  double sequences = 1;
  KvType kv = KvType::f16;
  std::optional<KvType> kv_values;  // of values, where not as the keys
  std::vector<int> quantisations;   // allowed, by declared quality, best first
  bool listed = false;              // the profile names them
  int aim_quantisation = -1;
  int runtime = -1;
  double batch = 512;
  bool flash = true;
  double reserve = 0;
  std::optional<double> offload_experts;  // bytes of host memory that experts move to
  std::optional<double> bandwidth_gb_s;   // of a bare memory
  std::optional<double> min_tokens_per_s;
  std::optional<double> min_total_tokens_per_s;  // of all sequences
  std::optional<double> max_first_token_s;
  std::optional<double> prompt;  // tokens; absent: the context
  std::optional<double> max_price_usd;
  std::optional<double> max_power_w;

  bool asks_for_speed() const {
    return min_tokens_per_s || min_total_tokens_per_s || max_first_token_s;
  }
};

using NeedKeys = std::variant<BoundKeys, LanguageKeys, CoverageKeys, ChoiceKeys, FlagKeys,
                              LicenceKeys, DeviceKeys>;

// The fact that bounds are held against.
inline FactIndex fact_of(const Criterion& criterion, const BoundKeys& keys) {
  return criterion.kind == Kind::curve ? criterion.benchmarks[keys.benchmark].fact : criterion.fact;
}

// What a need with these keys may read: of several benchmarks the one that is chosen, and of
// languages those that are asked for.
std::vector<FactIndex> facts_of(const Criterion& criterion, const NeedKeys& keys);

// A key of a need as the file has it.
struct StatedKey {
  std::string name;
  Datum value;        // a list is a closed Items; monostate is JSON's null, and states nothing
  bool date = false;  // `value` was written as a TOML date
  Where where;        // of the value
  Where name_where;
  bool typed = false;       // on a command line, where parts of a name will do
  bool unresolved = false;  // a name in it is no id, and a problem says so
};

inline bool is_null(const StatedKey& key) {
  return std::holds_alternative<std::monostate>(key.value);
}

// A family, or one variant, that somebody lets pass.
struct Exception {
  std::string family;   // id as the rule base has it; empty: by variant
  std::string variant;  // likewise
  std::string approver;
  std::string reason;
  Date expires;
};

// Which policy a need comes from, and the exceptions to it that have not expired: the first of each
// family and variant, in the file's order. Needs share them.
class PolicyTerm {
 public:
  PolicyTerm(std::string title, std::string file)
      : title_(std::move(title)), file_(std::move(file)) {}

  const std::string& title() const { return title_; }
  const std::string& file() const { return file_; }
  std::size_t exceptions() const { return exceptions_.size(); }

  void add(std::shared_ptr<const Exception> exception) {
    const auto place = exceptions_.size();
    if (exception->family.empty())
      of_variants_.emplace(exception->variant, place);
    else
      of_families_.emplace(exception->family, place);
    exceptions_.push_back(std::move(exception));
  }
  // The first to this family or to this variant of it, by their ids; null: none.
  const Exception* find(std::string_view family, std::string_view variant) const {
    const auto by_family = of_families_.find(family);
    const auto by_variant = of_variants_.find(variant);
    auto first = exceptions_.size();
    if (by_family != of_families_.end()) first = by_family->second;
    if (by_variant != of_variants_.end()) first = std::min(first, by_variant->second);
    return first == exceptions_.size() ? nullptr : exceptions_[first].get();
  }

 private:
  std::string title_;
  std::string file_;
  std::vector<std::shared_ptr<const Exception>> exceptions_;
  // Where they stand; by names that the exceptions keep.
  std::unordered_map<std::string_view, std::size_t> of_families_;
  std::unordered_map<std::string_view, std::size_t> of_variants_;
};

struct Need {
  std::string id;  // "language", "language#2"; "policy.language" of a policy
  std::shared_ptr<const PolicyTerm> policy;  // null: the profile's own
  int criterion = -1;
  bool must = false;
  std::optional<double> weight;  // as stated
  std::string because;
  NeedKeys keys;
  std::vector<StatedKey> stated;  // all keys that are not null, in the file's order
  Where where;
};

struct Profile {
  std::string title;
  std::string file;
  std::vector<std::string> order;  // need ids; empty: weights decide
  Use use;
  std::vector<StatedKey> stated_use;  // with the ids that names stand for
  std::vector<Need> needs;            // in the file's order
  Diagnostics warnings;

  // -1 when there is none.
  int find_need(std::string_view id) const;
};

// Whether some need of the profile, or its criterion, is one of `ids`, which are folded and sorted.
bool states_any(const RuleBase& rules, const Profile& profile, const std::vector<std::string>& ids);

struct Policy {
  std::string title;
  std::string file;
  std::vector<Need> needs;  // musts of no weight
  Diagnostics warnings;
};

// A need from its keys; every key that is wrong is a problem at its place. Nothing when any is.
// `ordinal` counts the needs of one criterion from 1.
std::optional<Need> make_need(const RuleBase& rule_base, int criterion, int ordinal,
                              std::vector<StatedKey> stated, Where where, Problems& problems);

// The need with other keys: what a policy asks stays what a policy asks.
std::optional<Need> remake_need(const RuleBase& rule_base, const Need& need,
                                std::vector<StatedKey> stated, Problems& problems);

// What holds between needs: the order, the weights, at least one need. Adds warnings too.
void check_profile(const RuleBase& rule_base, const Profile& profile, Where where,
                   Problems& problems);

// Weights as stated or defaulted, before rules and normalisation; rank-order centroid weights
// where the profile has an order: the i-th of n named needs weighs (1/n) sum_{k=i..n} 1/k.
std::vector<double> stated_weights(const RuleBase& rule_base, const Profile& profile);

}  // namespace shortlist::model
