// Every position lies within the list it counts in, every value is of its fact's type, and lists
// that are searched are sorted. Numbers, enumerators and sets were held to what they may be while
// they were read.

#include "snapshot/sound.hpp"

#include "base/interval.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>

namespace shortlist::snapshot {

namespace {

using model::Condition;
using model::Criterion;
using model::Fact;
using model::FactIndex;
using model::FactType;
using model::ItemSet;
using model::Kind;

template <class List>
bool has(const List& list, int position) {
  return position >= 0 && static_cast<std::size_t>(position) < list.size();
}

template <class List>
bool has_or_none(const List& list, int position) {
  return position == -1 || has(list, position);
}

bool rises(const std::vector<model::Item>& items) {
  return std::adjacent_find(items.begin(), items.end(), [](const auto& left, const auto& right) {
           return left.key >= right.key;
         }) == items.end();
}

bool rises(const std::vector<std::pair<double, double>>& points) {
  return std::adjacent_find(points.begin(), points.end(), [](const auto& left, const auto& right) {
           return left.first >= right.first;
         }) == points.end();
}

bool is_share(const std::pair<double, double>& point) {
  return point.second >= 0 && point.second <= 1;
}

bool is_weight(double number) { return number >= 0 && number <= model::heaviest_weight; }

// Of an entry: no number is below 0, no interval ends before it begins.
class Measures {
 public:
  template <class Entry>
  static bool hold(const Entry& entry) {
    Measures measures;
    fields(measures, entry);
    return measures.hold_;
  }

  template <class... Fields>
  void operator()(const Fields&... each) {
    (look(each), ...);
  }

 private:
  void look(double number) { hold_ = hold_ && number >= 0; }
  void look(std::int64_t count) { hold_ = hold_ && count >= 0; }
  void look(const Interval& interval) {
    hold_ = hold_ && interval.low >= 0 && interval.low <= interval.high;
  }
  template <class T>
  void look(const std::optional<T>& stated) {
    if (stated) look(*stated);
  }
  template <class T>
  void look(const std::vector<T>& list) {
    for (const T& each : list) look(each);
  }
  template <class T>
  void look(const T& part) {
    if constexpr (requires { fields(*this, part); }) fields(*this, part);
  }

  bool hold_ = true;
};

class Checker {
 public:
  explicit Checker(const model::RuleBase& rules) : rules_(rules), facts_(rules.vocabulary.facts) {
    for (const Criterion& criterion : rules.criteria)
      if (criterion.kind == Kind::licence) licence_facts_.push_back(criterion.fact);
  }

  bool all(const std::vector<DefaultNeed>& defaults) const {
    return vocabulary() && header() && each(rules_.criteria) && each(rules_.rows) &&
           each(rules_.rules) && each(rules_.licences) && each(rules_.devices) &&
           each(rules_.quantisations) && each(rules_.runtimes) && questions() && families() &&
           said() && all_facts(rules_.inferred_of_families) &&
           std::all_of(defaults.begin(), defaults.end(), [&](const DefaultNeed& need) {
             return has(rules_.criteria, need.criterion) && stands(need.where);
           });
  }

 private:
  template <class List>
  bool each(const List& list) const {
    return std::all_of(list.begin(), list.end(), [&](const auto& entry) { return check(entry); });
  }

  bool stands(const Where& where) const { return has_or_none(rules_.files, where.file); }
  const Fact& fact(FactIndex index) const { return facts_[static_cast<std::size_t>(index)]; }
  bool all_facts(const std::vector<FactIndex>& list) const {
    return std::all_of(list.begin(), list.end(),
                       [&](FactIndex index) { return has(facts_, index); });
  }
  bool is_of(FactIndex index, FactType type) const {
    return has(facts_, index) && fact(index).type == type;
  }
  bool is_of_or_none(FactIndex index, FactType type) const {
    return index == -1 || is_of(index, type);
  }

  bool holds(FactIndex index, const model::Value& value) const {
    if (!has(facts_, index)) return false;
    if (const auto* set = std::get_if<ItemSet>(&value))
      return fact(index).type == FactType::set && (!is_licence(index) || are_licences(*set));
    if (const auto* level = std::get_if<model::Level>(&value))
      return fact(index).type == FactType::level && has(fact(index).levels, level->position);
    switch (fact(index).type) {
      case FactType::number:
        return std::holds_alternative<double>(value);
      case FactType::date:
        return std::holds_alternative<Date>(value);
      case FactType::text:
        return std::holds_alternative<model::Item>(value);
      case FactType::flag:
        return std::holds_alternative<bool>(value);
      case FactType::level:
      case FactType::set:
        break;
    }
    return false;
  }

  bool is_licence(FactIndex index) const {
    return std::find(licence_facts_.begin(), licence_facts_.end(), index) != licence_facts_.end();
  }
  bool are_licences(const ItemSet& set) const {
    return std::all_of(set.items.begin(), set.items.end(), [&](const model::Item& item) {
      return rules_.find_licence(item.text) >= 0;
    });
  }

