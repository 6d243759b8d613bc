#pragma once
// A small world that can be ranked: plain structs that say what a rule base and a profile say, with
// nothing of the engine in them. property/toml.hpp writes them as TOML; oracle.hpp ranks them by a
// second, short reading of the contract.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace oracle {

struct Items {
  std::vector<std::string> items;
  bool open = false;  // what it leaves out is unknown

  bool operator==(const Items&) const = default;
};

// A flag, a number (or a date: days since 1970-01-01), a word (text or level), a set.
using Value = std::variant<bool, double, std::string, Items>;
using Facts = std::map<std::string, Value>;  // by fact id; what is not there is unknown

enum class Type { number, date, level, text, set, flag };

struct Fact {
  std::string id;
  Type type = Type::number;
  std::vector<std::string> levels{};  // lowest first
  std::string match = "exact";
  bool bytes = false;  // a number that is written with a unit: "24 GiB"
};

struct Source {
  std::string id;
  std::string kind;
  std::optional<double> as_of{};  // days since 1970-01-01
  Facts claims{};                 // of the whole family
};

struct Variant {
  std::string id;
  std::map<std::string, Facts> claims{};  // by source id; a source that is here lists the variant
};

struct Family {
  std::string id;
  std::vector<Source> sources{};
  std::vector<Variant> variants{};
};

enum class Kind { at_least, at_most, range, curve, coverage, one_of, flag, ladder };

// What a curve may be read from: a fact, or one a language, called by the prefix and the tag.
struct Benchmark {
  std::string id;
  std::string fact;  // or the prefix
  std::vector<std::string> languages{};
  std::vector<std::pair<double, double>> points{};
};

struct Criterion {
  std::string id;
  Kind kind = Kind::at_least;
  std::string fact;
  bool family_scope = false;
  bool log = false;
  std::optional<double> floor{};
  std::optional<double> ceiling{};
  std::vector<std::pair<double, double>> points{};
  std::vector<Benchmark> benchmarks{};  // instead of fact and points
  std::string strong_fact{};
  std::string count_fact{};
  std::string extended_fact{};
  std::optional<double> weight{};
};

using Bound = std::variant<double, std::string>;  // a number or date, or the name of a level
using List = std::vector<std::string>;            // items, and "@set"; empty: not stated

struct Need {
  std::string criterion;
  bool must = false;
  std::optional<double> weight{};
  std::optional<Bound> at_least{};
  std::optional<Bound> at_most{};
  std::optional<Bound> aim{};
  List all_of{};
  List any_of{};
  List strong{};
  List one_of{};
  List none_of{};
  std::optional<double> count{};
  std::optional<bool> is{};
  bool extended = false;
  std::string benchmark{};
  List languages{};
};

// Exactly one of these decides, by `what`; a fact carries one comparator.
struct Condition {
  enum class What { fact, need, all, any, no };
  What what = What::fact;
  std::string id{};  // of the fact, or of the criterion or need
  std::optional<Bound> at_least{};
  std::optional<Bound> at_most{};
  std::optional<Value> is{};
  List includes{};
  std::vector<Condition> parts{};
};

struct Rule {
  std::string id;
  Condition when{};
  bool exclude = false;
  std::map<std::string, double> reweigh{};  // by criterion or need id
  std::string infer{};                      // a fact id, with one of
  std::optional<Value> infer_value{};
  List infer_includes{};
};

enum class Unknown { low, mid, high };

struct World {
  std::vector<std::string> trust;       // kinds and source ids, most trusted first
  std::vector<std::string> first;       // of these, put first for one run
  std::vector<std::string> candidates;  // of trust; empty: all
  std::vector<std::string> tie_break;   // numbers and dates; "-" in front: descending
  std::vector<Fact> facts;
  std::map<std::string, List> sets;
  std::map<std::string, List> same;
  std::vector<Criterion> criteria;
  std::vector<Rule> rules;
  std::vector<Family> families;
  std::vector<Need> needs;
  std::optional<List> order;  // need ids, instead of weights
};

// The names of the needs: a criterion's second need is "id#2".
std::vector<std::string> need_ids(const std::vector<Need>& needs);

}  // namespace oracle