  bool vocabulary() const {
    return std::all_of(facts_.begin(), facts_.end(),
                       [&](const Fact& each) {
                         return stands(each.where) &&
                                (each.derived == model::Derived::none ? each.base == -1
                                                                      : has(facts_, each.base));
                       }) &&
           std::all_of(rules_.vocabulary.sets.begin(), rules_.vocabulary.sets.end(),
                       [&](const auto& set) { return stands(set.where); });
  }

  bool header() const {
    bool by_id = false;
    for (const model::TieBreak& by : rules_.tie_break) {
      if (!has_or_none(facts_, by.fact) || is_of(by.fact, FactType::set)) return false;
      by_id = by_id || by.fact == -1;
    }
    return by_id && rises(rules_.declared) && !rules_.trust.empty() &&
           std::all_of(rules_.efficiency.begin(), rules_.efficiency.end(),
                       [](const model::Efficiency& kind) { return check(kind); }) &&
           std::all_of(rules_.usable.begin(), rules_.usable.end(), [](const auto& points) {
             return rises(points) && std::all_of(points.begin(), points.end(), is_share);
           });
  }

  bool check(const Criterion& each) const {
    const bool reads = each.kind == Kind::device || each.by_language()
                           ? each.fact == -1
                           : has(facts_, each.fact) && model::fits(each.kind, fact(each.fact).type);
    const bool by_language = each.by_language();
    return reads && stands(each.where) && is_of_or_none(each.strong_fact, FactType::set) &&
           is_of_or_none(each.count_fact, FactType::number) &&
           (!each.weight || is_weight(*each.weight)) && scales(each) &&
           (each.extended_fact == -1 ||
            (reads && each.fact >= 0 && is_of(each.extended_fact, fact(each.fact).type))) &&
           each.benchmarks.empty() == (each.kind != Kind::curve) &&
           std::all_of(each.benchmarks.begin(), each.benchmarks.end(),
                       [&](const model::Benchmark& benchmark) {
                         return check(benchmark) && (benchmark.fact == -1) == by_language;
                       });
  }

  static bool scales(const Criterion& each) {
    if (each.floor && each.ceiling && !(*each.floor < *each.ceiling)) return false;
    if (each.scale != model::Scale::logarithmic) return true;
    return (!each.floor || *each.floor > 0) && (!each.ceiling || *each.ceiling > 0) &&
           (each.kind != Kind::at_least || each.floor);
  }

  bool check(const model::Benchmark& each) const {
    constexpr std::size_t least_points = 2;
    return is_of_or_none(each.fact, FactType::number) && each.points.size() >= least_points &&
           rises(each.points) && std::all_of(each.points.begin(), each.points.end(), is_share) &&
           each.languages.empty() == (each.fact >= 0) &&
           std::all_of(each.languages.begin(), each.languages.end(), [&](const auto& language) {
             return is_of(language.second, FactType::number);
           });
  }

  bool check(const model::Row& each) const { return stands(each.where) && all_facts(each.facts); }

  bool compares(FactIndex index, const model::Comparators& compare) const {
    const FactType type = fact(index).type;
    const bool ordered =
        type == FactType::number || type == FactType::date || type == FactType::level;
    return (ordered || (!compare.at_least && !compare.at_most)) &&
           (!compare.is || (type != FactType::set && holds(index, *compare.is))) &&
           (!compare.includes || type == FactType::set);
  }

  // What the use is held against: of a flag a flag, of words a word.
  static bool compares(model::UseKey key, const model::Comparators& compare) {
    if (!compare.is) return true;
    switch (model::use_keys()[static_cast<std::size_t>(key)].type) {
      case model::UseType::number:
        return false;
      case model::UseType::flag:
        return std::holds_alternative<bool>(*compare.is);
      case model::UseType::region:
      case model::UseType::regions:
      case model::UseType::text:
      case model::UseType::purposes:
        break;
    }
    return std::holds_alternative<model::Item>(*compare.is);
  }

  bool check(const Condition& condition) const {
    const auto parts = [&](const std::vector<Condition>& list) {
      return !list.empty() && each(list);
    };
    if (const auto* test = std::get_if<model::FactTest>(&condition.test))
      return has(facts_, test->fact) && compares(test->fact, test->compare);
    if (const auto* use = std::get_if<model::UseTest>(&condition.test))
      return compares(use->key, use->compare);
    if (const auto* need = std::get_if<model::NeedTest>(&condition.test))
      return !need->compare.is || std::holds_alternative<bool>(*need->compare.is);
    if (const auto* all = std::get_if<model::All>(&condition.test)) return parts(all->parts);
    if (const auto* any = std::get_if<model::Any>(&condition.test)) return parts(any->parts);
    const auto& part = std::get<model::Not>(condition.test).part;
    return part.size() == 1 && check(part.front());
  }

  bool check(const model::Rule& each) const {
    return check(each.when) && stands(each.where) &&
           (!each.infer || holds(each.infer->fact, each.infer->value));
  }

  static bool within_limits(const model::Licence& licence) {
    return licence.monthly_active_users_limit.value_or(0) >= 0 &&
           licence.annual_revenue_limit_usd.value_or(0) >= 0 &&
           licence.monthly_revenue_limit_usd.value_or(0) >= 0;
  }
  bool check(const model::Licence& licence) const {
    return stands(licence.where) && within_limits(licence) &&
           (!licence.limits_when || check(*licence.limits_when)) &&
           std::all_of(
               licence.excluded_when.begin(), licence.excluded_when.end(),
               [&](const auto& narrowed) { return is_of(narrowed.first, FactType::set); }) &&
           std::all_of(
               licence.obligations.begin(), licence.obligations.end(),
               [&](const model::Obligation& asked) { return !asked.when || check(*asked.when); });
  }

  bool check(const model::Device& each) const {
    return stands(each.where) && Measures::hold(each) && each.memory > 0 &&
           each.usable.value_or(1) <= 1 && each.bandwidth_gb_s.value_or(1) > 0 &&
           each.tflops_fp16.value_or(1) > 0 && check(each.efficiency);
  }
  // A share of 0 would have a token take for ever.
  static bool check(const model::Efficiency& each) {
    const auto is_reached = [](const std::optional<Interval>& share) {
      return !share || (share->low > 0 && share->high <= 1);
    };
    return Measures::hold(each) && is_reached(each.dense) && is_reached(each.mixture) &&
           is_reached(each.compute);
  }
  bool check(const model::Quantisation& each) const {
    return stands(each.where) && Measures::hold(each) && each.bits_per_weight > 0 &&
           each.quality <= 1;
  }
  bool check(const model::Runtime& each) const {
    return stands(each.where) && Measures::hold(each) && each.cell_padding >= 1 &&
           each.utilisation > 0 && each.utilisation <= 1;
  }

  bool questions() const {
    for (const model::Question& question : rules_.questions)
      for (const model::Reply& reply : question.replies) {
        if (!stands(reply.where)) return false;
        for (const auto& [criterion, weight] : reply.weights)
          if (rules_.find_criterion(criterion) < 0 || !is_weight(weight)) return false;
        for (const model::AskedTable& table : reply.tables)
          if (!table.criterion.empty() && rules_.find_criterion(table.criterion) < 0) return false;
      }
    return true;
  }

  bool claims(const model::Family& family, const std::vector<model::Claim>& list) const {
    const bool sorted = std::is_sorted(
        list.begin(), list.end(), [](const model::Claim& left, const model::Claim& right) {
          return std::tie(left.fact, left.source) < std::tie(right.fact, right.source);
        });
    return sorted && std::all_of(list.begin(), list.end(), [&](const model::Claim& claim) {
             return holds(claim.fact, *claim.value) && has(family.sources, claim.source) &&
                    fact(claim.fact).derived == model::Derived::none && stands(claim.where) &&
                    claim.error.value_or(0) >= 0;
           });
  }

  bool check(const model::Family& family) const {
    return stands(family.where) && !family.id.empty() && claims(family, family.claims) &&
           std::all_of(family.sources.begin(), family.sources.end(),
                       [&](const model::Source& source) { return stands(source.where); }) &&
           std::all_of(family.variants.begin(), family.variants.end(),
                       [&](const model::Variant& variant) { return check(family, variant); });
  }

  bool check(const model::Family& family, const model::Variant& variant) const {
    return stands(variant.where) && !variant.id.empty() && claims(family, variant.claims) &&
           (variant.geometry == nullptr || Measures::hold(*variant.geometry)) &&
           std::all_of(variant.listed_by.begin(), variant.listed_by.end(),
                       [&](model::SourceIndex source) { return has(family.sources, source); }) &&
           std::all_of(variant.files.begin(), variant.files.end(),
                       [&](const model::FileSize& file) {
                         return has(family.sources, file.source) && file.bytes >= 0 &&
                                has(rules_.quantisations, file.quantisation);
                       });
  }

  bool families() const {
    const auto& all = rules_.families;
    return !all.empty() && each(all) &&
           std::is_sorted(all.begin(), all.end(), [](const auto& left, const auto& right) {
             return compare_folded(left.id, right.id) < 0;
           });
  }

  bool said() const { return rules_.said.size() == facts_.size(); }

  const model::RuleBase& rules_;
  const std::vector<Fact>& facts_;
  std::vector<FactIndex> licence_facts_;
};

}  // namespace

bool is_sound(const model::RuleBase& rules, const std::vector<DefaultNeed>& defaults) {
  return Checker(rules).all(defaults);
}

}  // namespace shortlist::snapshot
